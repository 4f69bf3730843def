package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** The slopes at the kinks themselves are what the operations document. */
final class KinksTest {
    private static double[] slopes(Precision precision, UnaryOperator<Tensor> f, double... x) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter p = Table.row(x).parameter("p", kernels);
        tape.differentiate(f.apply(tape.parameter(p)).sum(), List.of(p));
        return Table.of(kernels, p.gradient()).values();
    }

    @ParameterizedTest
    @EnumSource
    void reluAndAbsAreFlatAtZero(Precision precision) {
        assertThat(slopes(precision, Tensor::relu, 0.0, -0.0)).containsExactly(0, 0);
        assertThat(slopes(precision, Tensor::abs, 0.0, -0.0)).containsExactly(0, 0);
        UnaryOperator<Tensor> layer =
                x -> x.affine(x.tape().constant(1), x.tape().constant(0), Activation.RELU);
        assertThat(slopes(precision, layer, 0.0)).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource
    void clampPassesTheGradientAtItsBounds(Precision precision) {
        assertThat(slopes(precision, x -> x.clamp(-1, 2), -1.5, -1, 0, 2, 2.5)).containsExactly(0, 1, 1, 1, 0);
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoEqualsTheFirstHasTheGradient(Precision precision) {
        assertThat(slopes(precision, x -> x.min(x.tape().constant(1)), 0, 1, 2)).containsExactly(1, 1, 0);
        assertThat(slopes(precision, x -> x.max(x.tape().constant(1)), 0, 1, 2)).containsExactly(0, 1, 1);
        assertThat(slopes(precision, x -> x.tape().constant(1).min(x), 0, 1, 2)).containsExactly(1, 0, 0);
        assertThat(slopes(precision, x -> x.tape().constant(1).max(x), 0, 1, 2)).containsExactly(0, 0, 1);
    }
}
