package softac.lab.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import softac.lab.scene.Heads;
import softac.sac.env.Environment;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.env.classic.Pendulum;
import softac.sac.env.control.Hill;
import softac.sac.env.control.Lqr;
import softac.sac.theory.BanditSolution;
import softac.sac.theory.LqrSolution;
import softac.sac.theory.SquashedGaussian;

/**
 * Over which observations the policy of a task is drawn.
 *
 * @param discount γ of the run, for the optimum that is compared with
 * @param temperature α of the run at present, in units of the task's reward
 */
record Geometry(double discount, double temperature) {
    private static final int POINTS = 81;
    private static final int ACTIONS = 241;
    private static final int VELOCITIES = 17;
    private static final double MAX_SPEED = 8;
    private static final double LQR_REACH = 1.5;

    /**
     * The policy over the task's slices.
     *
     * @param run number
     * @param task the bare task
     * @param heads its policy
     */
    Message.Slices slices(int run, Environment task, Heads heads) {
        if (task instanceof Pendulum) {
            return pendulum(run, heads);
        }
        if (task instanceof Lqr lqr
                && lqr.model().stateSize() == 1
                && lqr.model().actionSize() == 1) {
            return line(run, heads, LQR_REACH, optimal(lqr));
        }
        if (task instanceof Hill) {
            return line(run, heads, Hill.BOUND, new double[0]);
        }
        if (task instanceof ContinuousBandit bandit) {
            return density(run, heads, bandit);
        }
        return Message.Slices.none(run, "no picture of the policy is known for this task");
    }

    /** Angles from −π to π, at velocities from −8 to 8. */
    private static Message.Slices pendulum(int run, Heads heads) {
        double[] angles = grid(POINTS, Math.PI);
        List<Message.Slice> slices = new ArrayList<>();
        for (double velocity : grid(VELOCITIES, MAX_SPEED)) {
            double[] observations = new double[3 * POINTS];
            for (int i = 0; i < POINTS; i++) {
                observations[3 * i] = StrictMath.cos(angles[i]);
                observations[3 * i + 1] = StrictMath.sin(angles[i]);
                observations[3 * i + 2] = velocity;
            }
            slices.add(slice(velocity, heads, observations));
        }
        return curves(run, "angle", heads, angles, slices, new double[0]);
    }

    /** States of one number. */
    private static Message.Slices line(int run, Heads heads, double reach, double[] reference) {
        double[] states = grid(POINTS, reach);
        return curves(run, "state", heads, states, List.of(slice(0, heads, states)), reference);
    }

    /** u = −Kx. */
    private double[] optimal(Lqr lqr) {
        if (!(temperature > 0 && discount > 0 && discount < 1)) {
            return new double[0];
        }
        double gain = LqrSolution.of(lqr.model(), discount, temperature).gain().get(0, 0);
        double[] states = grid(POINTS, LQR_REACH);
        return values(POINTS, i -> -gain * states[i]);
    }

    private Message.Slices density(int run, Heads heads, ContinuousBandit bandit) {
        double[] actions = grid(ACTIONS, 1);
        Heads.Gaussians policy = heads.at(new double[] {1});
        SquashedGaussian learned = new SquashedGaussian(policy.mean()[0], policy.deviation()[0]);
        double[] density = values(ACTIONS, i -> StrictMath.exp(learned.logDensity(actions[i])));
        double[] optimum = new double[0];
        if (temperature >= 1e-6) {
            DoubleUnaryOperator best = BanditSolution.of(bandit, temperature)::density;
            optimum = values(ACTIONS, i -> best.applyAsDouble(actions[i]));
        }
        return new Message.Slices(
                run,
                "density",
                "",
                actions,
                -1,
                1,
                List.of(new Message.Slice(0, density, new double[0], new double[0])),
                values(ACTIONS, i -> bandit.reward(actions[i])),
                optimum);
    }

    private static Message.Slices curves(
            int run, String kind, Heads heads, double[] x, List<Message.Slice> slices, double[] reference) {
        double low = heads.policy().actions().low(0);
        double high = heads.policy().actions().high(0);
        return new Message.Slices(run, kind, "", rounded(x), low, high, slices, reference, new double[0]);
    }

    /** tanh μ and tanh(μ ± σ), in the task's box. */
    private static Message.Slice slice(double fixed, Heads heads, double[] observations) {
        Heads.Gaussians at = heads.at(observations);
        return new Message.Slice(fixed, action(heads, at, 0), action(heads, at, -1), action(heads, at, 1));
    }

    private static double[] action(Heads heads, Heads.Gaussians at, double deviations) {
        double[] scaled = new double[1];
        return values(at.mean().length, i -> {
            scaled[0] = StrictMath.tanh(at.mean()[i] + deviations * at.deviation()[i]);
            return heads.policy().actions().fromUnit(scaled, scaled)[0];
        });
    }

    /** Numbers from −reach to reach. */
    private static double[] grid(int points, double reach) {
        return IntStream.range(0, points)
                .mapToDouble(i -> reach * (2.0 * i / (points - 1) - 1))
                .toArray();
    }

    private static double[] values(int n, IntToDoubleFunction f) {
        return rounded(IntStream.range(0, n).mapToDouble(f).toArray());
    }

    /** Four decimals: a picture needs no more. */
    private static double[] rounded(double[] x) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> Math.rint(x[i] * 1e4) / 1e4)
                .toArray();
    }
}
