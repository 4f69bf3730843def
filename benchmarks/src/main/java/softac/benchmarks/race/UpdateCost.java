package softac.benchmarks.race;

/**
 * The floating point operations that the products of one SAC-v2 update need: 2·m·k·n for (m×k)·(k×n). Not counted: what
 * is not a product (activations, noise, Adam, Polyak), padding, and gradients that nobody reads, whoever computes them.
 *
 * <pre>
 * forward        policy P = B (n h + h h + 2m h)        one critic C = B ((n + m) h + h h + h)
 * target y       P + 2 C                                a′ and both target critics
 * critics        2 C + 2 C + 2 B (h + h h)              forward, weights, inputs of layers 3 and 2
 * policy         P + 2 C                                forward
 *                + 2 B (h + h h + h m)                  to the action: the critics' weights are constants
 *                + P + B (2m h + h h)                   weights, inputs of layers 3 and 2
 * </pre>
 *
 * Both critics count in the policy's gradient although each row of a batch needs only the smaller one: dense products
 * compute both.
 */
public final class UpdateCost {
    private UpdateCost() {}

    /**
     * Operations of one update.
     *
     * @param sizes of networks and batch
     * @return multiplications and additions
     */
    public static double flops(Sizes sizes) {
        double n = sizes.observations();
        double m = sizes.actions();
        double h = sizes.hidden();
        double policy = n * h + h * h + 2 * m * h;
        double critic = (n + m) * h + h * h + h;
        double target = policy + 2 * critic;
        double critics = 4 * critic + 2 * (h + h * h);
        double improvement = policy + 2 * critic + 2 * (h + h * h + h * m) + policy + 2 * m * h + h * h;
        return 2 * sizes.batch() * (target + critics + improvement);
    }
}
