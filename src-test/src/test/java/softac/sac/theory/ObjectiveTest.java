package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static softac.sac.theory.Tables.slack;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** J over start states, and the papers' discounted form over visited states, v1 (14), v2 (19). */
final class ObjectiveTest {
    private static final int TRIES = 300;

    /** J(π) (1 − γ) = Σ_s d^π(s) (r_π(s) + α H(π(·|s))) with the discounted occupancy d^π, a distribution. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theObjectiveIsTheMeanRewardAndEntropyOverTheOccupancy(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy policy = random.policy();
        double[] start = random.start();
        DMatrixRMaj occupancy = problem.occupancy(policy, start);
        DMatrixRMaj gain = gain(problem, policy);
        assertThat(CommonOps_DDRM.elementSum(occupancy)).isCloseTo(1, within(1e-12));
        assertThat(CommonOps_DDRM.elementMin(occupancy)).isGreaterThanOrEqualTo(-1e-15);
        assertThat(problem.objective(policy, start) * (1 - problem.discount()))
                .isCloseTo(CommonOps_DDRM.dot(occupancy, gain), within(slack(problem, gain)));
    }

    /** Σ_{t<n} E[V(sₜ)] = E Σₗ wₗ (r + α H) with wₗ = Σ_{t ≤ l, t < n} γ^{l−t}, which grows while l < n. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void summedOverVisitsLaterRewardsWeighNoLess(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy policy = random.policy();
        double[] start = random.start();
        int steps = random.rng().nextInt(20);
        DMatrixRMaj gain = gain(problem, policy);
        DMatrixRMaj transitions = problem.model().transitions(policy);
        DMatrixRMaj visited = Matrices.column(start);
        double sum = 0;
        double weight = 0;
        for (int l = 0; l < 4000; l++) { // 0.99⁴⁰⁰⁰ is nothing
            weight = problem.discount() * weight + (l < steps ? 1 : 0);
            sum += weight * CommonOps_DDRM.dot(visited, gain);
            visited = Matrices.transposeProduct(transitions, visited);
        }
        double slack = 20 * slack(problem, gain) / (1 - problem.discount());
        assertThat(problem.objectiveOverVisits(steps, policy, start)).isCloseTo(sum, within(slack));
    }

    /**
     * Two policies that the two forms rank differently: 1 now and nothing later, or nothing now and 1/2 for ever after, at
     * γ = 1/2. J says the first, 1 against 1/2; the sum over visited states 1, and 1/2 + 1 + 1 + … .
     */
    @Test
    void theSumOverVisitedStatesRanksPoliciesDifferently() {
        double[][][] transitions = {{{0, 1, 0}, {0, 0, 1}}, {{0, 1, 0}, {0, 1, 0}}, {{0, 0, 1}, {0, 0, 1}}};
        FiniteMdp model = FiniteMdp.of(transitions, new double[][] {{1, 0}, {0, 0}, {.5, .5}});
        MdpProblem problem = new MdpProblem(model, .5, 0);
        TabularPolicy now = TabularPolicy.deterministic(2, 0, 0, 0);
        TabularPolicy later = TabularPolicy.deterministic(2, 1, 0, 0);
        double[] start = {1, 0, 0};
        assertThat(problem.objective(now, start)).isEqualTo(1);
        assertThat(problem.objective(later, start)).isEqualTo(.5);
        for (int n = 1; n < 10; n++) {
            assertThat(problem.objectiveOverVisits(n, now, start)).isEqualTo(1);
            assertThat(problem.objectiveOverVisits(n, later, start)).isEqualTo(.5 + (n - 1)); // it diverges
        }
        // the mean over the visits is the average reward, divided by 1 − γ
        assertThat(problem.objectiveOverVisits(1000, later, start) / 1000).isCloseTo(.5 / (1 - .5), within(1e-3));
        // soft policy iteration maximises J, so its optimum is not that of the papers' form
        assertThat(SoftPolicyIteration.optimum(problem).policy().probability(0, 0))
                .isEqualTo(1);
    }

    /** r_π(s) + α H(π(·|s)). */
    private static DMatrixRMaj gain(MdpProblem problem, TabularPolicy policy) {
        return policy.softValue(problem.model().rewards(), problem.temperature());
    }
}
