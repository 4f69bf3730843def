package softac.benchmarks.figures;

import java.util.function.Function;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Seed;
import softac.lab.study.Critic;
import softac.lab.study.Estimate;
import softac.lab.study.GradientStudy;
import softac.sac.theory.SquashedGaussian;

/**
 * By how much the variance of the likelihood-ratio gradient exceeds that of the reparameterised one, over the steepness of
 * a cliff in Q: above 1 reparameterisation wins, below 1 it loses.
 */
final class EstimatorVariance {
    private static final int BATCHES = 200;

    private EstimatorVariance() {}

    static Plot draw() {
        double[] exponents = Axis.of(-1, 2.5, 29);
        return new Plot(
                        "Q(a) = tanh(k (a − 0.3)), a = tanh u, u ~ N(0.2, 0.5²), α = 0.1",
                        "log₁₀ k",
                        "variance divided by that of the reparameterised gradient")
                .line("likelihood ratio", exponents, ratio(exponents, study -> study::likelihoodRatio))
                .line(
                        "likelihood ratio with baseline",
                        exponents,
                        ratio(exponents, study -> study::likelihoodRatioWithBaseline))
                .reference("equal", exponents, Axis.map(exponents, x -> 1))
                .logarithmic();
    }

    /** One of the study's estimators. */
    @FunctionalInterface
    private interface Estimator {
        Estimate of(int batches, Noise noise);
    }

    private static double[] ratio(double[] exponents, Function<GradientStudy, Estimator> estimator) {
        return Axis.map(exponents, x -> {
            GradientStudy study = new GradientStudy(new SquashedGaussian(0.2, 0.5), 0.1, Critic.cliff(Math.pow(10, x)));
            return estimator.apply(study).of(BATCHES, Seed.of(1).rng()).variance()
                    / study.reparameterised(BATCHES, Seed.of(2).rng()).variance();
        });
    }
}
