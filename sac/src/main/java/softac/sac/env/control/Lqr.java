package softac.sac.env.control;

import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;

/**
 * An {@link LqrModel} as a task: the observation is the state, the start is uniform, no state is terminal. Its
 * entropy-regularised optimum is known in closed form (package {@code softac.sac.theory}), which makes it the anchor to
 * hold agents against. Cut it off with a time limit, and bootstrap there: the closed form has no horizon.
 *
 * <p>The action bound is declared, not enforced, and belongs out of reach (8 standard deviations of the optimal policy or
 * more): the closed form knows no bound.
 */
public final class Lqr implements Environment {
    private final LqrModel model;
    private final Box observations;
    private final Box actions;
    private final double startHalfWidth;
    private final double[] state;
    private Rng rng = Seed.of(0).rng();

    /**
     * Creates the task {@code Lqr-v0}: the scalar system A = B = Q = R = 1 without noise, x₀ ~ U(−1, 1), actions in
     * [−4, 4]. With γ = 0.9 and α = 0.2 its optimal policy is N(−0.58840 x, 0.04116).
     */
    public Lqr() {
        this(new LqrModel(scalar(1), scalar(1), scalar(1), scalar(1), scalar(0)), 1, 4);
    }

    /**
     * Creates a task.
     *
     * @param model the system
     * @param startHalfWidth s in x₀ ~ U(−s, s)ⁿ, at least 0
     * @param actionBound actions lie in [−bound, bound]ᵐ
     * @throws IllegalArgumentException if the half-width is negative or not finite, or the bound is not positive
     */
    public Lqr(LqrModel model, double startHalfWidth, double actionBound) {
        if (!(startHalfWidth >= 0 && startHalfWidth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "lqr: start half-width " + startHalfWidth + " given; it must be finite and at least 0");
        }
        this.model = model;
        this.observations = Box.unbounded(model.stateSize());
        this.actions = Box.symmetric(model.actionSize(), actionBound);
        this.startHalfWidth = startHalfWidth;
        this.state = new double[model.stateSize()];
    }

    private static double[][] scalar(double value) {
        return new double[][] {{value}};
    }

    /** Returns the system. */
    public LqrModel model() {
        return model;
    }

    @Override
    public Box observationSpace() {
        return observations;
    }

    @Override
    public Box actionSpace() {
        return actions;
    }

    @Override
    public double[] reset(Seed seed) {
        rng = seed.rng();
        return reset();
    }

    @Override
    public double[] reset() {
        for (int i = 0; i < state.length; i++) {
            state[i] = rng.uniform(-startHalfWidth, startHalfWidth);
        }
        return state.clone();
    }

    /** {@inheritDoc} Draws n normal numbers, also where W = 0: the stream does not depend on the system. */
    @Override
    public Step step(double[] action) {
        double[] xi = new double[state.length];
        for (int i = 0; i < xi.length; i++) {
            xi[i] = rng.normal();
        }
        double reward = model.reward(state, action);
        return new Step(setState(model.next(state, action, xi)), reward, false, false);
    }

    /**
     * Puts the system into a state.
     *
     * @param x n; copied
     * @return the observation there
     * @throws IllegalArgumentException if x has another length
     */
    public double[] setState(double... x) {
        if (x.length != state.length) {
            throw new IllegalArgumentException(
                    "lqr: state of " + x.length + " numbers given; the system has " + state.length);
        }
        System.arraycopy(x, 0, state, 0, x.length);
        return state.clone();
    }

    @Override
    public void state(StateVisitor visitor) {
        visitor.doubles("x", state);
        visitor.part("rng", rng);
    }
}
