package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.sac.theory.FiniteMdp;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.SoftChain;
import softac.sac.theory.TabularPolicy;

/** Chapter 1. */
final class ObjectiveExercisesTest {
    private static final FiniteMdp CHAIN = SoftChain.of(5);
    /** One state with two actions; it leads back to itself. */
    private static final FiniteMdp BANDIT = FiniteMdp.of(new double[][][] {{{1}, {1}}}, new double[][] {{1, 0}});

    /**
     * (1 − γ) J(p) = p + α H(p). Its derivative 1 + α log((1 − p)/p) is 0 at p = 1/(1 + e^(−1/α)), and it falls from +∞ to −∞.
     */
    @ParameterizedTest
    @CsvSource({"0.1, 0", "0.5, 0.9", "1, 0.5", "10, 0.99"})
    @DisplayName("1.1: the best policy of a bandit")
    void theBestPolicyOfABandit(double alpha, double discount) {
        MdpProblem problem = new MdpProblem(BANDIT, discount, alpha);
        double best = 1 / (1 + Math.exp(-1 / alpha));
        double most = worth(problem, best);
        double entropy = -best * Math.log(best) - (1 - best) * Math.log(1 - best);
        assertThat(most * (1 - discount)).isCloseTo(best + alpha * entropy, within(1e-12));
        for (int i = 0; i <= 1000; i++) {
            double p = i / 1000.0;
            assertThat(worth(problem, p)).isLessThanOrEqualTo(most + 1e-12 * most);
            if (Math.abs(p - best) > 0.01) {
                assertThat(worth(problem, p)).isLessThan(most);
            }
        }
    }

    private static double worth(MdpProblem problem, double p) {
        return problem.objective(TabularPolicy.of(new double[] {p, 1 - p}), 1);
    }

    /** Each step brings ½ + α log 2, and Σ γᵗ = 10. */
    @Test
    @DisplayName("1.2: J of the uniform policy")
    void theObjectiveOfTheUniformPolicy() {
        double j = new MdpProblem(BANDIT, 0.9, 0.5).objective(TabularPolicy.uniform(1, 2), 1);
        assertThat(j).isCloseTo(10 * (0.5 + 0.5 * Math.log(2)), within(1e-13));
    }

    /** w = 1, 1 + γ, 1 + γ + γ², then times γ: 1, 1.5, 1.75, 0.875, 0.4375. A reward at state l alone shows w_l. */
    @Test
    @DisplayName("1.3: the weights of the sum over visited states")
    void theWeightsOfTheSumOverVisitedStates() {
        double[] weights = {1, 1.5, 1.75, 0.875, 0.4375};
        int states = weights.length + 1;
        double[][][] onwards = new double[states][1][states];
        for (int s = 0; s < states; s++) {
            onwards[s][0][Math.min(s + 1, states - 1)] = 1;
        }
        double[] start = new double[states];
        start[0] = 1;
        for (int l = 0; l < weights.length; l++) {
            double[][] rewards = new double[states][1];
            rewards[l][0] = 1;
            MdpProblem problem = new MdpProblem(FiniteMdp.of(onwards, rewards), 0.5, 1);
            assertThat(problem.objectiveOverVisits(3, TabularPolicy.uniform(states, 1), start))
                    .as("w_%d", l)
                    .isCloseTo(weights[l], within(1e-15));
        }
    }

    /** In (1 − γ) Σ γᵗ Pr(sₜ = s) take the term t = 0 apart; in the others Pr(sₜ₊₁ = s) = Σ Pr(sₜ = s′) P_π(s′, s). */
    @Test
    @DisplayName("1.4: where occupancy comes from")
    void occupancyFlows() {
        double discount = 0.9;
        TabularPolicy policy = TabularPolicy.of(
                new double[] {.3, .7},
                new double[] {.5, .5},
                new double[] {.9, .1},
                new double[] {.2, .8},
                new double[] {1, 0});
        double[] start = {.5, .2, 0, .3, 0};
        DMatrixRMaj d = new MdpProblem(CHAIN, discount, 1).occupancy(policy, start);
        for (int s = 0; s < start.length; s++) {
            double inflow = 0;
            for (int from = 0; from < start.length; from++) {
                for (int a = 0; a < 2; a++) {
                    inflow += d.get(from) * policy.probability(from, a) * CHAIN.probability(from, a, s);
                }
            }
            assertThat(d.get(s)).isCloseTo((1 - discount) * start[s] + discount * inflow, within(1e-14));
        }
    }
}
