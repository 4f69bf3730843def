package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import softac.autodiff.Parameter;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.optim.Polyak;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.theory.FiniteMdp;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.TabularPolicy;

/** Chapter 5. */
final class FunctionsExercisesTest {
    /** (1 − τ)ᵏ + τ Σ (1 − τ)^(k−j) = (1 − τ)ᵏ + τ (1 − (1 − τ)ᵏ)/τ = 1. */
    @Test
    @DisplayName("5.1: a target network is a mean of the past")
    void aTargetIsAMeanOfThePast() {
        double tau = 0.1;
        double sum = Math.pow(1 - tau, 100);
        double expected = 0;
        for (int j = 1; j <= 100; j++) {
            double weight = tau * Math.pow(1 - tau, 100 - j);
            sum += weight;
            expected += weight * j;
        }
        assertThat(sum).isCloseTo(1, within(1e-14));
        try (Kernels kernels = Kernels.scalar(Precision.FLOAT64)) {
            Parameter online = new Parameter("online", kernels, 1, 1);
            Parameter target = new Parameter("target", kernels, 1, 1);
            for (int j = 1; j <= 100; j++) {
                kernels.fill(j, online.value());
                Polyak.update(kernels, tau, List.of(online), List.of(target));
            }
            assertThat(kernels.get(target.value(), 0, 0)).isCloseTo(expected, within(1e-11));
        }
        assertThat(expected).isCloseTo(100 - (1 - tau) / tau, within(1e-3)); // its mean age is 9
    }

    /** min = (X₁ + X₂)/2 − |X₁ − X₂|/2, X₁ − X₂ is √2 N(0, 1), E|N(0, 1)| = √(2/π): E[min] = −√2 √(2/π)/2. */
    @Test
    @DisplayName("5.2: the minimum of two leans down")
    void theMinimumLeansDown() {
        Rng rng = Seed.of(1).rng();
        int n = 200_000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.min(rng.normal(), rng.normal());
        }
        double standardError = Math.sqrt((1 - 1 / Math.PI) / n);
        assertThat(sum / n).as("seed 1").isCloseTo(-1 / Math.sqrt(Math.PI), within(4.5 * standardError));
    }

    /** ∂/∂μ = (u − μ)/σ² = ε/σ, ∂/∂ log σ = ε² − 1. */
    @Test
    @DisplayName("5.3: the mean of the score is zero")
    void theMeanOfTheScoreIsZero() {
        double mean = 0.3;
        double deviation = 0.7;
        for (double e : new double[] {-2, -.5, 0, 1.5}) {
            double u = mean + deviation * e;
            double h = 1e-5;
            double byMean = (logDensity(u, mean + h, deviation) - logDensity(u, mean - h, deviation)) / (2 * h);
            double byLog =
                    (logDensity(u, mean, deviation * Math.exp(h)) - logDensity(u, mean, deviation * Math.exp(-h)))
                            / (2 * h);
            assertThat(byMean).isCloseTo(e / deviation, within(1e-8));
            assertThat(byLog).isCloseTo(e * e - 1, within(1e-8));
        }
        assertThat(expectation(e -> e / deviation)).isCloseTo(0, within(1e-14));
        assertThat(expectation(e -> e * e - 1)).isCloseTo(0, within(1e-14));
    }

    /**
     * At μ = 0, a = ε, j = log π − Q = −ε + ½ − c with c = ½ log 2π. Likelihood ratio ε j: −ε² + (½ − c) ε, variance
     * 2 + (½ − c)². With b = ½ − c: −ε², variance 2. Reparameterised: ε + (−ε) + (ε − 1), variance 1; without the first term −1,
     * variance 0, since the best policy, N(1, 1), has the same deviation. All have the mean −1.
     */
    @Test
    @DisplayName("5.4: four estimators of one gradient")
    void fourEstimators() {
        double constant = 0.5 - 0.5 * Math.log(2 * Math.PI);
        DoubleUnaryOperator j = a -> logDensity(a, 0, 1) + 0.5 * (a - 1) * (a - 1);
        assertThat(expectation(j)).isCloseTo(constant, within(1e-13));
        assertEstimator(e -> e * j.applyAsDouble(e), 2 + constant * constant);
        assertEstimator(e -> e * (j.applyAsDouble(e) - constant), 2);
        assertEstimator(e -> e + slope(j, e), 1);
        assertEstimator(e -> slope(j, e), 0);
    }

    private static void assertEstimator(DoubleUnaryOperator sample, double variance) {
        assertThat(expectation(sample)).isCloseTo(-1, within(1e-9));
        assertThat(expectation(e -> Math.pow(sample.applyAsDouble(e) + 1, 2))).isCloseTo(variance, within(1e-8));
    }

    private static double slope(DoubleUnaryOperator f, double at) {
        return (f.applyAsDouble(at + 1e-4) - f.applyAsDouble(at - 1e-4)) / 2e-4;
    }

    @Test
    @DisplayName("5.5: the mean of the target is the backup")
    void theMeanOfTheTargetIsTheBackup() {
        double[][][] transitions = {{{.3, .7}, {0, 1}}, {{1, 0}, {.5, .5}}};
        MdpProblem problem = new MdpProblem(FiniteMdp.of(transitions, new double[][] {{1, 2}, {-1, 0}}), .9, .5);
        TabularPolicy policy = TabularPolicy.of(new double[] {.2, .8}, new double[] {.6, .4});
        DMatrixRMaj q = new DMatrixRMaj(new double[][] {{1, -2}, {3, .5}});
        Rng rng = Seed.of(2).rng();
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            int next = rng.nextDouble() < .3 ? 0 : 1;
            int action = rng.nextDouble() < policy.probability(next, 0) ? 0 : 1;
            double y = 1 + .9 * (q.get(next, action) - .5 * Math.log(policy.probability(next, action)));
            sum += y;
            squares += y * y;
        }
        double mean = sum / n;
        double standardError = Math.sqrt((squares / n - mean * mean) / n);
        assertThat(mean)
                .as("seed 2")
                .isCloseTo(problem.evaluationBackup(policy, q).get(0, 0), within(4.5 * standardError));
    }

    private static double logDensity(double u, double mean, double deviation) {
        double e = (u - mean) / deviation;
        return -e * e / 2 - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
    }

    /** E[g(ε)], ε ~ N(0, 1), by the trapezoidal rule: exact to rounding for such functions. */
    private static double expectation(DoubleUnaryOperator g) {
        double sum = 0;
        for (int i = -1200; i <= 1200; i++) {
            double e = i / 100.0;
            sum += 0.01 * Math.exp(-e * e / 2) / Math.sqrt(2 * Math.PI) * g.applyAsDouble(e);
        }
        return sum;
    }
}
