package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static softac.sac.theory.Tables.assertAtMost;
import static softac.sac.theory.Tables.slack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Lemma 2 of both papers, soft policy improvement, and the class in which it fails. */
final class SoftImprovementProperties {
    private static final int TRIES = 500;

    /** α KL(p ‖ exp(Q(s,·)/α)/Z) = α log Z(s) − (E_p[Q(s,·)] + α H(p)): both forms of the projection are one. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theDivergenceIsWhatAPolicyLosesAgainstTheSoftmax(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        double alpha = random.problem().temperature();
        DMatrixRMaj q = Tables.of(random.table());
        TabularPolicy policy = random.policy();
        DMatrixRMaj best = Softmax.value(q, alpha);
        DMatrixRMaj value = policy.softValue(q, alpha);
        for (int s = 0; s < policy.states(); s++) {
            double divergence = 0;
            for (int a = 0; a < policy.actions(); a++) {
                double p = policy.probability(s, a);
                divergence += p == 0 ? 0 : p * (Math.log(p) - (q.get(s, a) - best.get(s)) / alpha);
            }
            assertThat(best.get(s) - value.get(s)).isCloseTo(alpha * divergence, within(1e-10));
            assertThat(divergence).isGreaterThanOrEqualTo(-1e-10 / alpha);
        }
        TabularPolicy softmax = new AllPolicies().project(q, alpha);
        Tables.assertEqual(softmax.softValue(q, alpha), best, 1e-12 * Matrices.largest(q) + 1e-12 * alpha);
    }

    /** Over all policies Q^{π_new}(s,a) ≥ Q^{π_old}(s,a) for every (s,a), whatever π_old. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theSoftmaxOfAPolicysValueIsBetterEverywhere(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        assertImproves(random.problem(), new AllPolicies(), random.policy());
    }

    /** In a product of one finite set of distributions for each state, π_old among them, the same holds. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theProjectionToAProductClassIsBetterEverywhere(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        TabularPolicy old = random.policy();
        assertImproves(random.problem(), random.product(old), old);
    }

    private static void assertImproves(MdpProblem problem, PolicyClass policies, TabularPolicy policy) {
        SoftPolicyIteration old = SoftPolicyIteration.from(problem, policies, policy);
        SoftPolicyIteration improved = old.next();
        double slack = slack(problem, old.actionValue(), improved.actionValue());
        assertAtMost(old.actionValue(), improved.actionValue(), slack);
        // the step of the proof: one backup of the new policy already does not lower Q
        DMatrixRMaj once = problem.evaluationBackup(improved.policy(), old.actionValue());
        assertAtMost(old.actionValue(), once, slack);
        assertAtMost(once, improved.actionValue(), slack);
    }

    /** The argmin is not needed: a policy with a divergence no greater than π_old's in every state is better everywhere. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aSmallerDivergenceInEveryStateIsEnough(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy old = random.policy();
        DMatrixRMaj value = problem.evaluate(old);
        DMatrixRMaj q = problem.actionValue(value);
        TabularPolicy candidate = random.policy();
        DMatrixRMaj promised = candidate.softValue(q, problem.temperature());
        double[][] rows = new double[old.states()][];
        for (int s = 0; s < rows.length; s++) {
            rows[s] = (promised.get(s) >= value.get(s) ? candidate : old).row(s);
        }
        DMatrixRMaj improved = problem.actionValue(problem.evaluate(TabularPolicy.of(rows)));
        assertAtMost(q, improved, slack(problem, q, improved));
    }

    /**
     * Where all states share one distribution and the divergence is averaged, the projection makes Q worse: two absorbing
     * states want opposite actions, and the one with the greater reward wins.
     */
    @Test
    void parametersSharedBetweenStatesMakeAStateWorse() {
        double[][][] stay = {{{1, 0}, {1, 0}}, {{0, 1}, {0, 1}}};
        MdpProblem problem = new MdpProblem(FiniteMdp.of(stay, new double[][] {{3, 0}, {0, 1}}), .9, .5);
        PolicyClass shared = new SharedDistribution(.5, .5);
        SoftPolicyIteration old = SoftPolicyIteration.from(problem, shared, TabularPolicy.uniform(2, 2));
        SoftPolicyIteration projected = old.next();

        double[] p = projected.policy().row(0);
        assertThat(projected.policy().row(1)).containsExactly(p); // it is in the class
        assertThat(p[0] / p[1]).isCloseTo(Math.exp((3 - 1) / 2.0 / .5), within(1e-13)); // mean difference of Q over α
        // V(s) = (p·r(s) + α H(p))/(1 − γ): state 0 gains, state 1 loses, and every Q with it
        double entropy = projected.policy().entropy(0);
        assertThat(projected.value().get(0)).isCloseTo(10 * (3 * p[0] + .5 * entropy), within(1e-12));
        assertThat(projected.value().get(1)).isCloseTo(10 * (p[1] + .5 * entropy), within(1e-12));
        for (int a = 0; a < 2; a++) {
            assertThat(projected.actionValue().get(0, a))
                    .isGreaterThan(old.actionValue().get(0, a) + 8);
            assertThat(projected.actionValue().get(1, a))
                    .isLessThan(old.actionValue().get(1, a) - 4.5);
        }
        // and the objective falls where the process starts in the state that lost
        assertThat(problem.objective(projected.policy(), 0, 1)).isLessThan(problem.objective(old.policy(), 0, 1) - 5);
        // with the same old policy the product of the same sets improves both
        assertImproves(problem, new AllPolicies(), old.policy());
    }

    /** What the projection onto shared parameters minimises is the averaged divergence: no shared distribution has less. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theSharedProjectionMinimisesTheAverage(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        double alpha = random.problem().temperature();
        DMatrixRMaj q = Tables.of(random.table());
        double[] weights = random.start();
        double[] other = random.policy().row(0);
        double[][] rows = new double[weights.length][];
        Arrays.fill(rows, other);
        DMatrixRMaj d = Matrices.column(weights);
        TabularPolicy projected = new SharedDistribution(weights).project(q, alpha);
        double least = CommonOps_DDRM.dot(d, projected.softValue(q, alpha));
        double others = CommonOps_DDRM.dot(d, TabularPolicy.of(rows).softValue(q, alpha));
        assertThat(least).isGreaterThanOrEqualTo(others - 1e-10);
    }

    /** Equally good actions are equally likely in a projection over all policies. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void equallyGoodActionsAreEquallyLikely(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(random.problem());
        DMatrixRMaj q = optimum.actionValue();
        for (int s = 0; s < q.getNumRows(); s++) {
            for (int a = 0; a < q.getNumCols(); a++) {
                for (int b = 0; b < a; b++) {
                    double likely = optimum.policy().probability(s, a);
                    double other = optimum.policy().probability(s, b);
                    if (q.get(s, a) == q.get(s, b)) {
                        assertThat(likely).isEqualTo(other);
                    } else if (q.get(s, a) > q.get(s, b) + slack(random.problem(), q)) {
                        assertThat(likely).isGreaterThanOrEqualTo(other);
                    }
                }
            }
        }
    }

    /**
     * A Gaussian cannot do so: of the actions −1, 0, 1 with the rewards 1, 0, 1 the best Gaussian weights
     * exp(−(a − μ)²/2σ²) prefer one side, and the gap to the optimum is nearly α log 2.
     */
    @Test
    void aUnimodalGaussianTakesOneOfTwoEqualActions() {
        List<double[]> gaussians = new ArrayList<>();
        for (double mean = -3; mean <= 3; mean += 1.0 / 16) {
            for (double deviation = 1.0 / 16; deviation <= 4; deviation *= 1.1) {
                gaussians.add(gaussian(mean, deviation));
            }
        }
        ProductClass unimodal = new ProductClass(List.of(TabularPolicy.of(gaussians.toArray(double[][]::new))));
        double[][][] bandit = {{{1}, {1}, {1}}};
        MdpProblem problem = new MdpProblem(FiniteMdp.of(bandit, new double[][] {{1, 0, 1}}), 0, .1);
        SoftPolicyIteration best = SoftPolicyIteration.from(problem, new AllPolicies(), TabularPolicy.uniform(1, 3))
                .next();
        SoftPolicyIteration restricted =
                SoftPolicyIteration.from(problem, unimodal, best.policy()).next();
        assertThat(best.policy().probability(0, 0))
                .isEqualTo(best.policy().probability(0, 2))
                .isGreaterThan(.49);
        double left = restricted.policy().probability(0, 0);
        double right = restricted.policy().probability(0, 2);
        assertThat(Math.max(left, right)).isGreaterThan(.99);
        assertThat(best.value().get(0) - restricted.value().get(0)).isCloseTo(.1 * Math.log(2), within(1e-3));
    }

    private static double[] gaussian(double mean, double deviation) {
        double[] p = new double[3];
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double z = (i - 1 - mean) / deviation;
            double nearest = (Math.rint(Math.max(-1, Math.min(1, mean))) - mean) / deviation;
            p[i] = Math.exp((nearest * nearest - z * z) / 2);
            sum += p[i];
        }
        for (int i = 0; i < 3; i++) {
            p[i] /= sum;
        }
        return p;
    }
}
