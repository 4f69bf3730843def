package softac.autodiff.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Activation;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;

final class MlpTest {
    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    /** relu(x·W₀ + b₀)·W₁ + b₁ by hand: hidden (1·1 + 2·3 − 1, relu(1·(−2) + 2·0 + 1)) = (6, 0). */
    @Test
    void theActivationStandsAfterEveryLayerButTheLast() {
        Mlp net = new Mlp("net", kernels, Activation.RELU, 2, 2, 1);
        double[][] values = {{1, -2, 3, 0}, {-1, 1}, {2, 5}, {-100}};
        for (int n = 0; n < values.length; n++) {
            kernels.load(values[n], net.parameters().get(n).value());
        }
        Tensor y = net.apply(tape.constant(Table.row(1, 2).matrix(kernels)));
        assertThat(y.item()).isEqualTo(6 * 2 + 0 * 5 - 100);
    }

    @ParameterizedTest
    @EnumSource
    void itsGradientPassesTheCheck(Activation hidden) {
        Mlp net = new Mlp("net", kernels, hidden, 3, 5, 4, 2)
                .initialize(Initializer.PYTORCH, kernels, Seed.of(5).rng());
        Table x = Table.of(new double[] {0.5, -1, 2}, new double[] {1, 0.3, -0.7});
        GradientCheck.full().run(tape, net.parameters(), () -> net.apply(tape.constant(x.matrix(kernels))))
                .assertAgrees();
    }

    @Test
    void parametersAreNamedLayerByLayer() {
        Mlp net = new Mlp("pi", kernels, Activation.TANH, 3, 64, 32, 2);
        assertThat(net.parameters())
                .extracting(Parameter::toString)
                .containsExactly(
                        "pi.0.weight (3×64)",
                        "pi.0.bias (1×64)",
                        "pi.1.weight (64×32)",
                        "pi.1.bias (1×32)",
                        "pi.2.weight (32×2)",
                        "pi.2.bias (1×2)");
        assertThat(net.sizes()).containsExactly(3, 64, 32, 2);
        assertThat(net.hidden()).isEqualTo(Activation.TANH);
        net.sizes()[0] = 99;
        assertThat(net.sizes()[0]).isEqualTo(3);
    }

    @Test
    void itsStateIsItsParametersInOrder() {
        Mlp net = new Mlp("pi", kernels, Activation.TANH, 3, 4, 2);
        List<String> names = new ArrayList<>();
        new Scope(names).part("policy", net);
        assertThat(names)
                .containsExactly("policy.pi.0.weight", "policy.pi.0.bias", "policy.pi.1.weight", "policy.pi.1.bias");
    }

    private record Scope(List<String> names) implements StateVisitor {
        @Override
        public void longs(String name, long[] words) {
            throw new AssertionError(name);
        }

        @Override
        public void doubles(String name, double[] values) {
            throw new AssertionError(name);
        }

        @Override
        public void matrix(String name, ReshapeMatrix matrix) {
            names.add(name);
        }
    }

    @Test
    void withoutHiddenLayersItIsAffine() {
        Mlp net = new Mlp("net", kernels, Activation.RELU, 2, 1);
        kernels.load(new double[] {1, 1}, net.parameters().get(0).value());
        assertThat(net.apply(tape.constant(Table.row(-3, 1).matrix(kernels))).item())
                .isEqualTo(-2);
    }

    @Test
    void sizesThatAreNoNetworkAreRefused() {
        for (int[] sizes : new int[][] {{}, {3}, {3, 0}, {0, 3}, {3, -1, 2}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Mlp("net", kernels, Activation.RELU, sizes))
                    .withMessageContaining("net: sizes " + Arrays.toString(sizes));
        }
    }

    @Test
    void inputsOfTheWrongWidthAreRefused() {
        Mlp net = new Mlp("net", kernels, Activation.RELU, 3, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.apply(tape.constant(Table.row(1, 2).matrix(kernels))))
                .withMessage("affine: (1×2)·(3×2): inner sizes 2 and 3 differ");
    }

    @Test
    void activationsHaveNames() {
        assertThat(Activation.named("relu")).isEqualTo(Activation.RELU);
        assertThat(Activation.named("tanh")).isEqualTo(Activation.TANH);
        assertThat(Activation.named("none")).isEqualTo(Activation.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.named("gelu"))
                .withMessage("unknown activation 'gelu': use none, relu or tanh");
    }
}
