package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static softac.sac.theory.Tables.assertAtMost;
import static softac.sac.theory.Tables.assertEqual;
import static softac.sac.theory.Tables.distance;
import static softac.sac.theory.Tables.slack;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Lemma 1 of both papers, soft policy evaluation, on random processes (the seed is the process). */
final class SoftEvaluationProperties {
    private static final int TRIES = 500;

    /** ‖T^π Q − T^π Q′‖ ≤ γ ‖Q − Q′‖ for all Q, Q′; with equality where they differ by a constant. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theBackupOfAPolicyContractsByTheDiscount(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy policy = random.policy();
        DMatrixRMaj q = Tables.of(random.table());
        DMatrixRMaj other = Tables.of(random.table());
        DMatrixRMaj backup = problem.evaluationBackup(policy, q);
        assertThat(distance(backup, problem.evaluationBackup(policy, other)))
                .isLessThanOrEqualTo(problem.discount() * distance(q, other) + slack(problem, q, other));
        DMatrixRMaj shifted = problem.evaluationBackup(policy, Tables.shifted(q, 7));
        assertEqual(shifted, Tables.shifted(backup, 7 * problem.discount()), slack(problem, q, backup));
    }

    /** Q ≤ Q′ everywhere implies T^π Q ≤ T^π Q′ everywhere. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theBackupOfAPolicyIsMonotone(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy policy = random.policy();
        DMatrixRMaj q = Tables.of(random.table());
        DMatrixRMaj higher = q.copy();
        for (int i = 0; i < q.getNumElements(); i++) {
            higher.add(
                    i / q.getNumCols(),
                    i % q.getNumCols(),
                    random.rng().nextInt(2) * random.rng().nextDouble());
        }
        assertAtMost(
                problem.evaluationBackup(policy, q),
                problem.evaluationBackup(policy, higher),
                slack(problem, q, higher));
    }

    /** Q^π of the linear solve is the fixed point of T^π, and V^π(s) = E_π[Q^π − α log π]. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theSolutionIsTheFixedPoint(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy policy = random.policy();
        DMatrixRMaj value = problem.evaluate(policy);
        DMatrixRMaj q = problem.actionValue(value);
        assertEqual(problem.evaluationBackup(policy, q), q, slack(problem, q));
        assertEqual(policy.softValue(q, problem.temperature()), value, slack(problem, q, value));
    }

    /** ‖Q^k − Q^π‖ ≤ γᵏ/(1 − γ) ‖Q¹ − Q⁰‖ for any Q⁰: lemma 1 with the rate that Banach's theorem gives. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void iteratedEvaluationConvergesAtTheRateOfBanach(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy policy = random.policy();
        DMatrixRMaj exact = problem.actionValue(problem.evaluate(policy));
        DMatrixRMaj q = Tables.of(random.table());
        double slack = slack(problem, q, exact);
        double bound = distance(problem.evaluationBackup(policy, q), q) / (1 - problem.discount());
        for (int k = 0; k < 30; k++) {
            assertThat(distance(q, exact)).isLessThanOrEqualTo(bound + slack);
            q = problem.evaluationBackup(policy, q);
            bound *= problem.discount();
        }
    }

    /** min r/(1 − γ) ≤ Q^π ≤ (max r + γ α log |A|)/(1 − γ): what |A| &lt; ∞ is assumed for. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theValueIsBoundedByRewardsAndEntropy(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        DMatrixRMaj q = problem.actionValue(problem.evaluate(random.policy()));
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < q.getNumElements(); i++) {
            least = Math.min(least, random.model().rewards().get(i));
            most = Math.max(most, random.model().rewards().get(i));
        }
        double bonus = problem.discount()
                * problem.temperature()
                * Math.log(random.model().actions());
        for (int i = 0; i < q.getNumElements(); i++) {
            assertThat(q.get(i) * (1 - problem.discount()))
                    .isBetween(least - slack(problem, q), most + bonus + slack(problem, q));
        }
    }

    /** 0 log 0 = 0: a policy without randomness has the value without entropy, and it is the limit of policies with some. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aDeterministicPolicyHasNoEntropyAndIsALimit(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        int actions = random.model().actions();
        int[] choice = random.rng().nextInt(2) == 0 ? new int[random.model().states()] : choices(random);
        TabularPolicy certain = TabularPolicy.deterministic(actions, choice);
        DMatrixRMaj value = problem.evaluate(certain);
        assertEqual(value, problem.withTemperature(0).evaluate(certain), 0);
        double[][] rows = new double[choice.length][actions];
        for (int s = 0; s < rows.length; s++) {
            for (int a = 0; a < actions; a++) {
                rows[s][a] = 1e-13 / actions + (a == choice[s] ? 1 - 1e-13 : 0);
            }
        }
        double near = 1e-10 * (1 + Matrices.largest(value) + problem.temperature()) / (1 - problem.discount());
        assertEqual(problem.evaluate(TabularPolicy.of(rows)), value, near);
    }

    private static int[] choices(RandomMdp random) {
        int[] choice = new int[random.model().states()];
        for (int s = 0; s < choice.length; s++) {
            choice[s] = random.rng().nextInt(random.model().actions());
        }
        return choice;
    }

    /**
     * Appendix B.1 reduces lemma 1 to ordinary evaluation with the reward r_π = r + E_s′[H(π(·|s′))]. As printed that is
     * wrong, in v1 by the factor γ, in v2 by γα; the reward r_π = r + γ α E_s′[H(π(·|s′))] is right.
     */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theRewardOfAppendixB1NeedsDiscountAndTemperature(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        MdpProblem problem = random.problem();
        TabularPolicy policy = random.policy();
        DMatrixRMaj soft = problem.actionValue(problem.evaluate(policy));
        double factor = problem.discount() * problem.temperature();
        double slack = slack(problem, soft, problem.model().rewards());
        assertEqual(ordinaryValue(problem, policy, factor), soft, slack);
        // as printed every state's value is off by (1 − γα) E Σ γᵗ H(π(·|sₜ₊₁))
        DMatrixRMaj entropy = ordinaryValue(problem, policy, 1);
        double error = Math.abs(1 - factor) * distance(entropy, ordinaryValue(problem, policy, 0));
        assertThat(distance(entropy, soft)).isCloseTo(error, within(slack + slack(problem, entropy)));
    }

    /** As printed it fails in the smallest case: one state, two actions, no reward, α = 1. */
    @Test
    void theRewardOfAppendixB1FailsAsPrinted() {
        MdpProblem problem =
                new MdpProblem(FiniteMdp.of(new double[][][] {{{1}, {1}}}, new double[][] {{0, 0}}), .5, 1);
        TabularPolicy uniform = TabularPolicy.uniform(1, 2);
        double soft = problem.actionValue(problem.evaluate(uniform)).get(0);
        assertThat(soft).isCloseTo(Math.log(2), within(1e-15)); // γ log 2/(1 − γ)
        assertThat(ordinaryValue(problem, uniform, 1).get(0)).isCloseTo(2 * Math.log(2), within(1e-15));
        assertThat(ordinaryValue(problem, uniform, .5).get(0)).isCloseTo(soft, within(1e-15));
    }

    /** Q of a policy without entropy, for the reward r + factor · E_s′[H(π(·|s′))]. */
    private static DMatrixRMaj ordinaryValue(MdpProblem problem, TabularPolicy policy, double factor) {
        FiniteMdp model = problem.model();
        double[][] rewards = new double[model.states()][model.actions()];
        for (int s = 0; s < model.states(); s++) {
            for (int a = 0; a < model.actions(); a++) {
                double entropy = 0;
                for (int next = 0; next < model.states(); next++) {
                    entropy += model.probability(s, a, next) * policy.entropy(next);
                }
                rewards[s][a] = model.reward(s, a) + factor * entropy;
            }
        }
        MdpProblem ordinary = new MdpProblem(model.withRewards(rewards), problem.discount(), 0);
        return ordinary.actionValue(ordinary.evaluate(policy));
    }
}
