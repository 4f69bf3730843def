package softac.lab.scene;

import java.util.Arrays;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.sac.agent.Policy;
import softac.sac.agent.PolicySample;

/**
 * What a policy says of many observations at once: μ and σ of u, where the action is tanh u. Computed with the plain
 * loops, which have the same bits as those in lanes and need no warming up.
 *
 * <pre>{@code
 * Heads.Gaussians at = new Heads(policy).at(new double[] {cos, sin, velocity});
 * double action = StrictMath.tanh(at.mean()[0]);      // in (−1, 1)
 * }</pre>
 */
public final class Heads {
    private final Policy policy;
    private final Tape tape;
    private final PolicySample sample = new PolicySample();

    /**
     * For one thread.
     *
     * @param policy not modified
     */
    public Heads(Policy policy) {
        this.policy = policy;
        tape = new Tape(Kernels.scalar(policy.precision()));
    }

    /**
     * B Gaussians of m dimensions, row by row.
     *
     * @param mean μ (B·m)
     * @param deviation σ (B·m)
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    public record Gaussians(double[] mean, double[] deviation) {}

    /**
     * Asks the policy.
     *
     * @param observations (B × n), row by row; rounded to float, as an actor does
     * @return μ and σ of each
     */
    public Gaussians at(double[] observations) {
        int rows = observations.length / policy.network().observationSize();
        int[] next = {0};
        tape.begin();
        Tensor s =
                tape.constant(rows, policy.network().observationSize(), () -> (double) (float) observations[next[0]++]);
        policy.network().sample(s, () -> 0, sample); // u = μ where ε = 0
        double[] mean = tape.kernels().elements(sample.u().value());
        double[] logDeviation = tape.kernels().elements(sample.logStd().value());
        return new Gaussians(
                mean, Arrays.stream(logDeviation).map(StrictMath::exp).toArray());
    }

    /** The policy. */
    public Policy policy() {
        return policy;
    }
}
