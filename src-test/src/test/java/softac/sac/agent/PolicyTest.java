package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Parameter;
import softac.autodiff.random.Seed;
import softac.sac.env.Box;

/** A policy knows its box and its settings; one that does not fit them, or has diverged, is refused. */
class PolicyTest {
    @Test
    void aBoxOrSettingsOfOtherSizesAreRefused() {
        SacConfig config = Agents.small();
        SquashedGaussianPolicy network = Agents.v2(config).policy();
        for (int m : new int[] {1, 3}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Policy(Agents.float64(), network, config, Box.symmetric(m, 1)))
                    .withMessage("policy: a network of 2 actions and a box of " + m + ": must be equal");
        }
        for (SacConfig other :
                new SacConfig[] {config.withHidden(6), config.withHidden(6, 4), config.withHidden(5, 6)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Policy(Agents.float64(), network, other, Agents.ACTIONS));
        }
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void itSaysInWhatItComputesAndWhereItActs(Agents.Kind kind) {
        SacConfig config = kind.config().withLogStdBounds(-3, 1);
        Policy policy = kind.agent(config, Seed.of(1)).snapshot();
        assertThat(policy.precision()).isEqualTo(kind.precision());
        assertThat(policy.config()).isEqualTo(config);
        assertThat(policy.actions()).isEqualTo(Agents.ACTIONS);
        assertThat(policy.network().observationSize()).isEqualTo(Agents.OBSERVATION);
        assertThat(policy.network().actionSize()).isEqualTo(Agents.ACTIONS.size());
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void aParameterThatIsNotFiniteIsRefused(Agents.Kind kind) {
        int count = kind.agent().policy().parameters().size();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (int n = 0; n < count; n++) {
                for (int last : new int[] {0, 1}) {
                    SacAgent agent = kind.agent();
                    Parameter parameter = agent.policy().parameters().get(n);
                    int column = last * (parameter.value().getNumCols() - 1);
                    kind.kernels().set(parameter.value(), 0, column, bad);
                    parameter.changed();
                    assertFails(agent::snapshot, parameter + " is not finite");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void aDivergedPolicyDoesNotAct(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        Actor early = agent.snapshot().actor();
        for (Parameter parameter : agent.policy().parameters()) {
            kind.kernels().fill(Double.NaN, parameter.value());
            parameter.changed();
        }
        double[] action = new double[2];
        assertFails(() -> agent.act(new double[3], action), "diverged");
        assertFails(() -> agent.act(new double[3], () -> 0, action), "diverged");
        assertThat(Agents.ACTIONS.contains(action)).isTrue(); // untouched: zeros
        early.act(new double[3], action);
        assertThat(action[0]).isNotZero();
    }

    private static void assertFails(ThrowingCallable call, String message) {
        assertThatExceptionOfType(NumericalFailure.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
