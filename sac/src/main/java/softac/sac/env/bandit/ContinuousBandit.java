package softac.sac.env.bandit;

import java.util.function.DoubleUnaryOperator;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;

/**
 * One step, one action in [−1, 1], a reward that depends on the action alone; terminated after it, so γ plays no part and
 * the soft-optimal policy is a known density: π*(a) ∝ exp(r(a)/α). Observation: the constant 1 (a constant 0 would leave
 * the first layer of a network without gradient). There is no randomness in it.
 */
public final class ContinuousBandit implements Environment {
    private static final Box OBSERVATIONS = Box.symmetric(1, 1);
    private static final Box ACTIONS = Box.symmetric(1, 1);

    private final DoubleUnaryOperator reward;

    private ContinuousBandit(DoubleUnaryOperator reward) {
        this.reward = reward;
    }

    /** Returns the bandit r(a) = −(a − ½)². */
    public static ContinuousBandit onePeak() {
        return new ContinuousBandit(a -> -square(a - 0.5));
    }

    /**
     * Returns the bandit r(a) = −min((a − ½)², (a + ½)²): π* has two modes, a squashed Gaussian commits to one of them or
     * covers both.
     */
    public static ContinuousBandit twoPeaks() {
        return new ContinuousBandit(a -> -Math.min(square(a - 0.5), square(a + 0.5)));
    }

    private static double square(double x) {
        return x * x;
    }

    /** Returns r(a). */
    public double reward(double action) {
        return reward.applyAsDouble(action);
    }

    @Override
    public Box observationSpace() {
        return OBSERVATIONS;
    }

    @Override
    public Box actionSpace() {
        return ACTIONS;
    }

    @Override
    public double[] reset(Seed seed) {
        return observation();
    }

    @Override
    public double[] reset() {
        return observation();
    }

    @Override
    public Step step(double[] action) {
        return new Step(observation(), reward(action[0]), true, false);
    }

    private static double[] observation() {
        return new double[] {1};
    }

    /** Lists nothing: one step, no memory, no randomness. */
    @Override
    public void state(StateVisitor visitor) {}
}
