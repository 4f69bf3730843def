package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;

/** A copy of an agent in the other precision: every number of its state, and nothing shared. */
final class CopyTest {
    /** name → numbers, of either precision. */
    private record Numbers(Kernels kernels, Map<String, Object> all) implements StateVisitor {
        @Override
        public void longs(String name, long[] words) {
            all.put(name, words.clone());
        }

        @Override
        public void doubles(String name, double[] values) {
            all.put(name, values.clone());
        }

        @Override
        public void matrix(String name, ReshapeMatrix matrix) {
            all.put(name, kernels.elements(matrix));
        }
    }

    private static Map<String, Object> numbers(SacAgent agent) {
        Numbers numbers = new Numbers(agent.kernels(), new LinkedHashMap<>());
        agent.state(numbers);
        return numbers.all;
    }

    private static void learn(SacAgent agent, int updates) {
        for (int n = 0; n < updates; n++) {
            agent.update(
                    Agents.batch(agent.kernels(), Agents.BATCH, Seed.of(n)),
                    Seed.of(100 + n).rng());
        }
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void hasEveryNumberAndSharesNothing(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        learn(agent, 3);
        Map<String, Object> before = numbers(agent);
        SacAgent copy = agent.copy(TestKernels.of(Precision.FLOAT64));
        assertThat(copy).hasSameClassAs(agent);
        assertThat(copy.updates()).isEqualTo(3);
        assertThat(numbers(copy)).usingRecursiveComparison().isEqualTo(before);
        learn(copy, 1);
        assertThat(numbers(copy)).usingRecursiveComparison().isNotEqualTo(before);
        assertThat(numbers(agent)).usingRecursiveComparison().isEqualTo(before);
    }

    /** In the same precision the copy goes on as the agent does. */
    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void goesOnAsTheAgentDoes(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        learn(agent, 3);
        SacAgent copy = agent.copy(kind.kernels());
        learn(agent, 2);
        learn(copy, 2);
        assertThat(numbers(copy)).usingRecursiveComparison().isEqualTo(numbers(agent));
    }
}
