package softac.benchmarks.figures;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import softac.lab.run.Algorithm;
import softac.lab.run.TemperatureSettings;
import softac.lab.study.LearnedSolution;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.env.control.Lqr;
import softac.sac.env.registry.Tasks;
import softac.sac.theory.BanditSolution;
import softac.sac.theory.HillSolution;
import softac.sac.theory.LqrSolution;
import softac.sac.theory.SquashedGaussian;
import softac.sac.theory.SquashedHillSolution;

/** What the agents learn beside what is best; each trains its agents with the preset of the task, seed 1. */
final class GroundTruth {
    private static final long SEED = 1;
    private static final double HILL_ALPHA = 0.1;

    private GroundTruth() {}

    private static LearnedSolution learned(String task, Algorithm algorithm, double alpha) {
        TemperatureSettings temperature =
                algorithm == Algorithm.V1 ? TemperatureSettings.scaled(1 / alpha) : TemperatureSettings.fixed(alpha);
        return LearnedSolution.train(Tasks.named(task), algorithm, temperature, SEED);
    }

    /** The median action and one standard deviation on either side. */
    static Plot lqr() {
        LqrSolution exact = LqrSolution.of(new Lqr().model(), 0.9, 0.2);
        double gain = exact.gain().get(0, 0);
        double sigma = Math.sqrt(exact.covariance().get(0, 0));
        LearnedSolution sac = learned("lqr", Algorithm.V2, 0.2);
        double[] x = Axis.of(-1, 1, 81);
        double[] some = Axis.of(-1, 1, 21);
        return new Plot("Lqr-v0, γ = 0.9, α = 0.2: π*(u|x) = N(−0.588 x, 0.203²)", "state x", "action u")
                .line("−K x, exact", x, Axis.map(x, s -> -gain * s))
                .points("median, SacV2", some, Axis.map(some, s -> sac.action(0, s)))
                .reference("−K x + σ, exact", x, Axis.map(x, s -> -gain * s + sigma))
                .reference("−K x − σ, exact", x, Axis.map(x, s -> -gain * s - sigma))
                .points("one σ above, SacV2", some, Axis.map(some, s -> sac.action(1, s)))
                .points("one σ below, SacV2", some, Axis.map(some, s -> sac.action(-1, s)));
    }

    static Plot onePeak() {
        return bandit("ContinuousBandit-v0", "−(a − ½)²", ContinuousBandit.onePeak());
    }

    static Plot twoPeaks() {
        return bandit("TwoPeakBandit-v0", "−min((a − ½)², (a + ½)²)", ContinuousBandit.twoPeaks());
    }

    /** Densities of the actions, with the gap to π* in nats. */
    private static Plot bandit(String task, String reward, ContinuousBandit bandit) {
        double alpha = 0.1;
        BanditSolution exact = BanditSolution.of(bandit, alpha);
        SquashedGaussian best = exact.bestSquashedGaussian();
        SquashedGaussian second = learned(task, Algorithm.V2, alpha).policy(1);
        SquashedGaussian first = learned(task, Algorithm.V1, alpha).policy(1);
        double[] a = Axis.of(-1, 1, 201);
        return new Plot(task + ", r = " + reward + ", α = 0.1", "action a", "density")
                .reference("π* ∝ exp(r/α)", a, Axis.map(a, exact::density))
                .line("best squashed Gaussian" + gap(exact, best), a, density(a, best))
                .line("SacV2" + gap(exact, second), a, density(a, second))
                .line("SacV1" + gap(exact, first), a, density(a, first));
    }

    private static String gap(BanditSolution exact, SquashedGaussian policy) {
        return String.format(", gap %.3f", exact.gap(policy));
    }

    private static double[] density(double[] a, SquashedGaussian policy) {
        return Axis.map(a, x -> Math.exp(policy.logDensity(x)));
    }

    /** Median actions over states. */
    static Plot hillPolicy() {
        HillSolution optimum = HillSolution.of(0.9, HILL_ALPHA);
        SquashedHillSolution best = SquashedHillSolution.of(0.9, HILL_ALPHA);
        return hill(
                "action: median tanh μ(s)",
                optimum::meanAction,
                "mean of π*",
                s -> best.policy(s).action(0),
                agent -> s -> agent.policy(s).action(0));
    }

    /** Soft values over states. */
    static Plot hillValue() {
        HillSolution optimum = HillSolution.of(0.9, HILL_ALPHA);
        return hill(
                "soft value V(s)",
                optimum::value,
                "V* over all policies",
                SquashedHillSolution.of(0.9, HILL_ALPHA)::value,
                agent -> agent::value);
    }

    private static Plot hill(
            String axis,
            DoubleUnaryOperator optimum,
            String optimumName,
            DoubleUnaryOperator best,
            Function<LearnedSolution, DoubleUnaryOperator> reading) {
        double[] s = Axis.of(-2, 2, 81);
        double[] some = Axis.of(-2, 2, 21);
        return new Plot("Hill-v0, γ = 0.9, α = 0.1", "state s", axis)
                .reference(optimumName, s, Axis.map(s, optimum))
                .line("best squashed Gaussians", s, Axis.map(s, best))
                .points("SacV2", some, Axis.map(some, reading.apply(learned("hill", Algorithm.V2, HILL_ALPHA))))
                .points("SacV1", some, Axis.map(some, reading.apply(learned("hill", Algorithm.V1, HILL_ALPHA))));
    }
}
