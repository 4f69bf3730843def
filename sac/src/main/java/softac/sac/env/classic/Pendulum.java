package softac.sac.env.classic;

import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;

/**
 * Gymnasium's {@code Pendulum-v1}: swing a rod up with a torque too weak to lift it, and balance it. With θ the angle
 * from upright (rad, never wrapped), ω its velocity (rad/s), u the torque (N m) cut off at ±2, g = 10 m/s², m = 1 kg,
 * l = 1 m, Δt = 0.05 s,
 *
 * <pre>
 * reward = −(⟨θ⟩² + 0.1 ω² + 0.001 u²),   ⟨θ⟩ = ((θ + π) mod 2π) − π in [−π, π)
 * ω′ = clip(ω + (3g/(2l) sin θ + 3/(ml²) u) Δt, ±8)
 * θ′ = θ + ω′ Δt
 * observation = (cos θ′, sin θ′, ω′)
 * </pre>
 *
 * It starts at θ ~ U(−π, π), ω ~ U(−1, 1), and never ends by itself (Gymnasium truncates after 200 steps). Differences
 * from Gymnasium: observations are not rounded to float, and sine and cosine are those of {@link StrictMath}.
 */
public final class Pendulum implements Environment {
    private static final double GRAVITY = 10;
    private static final double MASS = 1;
    private static final double LENGTH = 1;
    private static final double MAX_TORQUE = 2;
    private static final double MAX_SPEED = 8;
    private static final Box OBSERVATIONS = Box.of(new double[] {-1, -1, -MAX_SPEED}, new double[] {1, 1, MAX_SPEED});
    private static final Box TORQUES = Box.symmetric(1, MAX_TORQUE);

    private final double timeStep;
    private final double[] state = new double[2]; // θ, ω
    private Rng rng = Seed.of(0).rng();

    /** Creates the task with Gymnasium's Δt = 0.05 s. */
    public Pendulum() {
        this(0.05);
    }

    /**
     * Creates the task with another time step.
     *
     * @param timeStep Δt in seconds, positive
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Pendulum(double timeStep) {
        if (!(timeStep > 0 && timeStep < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("pendulum: time step of " + timeStep + " s given; it must be positive");
        }
        this.timeStep = timeStep;
    }

    @Override
    public Box observationSpace() {
        return OBSERVATIONS;
    }

    @Override
    public Box actionSpace() {
        return TORQUES;
    }

    @Override
    public double[] reset(Seed seed) {
        return reset(seed, Math.PI, 1);
    }

    /**
     * Starts an episode on a fresh stream at θ ~ U(±thetaHalfWidth), ω ~ U(±omegaHalfWidth): Gymnasium's options
     * {@code x_init} and {@code y_init}.
     *
     * @param seed as in {@link #reset(Seed)}
     * @param thetaHalfWidth in rad, at least 0
     * @param omegaHalfWidth in rad/s, at least 0
     * @return the first observation
     * @throws IllegalArgumentException if a half-width is negative or not finite
     */
    public double[] reset(Seed seed, double thetaHalfWidth, double omegaHalfWidth) {
        if (!(thetaHalfWidth >= 0 && omegaHalfWidth >= 0 && Double.isFinite(thetaHalfWidth + omegaHalfWidth))) {
            throw new IllegalArgumentException("pendulum: start half-widths " + thetaHalfWidth + " and "
                    + omegaHalfWidth + " given; they must be finite and at least 0");
        }
        rng = seed.rng();
        return start(thetaHalfWidth, omegaHalfWidth);
    }

    @Override
    public double[] reset() {
        return start(Math.PI, 1);
    }

    private double[] start(double thetaHalfWidth, double omegaHalfWidth) {
        state[0] = rng.uniform(-thetaHalfWidth, thetaHalfWidth);
        state[1] = rng.uniform(-omegaHalfWidth, omegaHalfWidth);
        return observation();
    }

    /** {@inheritDoc} A torque beyond ±2 is cut off, as in Gymnasium. */
    @Override
    public Step step(double[] action) {
        double theta = state[0];
        double omega = state[1];
        double torque = clip(action[0], MAX_TORQUE);
        double angle = wrapped(theta);
        double cost = angle * angle + 0.1 * (omega * omega) + 0.001 * (torque * torque);
        double acceleration =
                3 * GRAVITY / (2 * LENGTH) * StrictMath.sin(theta) + 3 / (MASS * LENGTH * LENGTH) * torque;
        state[1] = clip(omega + acceleration * timeStep, MAX_SPEED);
        state[0] = theta + state[1] * timeStep;
        return new Step(observation(), -cost, false, false);
    }

    /** Returns the angle from upright, rad, not wrapped. */
    public double theta() {
        return state[0];
    }

    /** Returns the angular velocity, rad/s. */
    public double omega() {
        return state[1];
    }

    /**
     * Puts the pendulum into a state.
     *
     * @param theta angle from upright, rad
     * @param omega angular velocity, rad/s
     * @return the observation there
     * @throws IllegalArgumentException if a value is not finite
     */
    public double[] setState(double theta, double omega) {
        if (!Double.isFinite(theta) || !Double.isFinite(omega)) {
            throw new IllegalArgumentException(
                    "pendulum: state (" + theta + ", " + omega + ") given; both numbers must be finite");
        }
        state[0] = theta;
        state[1] = omega;
        return observation();
    }

    private double[] observation() {
        return new double[] {StrictMath.cos(state[0]), StrictMath.sin(state[0]), state[1]};
    }

    private static double wrapped(double theta) {
        return floorMod(theta + Math.PI, 2 * Math.PI) - Math.PI;
    }

    /** Python's x % y for y &gt; 0: the exact remainder, moved by y where it is negative. */
    private static double floorMod(double x, double y) {
        double remainder = x % y;
        return remainder < 0 ? remainder + y : remainder;
    }

    private static double clip(double x, double bound) {
        return Math.min(bound, Math.max(-bound, x));
    }

    @Override
    public void state(StateVisitor visitor) {
        visitor.doubles("state", state);
        visitor.part("rng", rng);
    }
}
