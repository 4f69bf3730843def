package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SquashedGaussianPolicy;
import softac.sac.theory.SquashedGaussian;

/** Chapter 6. */
final class SquashingExercisesTest {
    private static final double EPSILON = 1e-6;

    @ParameterizedTest
    @CsvSource({
        " 2, -1.928, -1.928,  -2.650,  -2.650",
        " 7, -2.000, -1.538, -12.614, -12.351",
        " 8, -2.000, -0.621, -14.614, -13.444",
        " 9, -2.000, -0.115, -16.614, -13.756",
        "10, -2.000, -0.016, -18.614, -13.807"
    })
    @DisplayName("6.1: the table of 6.4")
    void anEpsilonSwitchesTheSlopeOff(
            double u, double slope, double withEpsilon, double value, double valueWithEpsilon) {
        assertThat(atTape(u, Tensor::logOneMinusTanhSquared))
                .satisfies(exact -> assertThat(exact.value()).isCloseTo(value, within(6e-4)))
                .satisfies(exact -> assertThat(exact.slope()).isCloseTo(slope, within(6e-4)));
        assertThat(atTape(u, x -> x.tanh().square().neg().add(1 + EPSILON).log()))
                .satisfies(wrong -> assertThat(wrong.value()).isCloseTo(valueWithEpsilon, within(6e-4)))
                .satisfies(wrong -> assertThat(wrong.slope()).isCloseTo(withEpsilon, within(6e-4)));
    }

    private record Point(double value, double slope) {}

    private static Point atTape(double at, UnaryOperator<Tensor> f) {
        try (Kernels kernels = Kernels.scalar(Precision.FLOAT64)) {
            Parameter u = new Parameter("u", kernels, 1, 1);
            kernels.fill(at, u.value());
            Tape tape = new Tape(kernels);
            tape.begin();
            Tensor y = f.apply(tape.parameter(u));
            tape.differentiate(y, List.of(u));
            return new Point(y.item(), kernels.get(u.gradient(), 0, 0));
        }
    }

    @Test
    @DisplayName("6.2: the entropy by draws, by quadrature and its bounds")
    void theEntropyLiesBetweenItsBounds() {
        double mean = 0.5;
        double deviation = 0.5;
        int n = 40_000;
        double sum = 0;
        double squares = 0;
        try (Kernels kernels = Kernels.scalar(Precision.FLOAT64)) {
            SquashedGaussianPolicy policy = new SquashedGaussianPolicy(kernels, 1, 1, SacConfig.v2());
            Tape tape = new Tape(kernels);
            tape.begin();
            Parameter head = new Parameter("head", kernels, n, 2);
            for (int i = 0; i < n; i++) {
                kernels.set(head.value(), i, 0, mean);
                kernels.set(head.value(), i, 1, StrictMath.log(deviation));
            }
            PolicySample drawn = new PolicySample();
            policy.squash(tape.parameter(head), Seed.of(1).rng(), drawn);
            for (int i = 0; i < n; i++) {
                double surprise = -drawn.logProbability().get(i, 0);
                sum += surprise;
                squares += surprise * surprise;
            }
        }
        double estimate = sum / n;
        double standardError = Math.sqrt((squares / n - estimate * estimate) / n);
        double exact = new SquashedGaussian(mean, deviation).entropy();
        assertThat(estimate).as("seed 1").isCloseTo(exact, within(4.5 * standardError));
        for (double mu : new double[] {-10, -2, -0.5, 0, 0.5, 2, 10}) {
            for (double sigma : new double[] {0.01, 0.5, 1, 2}) {
                assertThat(new SquashedGaussian(mu, sigma).entropy())
                        .as("μ = %s, σ = %s", mu, sigma)
                        .isLessThan(Math.log(2))
                        .isBetween(least(mu, sigma), most(mu, sigma));
            }
        }
        assertThat(new SquashedGaussian(0, 1e-4).entropy())
                .as("the lower bound, where hardly any draw feels the box")
                .isCloseTo(least(0, 1e-4), within(2e-4));
        assertThat(new SquashedGaussian(10, 0.5).entropy())
                .as("the upper bound, where every draw is far out")
                .isCloseTo(most(10, 0.5), within(1e-7));
    }

    /** ½ log(2πe σ²) − 2|μ| − 2σ √(2/π). */
    private static double least(double mean, double deviation) {
        return gaussian(deviation) - 2 * Math.abs(mean) - 2 * deviation * Math.sqrt(2 / Math.PI);
    }

    /** ½ log(2πe σ²) + 2 log 2 − 2|μ|. */
    private static double most(double mean, double deviation) {
        return gaussian(deviation) + 2 * Math.log(2) - 2 * Math.abs(mean);
    }

    /** The entropy of u. */
    private static double gaussian(double deviation) {
        return 0.5 * Math.log(2 * Math.PI * Math.E * deviation * deviation);
    }

    /**
     * At a = tanh u, log π = −u²/2σ² + 2 log cosh u + constant, and its derivative in u, −u/σ² + 2 tanh u, has the sign of
     * −u wherever it is not 0 if 2 ≤ 1/σ², because |tanh u| < |u|. Otherwise it has the sign of u near 0 and of −u far out.
     */
    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.4, 1", "0.5, 1", "0.52, 2", "0.6, 2", "1, 2", "4, 2"})
    @DisplayName("6.3: one peak or two")
    void onePeakOrTwo(double variance, int peaks) {
        SquashedGaussian policy = new SquashedGaussian(0, Math.sqrt(variance));
        List<Double> found = new ArrayList<>();
        for (int i = -300; i <= 300; i++) {
            double here = policy.logDensity(Math.tanh(i / 20.0));
            if (here > policy.logDensity(Math.tanh((i - 1) / 20.0))
                    && here > policy.logDensity(Math.tanh((i + 1) / 20.0))) {
                found.add(i / 20.0);
            }
        }
        if (peaks == 1) {
            assertThat(found).containsExactly(0.0);
        } else { // mirror images, each beside the zero of the derivative
            assertThat(found).hasSize(2);
            double u = found.get(1);
            assertThat(found.get(0)).isEqualTo(-u);
            assertThat((u - 0.05) / variance).isLessThan(2 * Math.tanh(u - 0.05));
            assertThat((u + 0.05) / variance).isGreaterThan(2 * Math.tanh(u + 0.05));
        }
    }

    /** H ≤ ½ log(2πe) + 2 log 2 − 2|μ| < −10 for |μ| > 6.4026; and hardly any less will do. */
    @Test
    @DisplayName("6.4: a saturated policy has no entropy")
    void aSaturatedPolicyHasNoEntropy() {
        double enough = (10 + most(0, 1)) / 2;
        assertThat(enough).isCloseTo(6.4026, within(5e-5));
        assertThat(new SquashedGaussian(enough, 1).entropy()).isLessThan(-10);
        assertThat(new SquashedGaussian(enough - 0.001, 1).entropy()).isGreaterThan(-10);
    }
}
