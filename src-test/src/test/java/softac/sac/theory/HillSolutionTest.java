package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.Step;
import softac.sac.env.control.Hill;

/** The smooth task's optimum over all policies, and within squashed Gaussians. */
class HillSolutionTest {
    private static final double DISCOUNT = .9;
    private static final double ALPHA = .1;
    private static final HillSolution BEST = HillSolution.of(DISCOUNT, ALPHA);
    private static final SquashedHillSolution SQUASHED = SquashedHillSolution.of(DISCOUNT, ALPHA);

    /**
     * Soft value iteration on another grid: V linear between 801 equidistant states, sums over 200 actions and 10 places of
     * the noise. Its error is that of linear interpolation, h² |V″| / (8 (1 − γ)) < 1e-3.
     */
    @Test
    void aPlainGridGivesTheSameValuesAndPolicy() {
        int n = 801;
        double h = 8.0 / (n - 1);
        double[] v = new double[n];
        Arrays.setAll(v, i -> BEST.value(0)); // any start will do
        for (int t = 0; t < 100; t++) {
            double[] w = new double[n]; // E[V(m + noise)]
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < 10; k++) {
                    w[i] += linear(v, -4 + i * h - .09 + .02 * k) / 10;
                }
            }
            double[] next = new double[n];
            Arrays.setAll(next, i -> softMaximum(w, -4 + i * h));
            v = next;
        }
        for (int i = 0; i < n; i += 50) {
            assertThat(BEST.value(-4 + i * h)).as("s = %s", -4 + i * h).isCloseTo(v[i], within(1e-3));
        }
    }

    private static double softMaximum(double[] w, double s) {
        double sum = 0;
        for (int k = 0; k < 200; k++) {
            double a = -1 + (k + .5) / 100;
            double q = Math.exp(-(s - 1) * (s - 1)) - .1 * a * a + DISCOUNT * linear(w, .9 * s + .3 * a);
            sum += Math.exp(q / ALPHA) / 100;
        }
        return ALPHA * Math.log(sum);
    }

    private static double linear(double[] v, double s) {
        double place = (s + 4) / 8 * (v.length - 1);
        int j = Math.max(0, Math.min(v.length - 2, (int) place));
        return v[j] + Math.max(0, Math.min(1, place - j)) * (v[j + 1] - v[j]);
    }

    /** A quarter more points change nothing that is printed anywhere; the error falls geometrically with them. */
    @Test
    void theGridIsFineEnough() {
        HillSolution finer = new HillSolution(new HillProblem(DISCOUNT, ALPHA, HillProblem.POINTS + 32));
        SquashedHillSolution squashed =
                new SquashedHillSolution(new HillProblem(DISCOUNT, ALPHA, HillProblem.POINTS + 32));
        for (double s = -4; s <= 4; s += .37) {
            assertThat(BEST.value(s)).as("s = %s", s).isCloseTo(finer.value(s), within(1e-10));
            assertThat(SQUASHED.value(s)).as("s = %s", s).isCloseTo(squashed.value(s), within(1e-10));
        }
    }

    /** V* = α log ∫ exp(Q*(s, a)/α) da, and π* is a density whose value E[Q*] + α H is V*. */
    @Test
    void theOptimumSatisfiesTheSoftBellmanEquation() {
        int n = 1_000;
        for (double s = -4; s <= 4; s += .7) {
            double mass = 0;
            double meanQ = 0;
            double meanA = 0;
            for (int k = 0; k < n; k++) {
                double a = -1 + (2 * k + 1.0) / n;
                double p = BEST.density(s, a) * 2 / n;
                mass += p;
                meanQ += p * BEST.actionValue(s, a);
                meanA += p * a;
            }
            assertThat(mass).isCloseTo(1, within(1e-5));
            assertThat(meanA).isCloseTo(BEST.meanAction(s), within(1e-5));
            assertThat(meanQ + ALPHA * BEST.entropy(s)).isCloseTo(BEST.value(s), within(1e-4));
        }
        assertThat(BEST.density(0, 1.1)).isZero();
    }

    @Test
    void theClassIsWorseEverywhereButNotMuch() {
        for (double s = -4; s <= 4; s += .25) {
            double gap = (BEST.value(s) - SQUASHED.value(s)) / ALPHA;
            assertThat(gap).as("nats at s = %s", s).isBetween(.2, .45);
            assertThat(SQUASHED.policy(s).worth(action(s), ALPHA)).isCloseTo(SQUASHED.value(s), within(1e-9));
        }
    }

    private static java.util.function.DoubleUnaryOperator action(double s) {
        return a -> SQUASHED.actionValue(s, a);
    }

    /** At each state no other squashed Gaussian of a wide grid is worth more: the optimum of the class, not a local one. */
    @Test
    void noSquashedGaussianIsWorthMoreInAnyState() {
        for (double s = -4; s <= 4; s += .8) {
            for (double mean = -2.4; mean <= 2.4; mean += .3) {
                for (double logDeviation = -2.5; logDeviation <= 1; logDeviation += .5) {
                    SquashedGaussian other = new SquashedGaussian(mean, Math.exp(logDeviation));
                    assertThat(other.worth(action(s), ALPHA))
                            .as("%s at %s", other, s)
                            .isLessThanOrEqualTo(SQUASHED.value(s) + 1e-12);
                }
            }
        }
    }

    /** Played in the task itself, 200 steps (0.9²⁰⁰ = 7e-10): reward and entropy return the value. */
    @Test
    void theValueIsWhatPlayingReturns() {
        SquashedGaussian[] table = new SquashedGaussian[801];
        double[] entropies = new double[table.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = SQUASHED.policy(-4 + i / 100.0);
            entropies[i] = table[i].entropy();
        }
        Hill hill = new Hill();
        hill.reset(Seed.of(5));
        Rng noise = Seed.of(6).rng();
        for (double start : new double[] {-2, 0, 2}) {
            int episodes = 1_000;
            double sum = 0;
            double squares = 0;
            for (int n = 0; n < episodes; n++) {
                double s = hill.setState(start)[0];
                double total = 0;
                double factor = 1;
                for (int t = 0; t < 200; t++) {
                    int i = (int) Math.rint((s + 4) * 100); // the policy of the nearest of 801 states
                    Step step = hill.step(new double[] {table[i].action(noise.normal())});
                    total += factor * (step.reward() + ALPHA * entropies[i]);
                    factor *= DISCOUNT;
                    s = step.observation()[0];
                }
                sum += total;
                squares += total * total;
            }
            double mean = sum / episodes;
            double error = Math.sqrt((squares / episodes - mean * mean) / episodes);
            assertThat(mean)
                    .as("start %s, standard error %s", start, error)
                    .isCloseTo(SQUASHED.value(start), within(4.5 * error + 1e-3));
        }
    }

    /** Without a future only −0.1 a² weighs actions: a bandit around 0, the same in every state. */
    @Test
    void withoutDiscountedFutureItIsABandit() {
        HillSolution greedy = HillSolution.of(0, ALPHA);
        SquashedHillSolution squashed = SquashedHillSolution.of(0, ALPHA);
        double z = 0;
        for (int k = 0; k < 100_000; k++) {
            double a = -1 + (2 * k + 1) / 1e5;
            z += 2e-5 * Math.exp(-a * a);
        }
        for (double s : new double[] {-3, 0, 1.5}) {
            double hill = Math.exp(-(s - 1) * (s - 1));
            assertThat(greedy.value(s)).isCloseTo(hill + ALPHA * Math.log(z), within(1e-9));
            assertThat(greedy.meanAction(s)).isCloseTo(0, within(1e-9));
            assertThat(squashed.policy(s).mean()).isCloseTo(0, within(1e-8));
            assertThat(squashed.value(s)).isLessThan(greedy.value(s));
        }
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        for (double bad : new double[] {-.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> HillSolution.of(bad, ALPHA))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hill: discount " + bad + " given; it must be in [0, 1)");
        }
        for (double bad : new double[] {.001, 1000, Double.NaN}) {
            assertThatThrownBy(() -> SquashedHillSolution.of(DISCOUNT, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hill: temperature " + bad + " given; it must be in [0.01, 100]");
        }
    }
}
