package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static softac.sac.theory.Tables.assertAtMost;
import static softac.sac.theory.Tables.assertEqual;
import static softac.sac.theory.Tables.distance;
import static softac.sac.theory.Tables.slack;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Theorem 1 of both papers, soft policy iteration, with the rate that they do not give; and soft Q-iteration. */
final class SoftPolicyIterationProperties {
    private static final int TRIES = 300;

    /** Over all policies ‖Q* − Q^{πₖ}‖ ≤ γᵏ ‖Q* − Q^{π₀}‖. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void policyIterationConvergesGeometrically(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        assertGeometric(SoftPolicyIteration.from(random.problem(), new AllPolicies(), random.policy()));
    }

    /** In a product class that holds π₀ the same, with Q* the optimum of the class. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void policyIterationInAProductClassConvergesGeometrically(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        TabularPolicy first = random.policy();
        assertGeometric(SoftPolicyIteration.from(random.problem(), random.product(first), first));
    }

    private static void assertGeometric(SoftPolicyIteration first) {
        MdpProblem problem = first.problem();
        DMatrixRMaj best = first.limit().actionValue();
        double slack = slack(problem, best, first.actionValue());
        double bound = distance(best, first.actionValue());
        SoftPolicyIteration now = first;
        for (int k = 0; k < 8; k++) {
            SoftPolicyIteration next = now.next();
            bound *= problem.discount();
            assertThat(distance(best, next.actionValue())).isLessThanOrEqualTo(bound + slack);
            // the step of the proof: Q^{πₖ₊₁} ≥ T*_Π Q^{πₖ} ≥ Q^{πₖ}
            DMatrixRMaj once = problem.optimalityBackup(first.policies(), now.actionValue());
            assertAtMost(once, next.actionValue(), slack);
            assertAtMost(now.actionValue(), once, slack);
            now = next;
        }
    }

    /**
     * ‖T*Q − T*Q′‖ ≤ γ ‖Q − Q′‖ over all policies and in product classes, and Q ≤ Q′ implies T*Q ≤ T*Q′. Where Q and Q′ differ
     * by a constant c everywhere, T*Q and T*Q′ do by γc: no smaller factor would do.
     */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theOptimalityBackupIsAMonotoneContraction(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        ProductClass product = random.product(random.policy());
        DMatrixRMaj q = Tables.of(random.table());
        DMatrixRMaj other = Tables.of(random.table());
        DMatrixRMaj higher = Matrices.plus(q, 1, Tables.of(random.table()));
        for (int i = 0; i < q.getNumElements(); i++) {
            higher.set(i, Math.max(q.get(i), higher.get(i)));
        }
        double slack = slack(problem, q, other, higher);
        double apart = problem.discount() * distance(q, other) + slack;
        assertThat(distance(problem.optimalityBackup(q), problem.optimalityBackup(other)))
                .isLessThanOrEqualTo(apart);
        assertThat(distance(problem.optimalityBackup(product, q), problem.optimalityBackup(product, other)))
                .isLessThanOrEqualTo(apart);
        assertAtMost(problem.optimalityBackup(q), problem.optimalityBackup(higher), slack);
        assertAtMost(problem.optimalityBackup(product, q), problem.optimalityBackup(product, higher), slack);
        DMatrixRMaj shifted = Tables.shifted(q, 20);
        double shift = problem.discount() * 20;
        assertEqual(problem.optimalityBackup(shifted), Tables.shifted(problem.optimalityBackup(q), shift), slack);
        assertEqual(
                problem.optimalityBackup(product, shifted),
                Tables.shifted(problem.optimalityBackup(product, q), shift),
                slack);
        assertEqual(problem.optimalityBackup(new AllPolicies(), q), problem.optimalityBackup(q), slack);
    }

    /** Q* is the fixed point of T*, π* its softmax, and soft Q-iteration comes to it from anywhere: γᵏ ‖Q* − Q⁰‖. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void actionValueIterationConvergesGeometricallyToTheSameOptimum(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(problem);
        DMatrixRMaj best = optimum.actionValue();
        assertEqual(problem.optimalityBackup(best), best, slack(problem, best));
        assertEqual(Softmax.value(best, problem.temperature()), optimum.value(), slack(problem, best));
        DMatrixRMaj q = Tables.of(random.table());
        double slack = slack(problem, best, q);
        double bound = distance(best, q);
        for (int k = 0; k < 30; k++) {
            assertThat(distance(best, q)).isLessThanOrEqualTo(bound + slack);
            q = problem.optimalityBackup(q);
            bound *= problem.discount();
        }
    }

    /** Q* ≥ Q^π for every policy π and every (s,a), so J(π*) ≥ J(π) for every ρ₀. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void noPolicyIsBetterThanTheFixedPoint(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(problem);
        double slack = slack(problem, optimum.actionValue());
        double[] start = random.start();
        for (int n = 0; n < 5; n++) {
            TabularPolicy policy = random.policy();
            assertAtMost(problem.actionValue(problem.evaluate(policy)), optimum.actionValue(), slack);
            assertThat(problem.objective(policy, start))
                    .isLessThanOrEqualTo(problem.objective(optimum.policy(), start) + slack);
        }
    }

    /** In a product class: of all its policies, one by one, none is better anywhere than what iteration ends at. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void noPolicyOfAProductClassIsBetterThanItsFixedPoint(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed, 4);
        MdpProblem problem = random.problem();
        TabularPolicy first = random.policy();
        ProductClass product = random.product(first);
        SoftPolicyIteration limit =
                SoftPolicyIteration.from(problem, product, first).limit();
        List<TabularPolicy> choices = product.choices();
        int members = choices.stream().mapToInt(TabularPolicy::states).reduce(1, (a, b) -> a * b);
        for (int member = 0; member < members; member++) {
            double[][] rows = new double[choices.size()][];
            int digits = member;
            for (int s = 0; s < rows.length; s++) {
                rows[s] = choices.get(s).row(digits % choices.get(s).states());
                digits /= choices.get(s).states();
            }
            DMatrixRMaj q = problem.actionValue(problem.evaluate(TabularPolicy.of(rows)));
            assertAtMost(q, limit.actionValue(), slack(problem, q, limit.actionValue()));
        }
    }

    /** 0 ≤ V*_α − V*_0 ≤ α log |A|/(1 − γ) in every state: what the entropy may cost and bring. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theSoftOptimumIsNearTheHardOne(@ForAll @LongRange(min = 0) long seed) {
        MdpProblem problem = new RandomMdp(seed).problem();
        DMatrixRMaj soft = SoftPolicyIteration.optimum(problem).value();
        DMatrixRMaj hard =
                SoftPolicyIteration.optimum(problem.withTemperature(0)).value();
        double most = problem.temperature() * Math.log(problem.model().actions()) / (1 - problem.discount());
        double slack = slack(problem, soft, hard);
        assertAtMost(hard, soft, slack);
        assertAtMost(soft, Tables.shifted(hard, most), slack);
    }

    /** Rewards c·r at temperature c·α have the optimal policy of r at α, and c times its Q: a reward scale c is 1/α. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void rewardScaleIsTheInverseOfTemperature(@ForAll @LongRange(min = 0) long seed) {
        MdpProblem problem = new RandomMdp(seed).problem();
        FiniteMdp model = problem.model();
        double[][] scaled = new double[model.states()][model.actions()];
        double scale = 1 / problem.temperature();
        for (int s = 0; s < scaled.length; s++) {
            for (int a = 0; a < scaled[s].length; a++) {
                scaled[s][a] = scale * model.reward(s, a);
            }
        }
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(problem);
        SoftPolicyIteration other =
                SoftPolicyIteration.optimum(new MdpProblem(model.withRewards(scaled), problem.discount(), 1));
        DMatrixRMaj expected = Matrices.scaled(scale, optimum.actionValue());
        double slack = slack(problem, expected);
        assertEqual(other.actionValue(), expected, slack);
        for (int s = 0; s < scaled.length; s++) {
            for (int a = 0; a < scaled[s].length; a++) {
                assertThat(other.policy().probability(s, a))
                        .isCloseTo(optimum.policy().probability(s, a), within(2 * slack));
            }
        }
    }

    /**
     * Appendix B.3 says that the last policy has Q^{π*}(s,a) &gt; Q^π(s,a) for all other π. At γ = 0 the optimum is unique,
     * and yet Q^π = r for every π: only ≥ follows.
     */
    @Test
    void appendixB3IsNotStrictInTheValueThoughTheOptimumIsUnique() {
        MdpProblem problem = new MdpProblem(FiniteMdp.of(new double[][][] {{{1}, {1}}}, new double[][] {{1, 0}}), 0, 1);
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(problem);
        SoftPolicyIteration uniform = SoftPolicyIteration.from(problem, new AllPolicies(), TabularPolicy.uniform(1, 2));
        assertThat(uniform.value().get(0)).isLessThan(optimum.value().get(0) - .1); // another policy, and a worse one
        for (int a = 0; a < 2; a++) {
            assertThat(uniform.actionValue().get(a))
                    .isEqualTo(optimum.actionValue().get(a))
                    .isEqualTo(problem.model().reward(0, a));
        }
    }

    /**
     * B.3 also says J_{π*}(π*(·|s)) &lt; J_{π*}(π(·|s)) for all other π in Π. With two equally good distributions in Π both
     * sides are equal: only ≤ follows. For the same reason Q^{πₖ} converges in such a class, but πₖ need not.
     */
    @Test
    void appendixB3IsNotStrictInTheDivergenceWithoutUniqueness() {
        MdpProblem problem =
                new MdpProblem(FiniteMdp.of(new double[][][] {{{1}, {1}}}, new double[][] {{1, 1}}), .5, 1);
        TabularPolicy left = TabularPolicy.of(new double[] {.75, .25});
        TabularPolicy right = TabularPolicy.of(new double[] {.25, .75});
        ProductClass both = new ProductClass(List.of(TabularPolicy.of(left.row(0), right.row(0))));
        SoftPolicyIteration limit =
                SoftPolicyIteration.from(problem, both, right).limit();
        DMatrixRMaj q = limit.actionValue();
        assertThat(left.softValue(q, 1).get(0)).isEqualTo(right.softValue(q, 1).get(0));
        // either is an argmin, so a projection may go to and fro for ever, its Q being the same
        assertEqual(problem.evaluate(left), problem.evaluate(right), 0);
        assertThat(limit.policy().row(0)).isNotEqualTo(right.row(0));
    }

    /** Where states share parameters the iteration may go round in circles, and says so. */
    @Test
    void sharedParametersMayGoRoundInCircles() {
        // action a leads from state 0 to the absorbing state 1 + a, where only the other action is rewarded
        double[][][] transitions = {{{0, 1, 0}, {0, 0, 1}}, {{0, 1, 0}, {0, 1, 0}}, {{0, 0, 1}, {0, 0, 1}}};
        FiniteMdp model = FiniteMdp.of(transitions, new double[][] {{0, 0}, {0, 1}, {1, 0}});
        MdpProblem problem = new MdpProblem(model, .5, .1);
        double[] p = {.9, .1};
        SoftPolicyIteration first =
                SoftPolicyIteration.from(problem, new SharedDistribution(1, 0, 0), TabularPolicy.of(p, p, p));
        SoftPolicyIteration now = first;
        for (int k = 0; k < 50; k++) {
            SoftPolicyIteration next = now.next();
            assertThat(next.policy().probability(0, 0) > .5)
                    .isNotEqualTo(now.policy().probability(0, 0) > .5);
            now = next;
        }
        assertThatThrownBy(first::limit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not converge");
    }
}
