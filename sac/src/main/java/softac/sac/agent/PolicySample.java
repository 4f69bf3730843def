package softac.sac.agent;

import org.jspecify.annotations.Nullable;
import softac.autodiff.Tensor;

/**
 * Actions drawn from a policy, their log-probabilities and the Gaussian draws behind them; refilled by every draw, so
 * that none is allocated.
 */
public final class PolicySample {
    private @Nullable Tensor logStd;
    private @Nullable Tensor u;
    private @Nullable Tensor action;
    private @Nullable Tensor logProbability;

    void set(Tensor logStd, Tensor u, Tensor action, Tensor logProbability) {
        this.logStd = logStd;
        this.u = u;
        this.action = action;
        this.logProbability = logProbability;
    }

    /**
     * log σ, clamped (B × m).
     *
     * @throws IllegalStateException before the first draw
     */
    public Tensor logStd() {
        return drawn(logStd);
    }

    /**
     * u = μ + σ ⊙ ε, the draw before squashing (B × m); far from 0 the policy is saturated.
     *
     * @throws IllegalStateException before the first draw
     */
    public Tensor u() {
        return drawn(u);
    }

    /**
     * a = tanh u (B × m).
     *
     * @throws IllegalStateException before the first draw
     */
    public Tensor action() {
        return drawn(action);
    }

    /**
     * log π(a|s) (B × 1).
     *
     * @throws IllegalStateException before the first draw
     */
    public Tensor logProbability() {
        return drawn(logProbability);
    }

    private static Tensor drawn(@Nullable Tensor tensor) {
        if (tensor == null) {
            throw new IllegalStateException("nothing drawn yet: call policy.sample(s, noise, sample) first");
        }
        return tensor;
    }
}
