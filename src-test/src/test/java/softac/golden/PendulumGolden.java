package softac.golden;

import softac.autodiff.random.Seed;
import softac.sac.env.Step;
import softac.sac.env.TimeLimit;
import softac.sac.env.classic.Pendulum;

/** Kind "pendulum": Gymnasium's Pendulum-v1 from a given state under given torques. */
final class PendulumGolden {
    private static final Tolerance TOLERANCE = Tolerance.absolute(1e-9);
    private static final int MAX_STEPS = 200;

    private PendulumGolden() {}

    static void compare(GoldenCase golden) {
        Pendulum pendulum = new Pendulum();
        TimeLimit limited = new TimeLimit(pendulum, MAX_STEPS);
        limited.reset(Seed.of(0));
        double[] start = golden.numbers("/init_state");
        golden.compare("/init_obs", pendulum.setState(start[0], start[1]), TOLERANCE);
        double[] torques = golden.numbers("/actions");
        for (int t = 0; t < torques.length; t++) {
            Step step = limited.step(new double[] {torques[t]});
            golden.compare("/theta/" + t, pendulum.theta(), TOLERANCE);
            golden.compare("/theta_dot/" + t, pendulum.omega(), TOLERANCE);
            golden.compare("/obs/" + t, step.observation(), TOLERANCE);
            golden.compare("/reward/" + t, step.reward(), TOLERANCE);
            golden.compare("/terminated/" + t, step.terminated() ? 1 : 0, Tolerance.BITS);
            golden.compare("/truncated/" + t, step.truncated() ? 1 : 0, Tolerance.BITS);
        }
    }
}
