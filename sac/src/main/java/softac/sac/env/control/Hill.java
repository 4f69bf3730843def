package softac.sac.env.control;

import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;

/**
 * Stay on top of a hill: a smooth task with one state and one action, neither linear-quadratic nor finite,
 *
 * <pre>s′ = 0.9 s + 0.3 a + w,  w ~ U(−0.1, 0.1),   r = exp(−(s − 1)²) − 0.1 a²,   a ∈ [−1, 1],   s₀ ~ U(−2, 2)</pre>
 *
 * Everything is bounded, so that quadrature solves it to many digits (package {@code softac.sac.theory}): rewards lie in
 * [−0.1, 1] and no state leaves [−4, 4], since 0.9 · 4 + 0.3 + 0.1 = 4. No state is terminal. To stand still at the top
 * takes a = 1/3, which is what the price of actions is weighed against.
 */
public final class Hill implements Environment {
    /** States lie in [−4, 4]. */
    public static final double BOUND = 4;

    /** w ~ U(−0.1, 0.1). */
    public static final double NOISE = 0.1;

    private static final double START = 2;
    private static final Box OBSERVATIONS = Box.symmetric(1, BOUND);
    private static final Box ACTIONS = Box.symmetric(1, 1);

    private Rng rng = Seed.of(0).rng();
    private final double[] state = new double[1]; // s

    /** Returns r(s, a) = exp(−(s − 1)²) − 0.1 a². */
    public static double reward(double s, double a) {
        return StrictMath.exp(-(s - 1) * (s - 1)) - 0.1 * a * a;
    }

    /** Returns E[s′] = 0.9 s + 0.3 a. */
    public static double drift(double s, double a) {
        return 0.9 * s + 0.3 * a;
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
        rng = seed.rng();
        return reset();
    }

    @Override
    public double[] reset() {
        return setState(rng.uniform(-START, START));
    }

    @Override
    public Step step(double[] action) {
        double reward = reward(state[0], action[0]);
        double next = drift(state[0], action[0]) + rng.uniform(-NOISE, NOISE);
        return new Step(setState(Math.max(-BOUND, Math.min(BOUND, next))), reward, false, false); // rounding only
    }

    /**
     * Puts the task into a state.
     *
     * @param s in [−4, 4]
     * @return the observation there
     * @throws IllegalArgumentException if s is not in [−4, 4]
     */
    public double[] setState(double s) {
        if (!(Math.abs(s) <= BOUND)) {
            throw new IllegalArgumentException("hill: state " + s + " given; it must be in [-4, 4]");
        }
        state[0] = s;
        return state.clone();
    }

    @Override
    public void state(StateVisitor visitor) {
        visitor.doubles("s", state);
        visitor.part("rng", rng);
    }
}
