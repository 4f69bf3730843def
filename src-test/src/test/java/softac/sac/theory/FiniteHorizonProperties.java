package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static softac.sac.theory.Tables.assertAtMost;
import static softac.sac.theory.Tables.assertEqual;
import static softac.sac.theory.Tables.distance;
import static softac.sac.theory.Tables.slack;

import java.util.Arrays;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The backward recursion of v2 section 5. */
final class FiniteHorizonProperties {
    private static final int TRIES = 300;

    /** With one temperature Qₜ is soft Q-iteration from r after T − 1 − t sweeps, so ‖Q* − Q₀‖ ≤ γ^{T−1} ‖Q* − r‖. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void itIsActionValueIterationAndTendsToTheOptimum(@ForAll @LongRange(min = 0) long seed) {
        MdpProblem problem = new RandomMdp(seed).problem();
        double[] temperatures = new double[25];
        Arrays.fill(temperatures, problem.temperature());
        FiniteHorizon horizon = FiniteHorizon.of(problem.model(), problem.discount(), temperatures);
        DMatrixRMaj best = SoftPolicyIteration.optimum(problem).actionValue();
        double slack = slack(problem, best);
        DMatrixRMaj q = problem.model().rewards();
        double bound = distance(best, q);
        assertThat(horizon.steps()).isEqualTo(25);
        for (int t = 24; t >= 0; t--) {
            assertEqual(horizon.stage(t).actionValue(), q, slack);
            assertThat(distance(best, q)).isLessThanOrEqualTo(bound + slack);
            q = problem.optimalityBackup(q);
            bound *= problem.discount();
        }
    }

    /** Each step with a temperature of its own, γ = 1: no sequence of policies has a greater E Σ (r + αₜ H) from any state. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void noSequenceOfPoliciesIsBetter(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        FiniteMdp model = random.model();
        double[] temperatures = new double[1 + random.rng().nextInt(6)];
        Arrays.setAll(
                temperatures,
                t -> random.rng().nextInt(4) == 0
                        ? 0
                        : StrictMath.pow(10, random.rng().uniform(-3, 1)));
        FiniteHorizon horizon = FiniteHorizon.of(model, 1, temperatures);
        DMatrixRMaj optimal = new DMatrixRMaj(model.states(), 1);
        DMatrixRMaj other = optimal;
        for (int t = temperatures.length - 1; t >= 0; t--) {
            FiniteHorizon.Stage stage = horizon.stage(t);
            double slack = 1e-12 * (1 + Matrices.largest(stage.actionValue()) + temperatures[t]);
            optimal = stage.policy().softValue(model.backup(1, optimal), temperatures[t]);
            assertEqual(stage.value(), optimal, slack); // the recursion's value is that of its own policies
            TabularPolicy policy = random.rng().nextInt(2) == 0 ? stage.policy() : random.policy();
            other = policy.softValue(model.backup(1, other), temperatures[t]);
            assertAtMost(other, optimal, slack);
        }
    }

    @Test
    void theChainIsLeftAloneUntilTheEndIsInReach() {
        // 3 steps, 5 states: from states 0 and 1 nothing can be gained, so both actions are equally likely
        FiniteHorizon horizon = FiniteHorizon.of(SoftChain.of(5), 1, .5, .5, .5);
        assertThat(horizon.stage(0).policy().probability(0, 1)).isEqualTo(.5);
        assertThat(horizon.stage(0).policy().probability(1, 1)).isEqualTo(.5);
        assertThat(horizon.stage(0).policy().probability(2, 1)).isGreaterThan(.5);
        // the last step: V = α log(1 + e^{1/α}) in the last state, α log 2 in all others
        assertThat(horizon.stage(2).value().get(4)).isCloseTo(.5 * Math.log(1 + Math.exp(2)), within(1e-15));
        assertThat(horizon.stage(2).value().get(3)).isCloseTo(.5 * Math.log(2), within(1e-15));
        assertThat(FiniteHorizon.of(SoftChain.of(5), 1).steps()).isZero();
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        for (double bad : new double[] {-.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> FiniteHorizon.of(SoftChain.of(2), bad, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mdp: discount " + bad + " given; it must be in [0, 1]");
        }
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> FiniteHorizon.of(SoftChain.of(2), 1, 1, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mdp: temperature " + bad + " of step 1 given; it must be at least 0 and finite");
        }
    }
}
