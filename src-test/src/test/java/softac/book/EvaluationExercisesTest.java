package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.sac.theory.FiniteMdp;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.Tables;
import softac.sac.theory.TabularPolicy;

/** Chapter 2. */
final class EvaluationExercisesTest {
    private static final FiniteMdp MODEL =
            FiniteMdp.of(new double[][][] {{{0, 1}, {0, 1}}, {{0, 1}, {0, 1}}}, new double[][] {{0, 0}, {1, 0}});
    private static final TabularPolicy UNIFORM = TabularPolicy.uniform(2, 2);

    /** V(1) = (½ + log 2)/(1 − ½) = 1 + 2 log 2; V(0) = log 2 + ½ V(1) = ½ + 2 log 2. */
    @Test
    @DisplayName("2.1: a value by hand")
    void aValueByHand() {
        DMatrixRMaj v = new MdpProblem(MODEL, 0.5, 1).evaluate(UNIFORM);
        assertThat(v.get(1)).isCloseTo(1 + 2 * Math.log(2), within(1e-14));
        assertThat(v.get(0)).isCloseTo(0.5 + 2 * Math.log(2), within(1e-14));
    }

    /**
     * From 0, Q¹ = r + γ log 2, at most 1 + γ log 2. The error of state 1 is γᵏ (½ + γ log 2)/(1 − γ) from the first sweep on, the
     * bound γᵏ (1 + γ log 2)/(1 − γ): it asks for a few per cent more sweeps than there must be.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.99})
    @DisplayName("2.2: how many sweeps")
    void theBoundIsNearlyNeeded(double discount) {
        MdpProblem problem = new MdpProblem(MODEL, discount, 1);
        DMatrixRMaj exact = problem.actionValue(problem.evaluate(UNIFORM));
        double first = 1 + discount * Math.log(2);
        int promised = (int) Math.ceil(Math.log(1e-6 * (1 - discount) / first) / Math.log(discount));
        DMatrixRMaj q = new DMatrixRMaj(2, 2);
        assertThat(Tables.distance(problem.evaluationBackup(UNIFORM, q), q)).isCloseTo(first, within(1e-15));
        int needed = 0;
        while (Tables.distance(q, exact) > 1e-6) {
            q = problem.evaluationBackup(UNIFORM, q);
            needed++;
        }
        assertThat(promised).isEqualTo(discount == 0.9 ? 158 : 1885);
        assertThat(needed).isBetween((int) (0.97 * promised), promised);
    }

    /** Q⁰ = Q^π + c: then Qᵏ − Q^π = γᵏ c and Q¹ − Q⁰ = −(1 − γ) c. */
    @Test
    @DisplayName("2.3: where the bound is an equality")
    void theBoundIsSharp() {
        MdpProblem problem = new MdpProblem(MODEL, 0.9, 1);
        DMatrixRMaj exact = problem.actionValue(problem.evaluate(UNIFORM));
        DMatrixRMaj q = exact.copy();
        for (int i = 0; i < q.getNumElements(); i++) {
            q.set(i, q.get(i) + 3);
        }
        double bound = Tables.distance(problem.evaluationBackup(UNIFORM, q), q) / (1 - 0.9);
        for (int k = 0; k < 40; k++) {
            assertThat(Tables.distance(q, exact)).isCloseTo(bound, within(1e-12));
            q = problem.evaluationBackup(UNIFORM, q);
            bound *= 0.9;
        }
    }

    /** (I − γP_π) V = r_π + αH_π: the slope is the solution for H_π, the discounted sum of entropies. */
    @Test
    @DisplayName("2.4: the value is linear in the temperature")
    void theValueIsLinearInTheTemperature() {
        TabularPolicy policy = TabularPolicy.of(new double[] {.2, .8}, new double[] {.6, .4});
        DMatrixRMaj cold = new MdpProblem(MODEL, 0.9, 0).evaluate(policy);
        DMatrixRMaj entropies = new MdpProblem(MODEL.withRewards(new double[2][2]), 0.9, 1).evaluate(policy);
        for (double alpha : new double[] {0.1, 1, 10}) {
            DMatrixRMaj v = new MdpProblem(MODEL, 0.9, alpha).evaluate(policy);
            for (int s = 0; s < 2; s++) {
                assertThat(v.get(s)).isCloseTo(cold.get(s) + alpha * entropies.get(s), within(1e-12));
            }
        }
    }
}
