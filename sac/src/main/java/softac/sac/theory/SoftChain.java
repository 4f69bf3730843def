package softac.sac.theory;

/**
 * The process of the book's examples: states in a row; "left" (0) and "right" (1) go one step, or stay at the ends. "Right"
 * in the last state is rewarded by 1, all else by 0. Without temperature V*(s) = γ^(n−1−s) / (1 − γ).
 */
public final class SoftChain {
    private SoftChain() {}

    /**
     * Returns the chain of so many states.
     *
     * @param states n, at least 1
     * @throws IllegalArgumentException if there is none
     */
    public static FiniteMdp of(int states) {
        if (states < 1) {
            throw new IllegalArgumentException("chain: " + states + " states given; at least 1 is needed");
        }
        double[][][] transitions = new double[states][2][states];
        double[][] rewards = new double[states][2];
        for (int s = 0; s < states; s++) {
            transitions[s][0][Math.max(0, s - 1)] = 1;
            transitions[s][1][Math.min(states - 1, s + 1)] = 1;
        }
        rewards[states - 1][1] = 1;
        return FiniteMdp.of(transitions, rewards);
    }
}
