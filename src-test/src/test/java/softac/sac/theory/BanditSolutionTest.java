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

    /** Gap of the best squashed Gaussian to π* in nats, by a search on sums over 400,000 points (NumPy): both to 1e-8. */
    @ParameterizedTest
    @CsvSource({".1, .5653197, .2874759, .0471544", ".5, .4566162, .5485912, .0309129"})
    void theBestSquashedGaussianOfOnePeakIsTheKnownOne(double alpha, double mean, double deviation, double gap) {
        BanditSolution solution = BanditSolution.of(ContinuousBandit.onePeak(), alpha);
        SquashedGaussian best = solution.bestSquashedGaussian();
        assertThat(best.mean()).isCloseTo(mean, within(2e-5)); // its worth is flat there
        assertThat(best.deviation()).isCloseTo(deviation, within(2e-5));
        assertThat(solution.gap(best)).isCloseTo(gap, within(1e-7));
    }

    /** For α ≥ .05 the best one covers both peaks; for α ≤ .03 it commits to one, which costs about log 2. */
    @Test
    void twoPeaksAreCoveredWhereEntropyIsDearAndOneIsChosenWhereItIsCheap() {
        for (double alpha : new double[] {.05, .1, .5}) {
            BanditSolution solution = BanditSolution.of(ContinuousBandit.twoPeaks(), alpha);
            SquashedGaussian best = solution.bestSquashedGaussian();
            assertThat(best.mean()).isCloseTo(0, within(1e-8));
            assertThat(best.deviation()).isBetween(.6, .9);
            assertThat(solution.gap(best)).isLessThan(Math.log(2));
        }
        double before = .7125;
        for (double alpha : new double[] {.03, .02, .01, .001}) {
            BanditSolution solution = BanditSolution.of(ContinuousBandit.twoPeaks(), alpha);
            SquashedGaussian best = solution.bestSquashedGaussian();
            assertThat(best.action(0)).isCloseTo(.5, within(.01));
            assertThat(solution.gap(best)).isBetween(Math.log(2), before);
            before = solution.gap(best);
            // what covers both stays a local optimum, far worse
            SquashedGaussian covering = solution.climb(BanditSolution.wide());
            assertThat(covering.mean()).isCloseTo(0, within(1e-8));
            assertThat(solution.gap(covering)).isGreaterThan(1.2);
        }
        assertThat(before).isCloseTo(Math.log(2), within(.001));
    }

    /** worth = V* − α KL(π ‖ π*), the divergence summed over actions. */
    @Property(tries = 30)
    void theGapIsTheDivergenceFromTheOptimum(
            @ForAll @DoubleRange(min = .05, max = 2) @Scale(12) double alpha,
            @ForAll @DoubleRange(min = -1, max = 1) @Scale(12) double mean,
            @ForAll @DoubleRange(min = .1, max = .6) @Scale(12) double deviation,
            @ForAll boolean twoPeaks) {
        ContinuousBandit bandit = twoPeaks ? ContinuousBandit.twoPeaks() : ContinuousBandit.onePeak();
        BanditSolution solution = BanditSolution.of(bandit, alpha);
        SquashedGaussian policy = new SquashedGaussian(mean, deviation);
        int n = 20_000;
        double divergence = 0;
        for (int i = 0; i < n; i++) {
            double a = -1 + (2 * i + 1.0) / n;
            double logDensity = policy.logDensity(a);
            divergence += 2.0 / n * Math.exp(logDensity) * (logDensity - Math.log(solution.density(a)));
        }
        assertThat(solution.gap(policy)).isCloseTo(divergence, within(1e-4)).isNotNegative();
        assertThat(solution.worth(policy)).isLessThanOrEqualTo(solution.worth(solution.bestSquashedGaussian()) + 1e-12);
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
