package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain of five states at γ = 0.9; the numbers were computed independently (NumPy). */
class SoftChainTest {
    private static final FiniteMdp CHAIN = SoftChain.of(5);

    @Test
    void theOptimumIsTheKnownOne() {
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(new MdpProblem(CHAIN, .9, .5));
        assertValues(optimum.value(), 5e-11, 6.8485630276, 7.4465861454, 8.2295538948, 9.1171395163, 10.1116978642);
        double[] right = {.7458200010132027, .9231391658611294, .9528891869450713, .9673229414924962, .9779081076344603
        };
        for (int s = 0; s < right.length; s++) {
            assertThat(optimum.policy().probability(s, 1)).isCloseTo(right[s], within(1e-13));
        }
        SoftPolicyIteration colder = SoftPolicyIteration.optimum(new MdpProblem(CHAIN, .9, .1));
        assertValues(colder.value(), 5e-11, 6.5611416373, 7.2900001224, 8.1000000286, 9.0000000088, 10.0000000056);
    }

    /** Towards α = 0 the values are 10 · 0.9⁴⁻ˢ, and at α = 0 they are exactly that, "right" everywhere. */
    @ParameterizedTest
    @ValueSource(doubles = {.01, .001, 0})
    void withoutTemperatureItIsTheOrdinaryOptimum(double temperature) {
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(new MdpProblem(CHAIN, .9, temperature));
        assertValues(optimum.value(), 1e-13, 6.561, 7.29, 8.1, 9, 10);
        for (int s = 0; s < 5; s++) {
            assertThat(optimum.policy().probability(s, 1)).isCloseTo(1, within(1e-13));
        }
    }

    /** V*_0(s) = γ^(n−1−s) / (1 − γ), for any n. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void ofAnyLength(int states) {
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(new MdpProblem(SoftChain.of(states), .9, 0));
        double[] expected = new double[states];
        Arrays.setAll(expected, s -> 10 * Math.pow(.9, states - 1 - s));
        assertThat(optimum.value().getNumElements()).isEqualTo(states);
        assertValues(optimum.value(), 1e-13, expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void withoutStatesThereIsNone(int states) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoftChain.of(states))
                .withMessage("chain: " + states + " states given; at least 1 is needed");
    }

    private static void assertValues(DMatrixRMaj value, double tolerance, double... expected) {
        for (int s = 0; s < expected.length; s++) {
            assertThat(value.get(s)).as("V(%d)", s).isCloseTo(expected[s], within(tolerance));
        }
    }
}
