package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class SquashedGaussianSolutionTest {
    /** Gauss and Legendre: ∫ xᵏ over [−1, 1] is 2/(k + 1) for even k, 0 for odd k, exact up to degree 2n − 1. */
    @Test
    void theRuleIsExactForPolynomials() {
        for (int n : new int[] {2, 5, 16}) {
            Quadrature rule = Quadrature.legendre(n);
            for (int k = 0; k <= 2 * n - 1; k++) {
                int power = k;
                assertThat(rule.integral(x -> Math.pow(x, power)))
                        .as("n = %d, k = %d", n, k)
                        .isCloseTo(k % 2 == 0 ? 2.0 / (k + 1) : 0, within(1e-14));
            }
            assertThat(rule.integral(x -> Math.pow(x, 2 * n))).isNotCloseTo(2.0 / (2 * n + 1), within(1e-12));
        }
    }

    /** Median, mean and mode of tanh N(½, 1) are three numbers, computed elsewhere to two digits: .46, .30, .99. */
    @Test
    void theMedianIsNeitherMeanNorMode() {
        SquashedGaussian policy = new SquashedGaussian(.5, 1);
        assertThat(policy.action(0)).isCloseTo(.46, within(.005));
        assertThat(policy.expectation(a -> a)).isCloseTo(.30, within(.005));
        double mode = 0;
        for (double a = -.999; a < 1; a += .001) {
            mode = policy.logDensity(a) > policy.logDensity(mode) ? a : mode;
        }
        assertThat(mode).isCloseTo(.99, within(.005));
    }

    /** Over a instead of ε, midpoint by midpoint. */
    @Property(tries = 50)
    void densityEntropyAndExpectationAreThoseOfTheAction(
            @ForAll @DoubleRange(min = -1.5, max = 1.5) @Scale(12) double mean,
            @ForAll @DoubleRange(min = .1, max = .6) @Scale(12) double deviation) {
        SquashedGaussian policy = new SquashedGaussian(mean, deviation);
        int n = 20_000;
        double mass = 0;
        double entropy = 0;
        double first = 0;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            double a = -1 + (2 * i + 1.0) / n;
            double p = Math.exp(policy.logDensity(a)) * 2 / n;
            mass += p;
            entropy -= p * policy.logDensity(a);
            first += p * a;
            distance += p * Math.abs(a); // a kink at 0
        }
        assertThat(mass).isCloseTo(1, within(1e-6));
        assertThat(policy.entropy()).isCloseTo(entropy, within(1e-5)).isLessThanOrEqualTo(Math.log(2));
        assertThat(policy.expectation(a -> a)).isCloseTo(first, within(1e-6));
        assertThat(policy.expectation(Math::abs)).isCloseTo(distance, within(1e-6));
        assertThat(policy.worth(a -> 3 * a, .2)).isCloseTo(3 * first + .2 * entropy, within(1e-5));
    }

    @Property(tries = 50)
    void theDensityOfAnActionIsThatOfItsDraw(
            @ForAll @DoubleRange(min = -2, max = 2) @Scale(12) double mean,
            @ForAll @DoubleRange(min = .05, max = 2) @Scale(12) double deviation,
            @ForAll @DoubleRange(min = -3, max = 3) @Scale(12) double epsilon) {
        SquashedGaussian policy = new SquashedGaussian(mean, deviation);
        double a = policy.action(epsilon);
        // near ±1 the action keeps few digits of u: du = da / (1 − a²)
        double lost = 1e-15 / (1 - a * a) / deviation * (1 + Math.abs(epsilon));
        assertThat(policy.logDensity(a)).isCloseTo(policy.logDensityOf(epsilon), within(1e-12 + 100 * lost));
        assertThat(policy.logDensity(1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /** q may be any parabola: nowhere around the best one is another one better. */
    @Property(tries = 100)
    void noNearSquashedGaussianIsWorthMoreThanTheOneClimbedTo(
            @ForAll @DoubleRange(min = -8, max = 8) @Scale(12) double slope,
            @ForAll @DoubleRange(min = 0, max = 8) @Scale(12) double curvature,
            @ForAll @DoubleRange(min = .02, max = 3) @Scale(12) double alpha) {
        java.util.function.DoubleUnaryOperator q = a -> slope * a - curvature * a * a;
        SquashedGaussian best = new Ascent(q, alpha).from(new SquashedGaussian(0, .8));
        double worth = best.worth(q, alpha);
        for (double size : new double[] {1e-4, 1e-2, .3}) {
            for (int i = -1; i <= 1; i++) {
                for (int j = -1; j <= 1; j++) {
                    SquashedGaussian other =
                            new SquashedGaussian(best.mean() + i * size, best.deviation() * Math.exp(j * size));
                    assertThat(other.worth(q, alpha)).isLessThanOrEqualTo(worth + 1e-12 * (1 + Math.abs(worth)));
                }
            }
        }
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new SquashedGaussian(0, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("squashed Gaussian: mean 0.0 and deviation " + bad
                            + " given; the mean must be finite, the deviation positive and finite");
        }
        assertThatThrownBy(() -> new SquashedGaussian(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
