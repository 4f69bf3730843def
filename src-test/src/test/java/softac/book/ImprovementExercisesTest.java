package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.theory.AllPolicies;
import softac.sac.theory.FiniteMdp;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.SharedDistribution;
import softac.sac.theory.SoftChain;
import softac.sac.theory.SoftPolicyIteration;
import softac.sac.theory.TabularPolicy;

/** Chapter 3. */
final class ImprovementExercisesTest {
    private static final FiniteMdp CHAIN = SoftChain.of(5);
    private static final MdpProblem OPPOSITE = new MdpProblem(
            FiniteMdp.of(new double[][][] {{{1, 0}, {1, 0}}, {{0, 1}, {0, 1}}}, new double[][] {{3, 0}, {0, 1}}),
            .9,
            .5);

    @Test
    @DisplayName("3.1: the difference of two policies")
    void theDifferenceOfTwoPolicies() {
        double discount = 0.9;
        double alpha = 0.3;
        MdpProblem problem = new MdpProblem(CHAIN, discount, alpha);
        double[] start = {.4, .3, .2, .1, 0};
        Rng rng = Seed.of(1).rng();
        for (int n = 0; n < 20; n++) {
            TabularPolicy before = random(rng);
            TabularPolicy after = random(rng);
            DMatrixRMaj v = problem.evaluate(before);
            DMatrixRMaj q = problem.actionValue(v);
            DMatrixRMaj d = problem.occupancy(after, start);
            double sum = 0;
            for (int s = 0; s < start.length; s++) {
                double gain = alpha * after.entropy(s) - v.get(s);
                for (int a = 0; a < 2; a++) {
                    gain += after.probability(s, a) * q.get(s, a);
                }
                sum += d.get(s) * gain;
            }
            assertThat(problem.objective(after, start) - problem.objective(before, start))
                    .isCloseTo(sum / (1 - discount), within(1e-12));
        }
    }

    private static TabularPolicy random(Rng rng) {
        double[][] rows = new double[5][2];
        for (double[] row : rows) {
            row[0] = rng.nextDouble();
            row[1] = 1 - row[0];
        }
        return TabularPolicy.of(rows);
    }

    /** The mean difference of the action values is 0.1 · 3 − 0.9 · 1 = −0.6: the second action wins, which state 0 does not want. */
    @Test
    @DisplayName("3.2: other weights, another loser")
    void otherWeightsAnotherLoser() {
        SoftPolicyIteration before = uniform(.1);
        SoftPolicyIteration after = before.next();
        double[] p = after.policy().row(0);
        assertThat(Math.log(p[0] / p[1])).isCloseTo(-.6 / .5, within(1e-13));
        assertThat(after.value().get(0)).isLessThan(before.value().get(0) - 3);
        assertThat(after.value().get(1)).isGreaterThan(before.value().get(1) + 1);
    }

    /**
     * x = (3d − (1 − d))/α = 8d − 2 is between −2 and 6. What state 0 gains is concave in p and greatest at x = 6, so it gains
     * for x > 0 and loses for x < 0; state 1 is best off at x = −2, so with it it is the other way round. At x = 0, d = ¼, nothing
     * changes.
     */
    @Test
    @DisplayName("3.3: no weights serve both")
    void noWeightsServeBoth() {
        for (int i = 0; i <= 100; i++) {
            double weight = i / 100.0;
            SoftPolicyIteration before = uniform(weight);
            SoftPolicyIteration after = before.next();
            double gain0 = after.value().get(0) - before.value().get(0);
            double gain1 = after.value().get(1) - before.value().get(1);
            if (weight == 0.25) {
                assertThat(Math.max(Math.abs(gain0), Math.abs(gain1))).isLessThan(1e-12);
            } else {
                assertThat(Math.min(gain0, gain1)).as("d = %s", weight).isNegative();
            }
        }
    }

    private static SoftPolicyIteration uniform(double weight) {
        return SoftPolicyIteration.from(
                OPPOSITE, new SharedDistribution(weight, 1 - weight), TabularPolicy.uniform(2, 2));
    }

    /** In the other states the divergence is unchanged, so (1) of lemma 2 holds. */
    @Test
    @DisplayName("3.4: one state at a time")
    void oneStateAtATime() {
        MdpProblem problem = new MdpProblem(CHAIN, .9, .3);
        Rng rng = Seed.of(2).rng();
        for (int n = 0; n < 20; n++) {
            TabularPolicy before = random(rng);
            DMatrixRMaj q = problem.actionValue(problem.evaluate(before));
            TabularPolicy projected = new AllPolicies().project(q, .3);
            for (int improved = 0; improved < 5; improved++) {
                double[][] rows = new double[5][];
                for (int s = 0; s < 5; s++) {
                    rows[s] = (s == improved ? projected : before).row(s);
                }
                DMatrixRMaj after = problem.actionValue(problem.evaluate(TabularPolicy.of(rows)));
                for (int i = 0; i < q.getNumElements(); i++) {
                    assertThat(after.get(i)).as("seed 2").isGreaterThanOrEqualTo(q.get(i) - 1e-12);
                }
            }
        }
    }
}
