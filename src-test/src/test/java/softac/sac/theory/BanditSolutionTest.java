package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.sac.env.bandit.ContinuousBandit;

class BanditSolutionTest {
    @ParameterizedTest
    @CsvSource({".1, -.05916822588121265, 1.8070257448774731", ".5, .025715916095875743, .9498683982021316"})
    void valueAndDensityAreTheKnownOnes(double temperature, double value, double densityAtPeak) {
        BanditSolution solution = BanditSolution.of(ContinuousBandit.onePeak(), temperature);
        assertThat(solution.value()).isCloseTo(value, within(1e-14));
        assertThat(solution.density(.5)).isCloseTo(densityAtPeak, within(1e-13));
    }

    @Test
    void aNarrowPeakIsTheGaussianIntegral() {
        // far from the ends Z = √(π α) for one peak, twice that for two; E[r] = -α/2
        for (double alpha : new double[] {1e-3, 1e-4, 1e-5, 1e-6}) {
            BanditSolution one = BanditSolution.of(ContinuousBandit.onePeak(), alpha);
            assertThat(one.value() / alpha).isCloseTo(Math.log(Math.PI * alpha) / 2, within(1e-8));
            assertThat(one.meanReward() / alpha).isCloseTo(-.5, within(1e-7));
            BanditSolution two = BanditSolution.of(ContinuousBandit.twoPeaks(), alpha);
            assertThat(two.value() / alpha).isCloseTo(Math.log(4 * Math.PI * alpha) / 2, within(1e-8));
        }
    }

    @Property(tries = 30)
    void noDensityHasAGreaterObjectiveThanTheOptimum(
            @ForAll @DoubleRange(min = .02, max = 2) @Scale(12) double alpha,
            @ForAll @DoubleRange(min = .3, max = 3) @Scale(12) double other,
            @ForAll boolean twoPeaks) {
        ContinuousBandit bandit = twoPeaks ? ContinuousBandit.twoPeaks() : ContinuousBandit.onePeak();
        BanditSolution best = BanditSolution.of(bandit, alpha);
        assertThat(best.meanReward() + alpha * best.entropy()).isCloseTo(best.value(), within(1e-12));
        BanditSolution wrong = BanditSolution.of(bandit, alpha * other); // right for another temperature
        assertThat(wrong.meanReward() + alpha * wrong.entropy()).isLessThanOrEqualTo(best.value() + 1e-12);
    }

    @Test
    void theDensityIsSymmetricForTwoPeaksAndVanishesOutside() {
        BanditSolution solution = BanditSolution.of(ContinuousBandit.twoPeaks(), .1);
        assertThat(solution.density(.3)).isEqualTo(solution.density(-.3)).isPositive();
        assertThat(solution.density(1.01)).isZero();
    }

    @Test
    void temperaturesOutOfRangeAreRefused() {
        for (double bad : new double[] {0, -1, 1e-7, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> BanditSolution.of(ContinuousBandit.onePeak(), bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bandit: temperature " + bad + " given; it must be finite and at least 1e-6");
        }
    }
}
