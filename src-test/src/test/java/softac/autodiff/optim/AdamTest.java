package softac.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.Worst;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** Adam against PyTorch's formula, evaluated with NumPy in float64 on a small case with a huge and a tiny gradient. */
final class AdamTest {
    private static final double[] NO_CLIPPING = {
        0.9906916975873445, -1.9893235649207834, 0.49361186400612544, 2.997272727272727, 0.23393233821389428
    };
    private static final double[] CLIPPED_TO_A_HALF = {
        1.0009593688730687, -1.985044190616567, 0.49361186422719583, 2.9991754094787724, 0.24059370193323654
    };
    private static final double[] OTHER_SETTINGS = {
        0.9027609596430979, -1.9569028925256648, 0.4059311398102917, 2.9999997000003003, 0.12761925299578689
    };

    private static final Table[][] GRADIENTS = {
        {Table.of(new double[] {0.1, -0.2}, new double[] {0, 1e-9}), Table.scalar(2)},
        {Table.of(new double[] {-0.3, 0.05}, new double[] {0, 1e-9}), Table.scalar(-1)},
        {Table.of(new double[] {0.7, 0.4}, new double[] {1e3, 1e-9}), Table.scalar(0.5)}
    };

    private static List<Parameter> parameters(Kernels kernels) {
        return List.of(
                Table.of(new double[] {1, -2}, new double[] {0.5, 3}).parameter("w", kernels),
                Table.scalar(0.25).parameter("b", kernels));
    }

    /** All elements of all parameters, one after the other, after three steps. */
    private static double[] afterThreeSteps(Precision precision, Adam.Settings settings) {
        Kernels kernels = TestKernels.of(precision);
        List<Parameter> parameters = parameters(kernels);
        Adam adam = new Adam(kernels, parameters, settings);
        for (Table[] gradients : GRADIENTS) {
            for (int n = 0; n < gradients.length; n++) {
                kernels.load(gradients[n].values(), parameters.get(n).gradient());
            }
            adam.step();
        }
        return elements(kernels, parameters);
    }

    private static double[] elements(Kernels kernels, List<Parameter> parameters) {
        return parameters.stream()
                .flatMapToDouble(p -> Arrays.stream(Table.of(kernels, p.value()).values()))
                .toArray();
    }

    private static void assertClose(double[] given, double[] expected, double tolerance) {
        assertThat(given).hasSameSizeAs(expected);
        for (int n = 0; n < given.length; n++) {
            assertThat(Worst.error(given[n], expected[n])).as("element %d", n).isLessThanOrEqualTo(tolerance);
        }
    }

    @Test
    void threeStepsAreThoseOfPyTorch() {
        assertClose(afterThreeSteps(Precision.FLOAT64, Adam.Settings.of(0.01)), NO_CLIPPING, 1e-15);
        assertClose(afterThreeSteps(Precision.FLOAT32, Adam.Settings.of(0.01)), NO_CLIPPING, 1e-6);
    }

    @Test
    void clippingIsThatOfClipGradNorm() {
        Adam.Settings clipped = Adam.Settings.of(0.01).withMaxGradientNorm(0.5);
        assertClose(afterThreeSteps(Precision.FLOAT64, clipped), CLIPPED_TO_A_HALF, 1e-15);
        assertClose(afterThreeSteps(Precision.FLOAT32, clipped), CLIPPED_TO_A_HALF, 1e-6);
    }

    @Test
    void allFourNumbersCount() {
        Adam.Settings other = new Adam.Settings(0.1, 0.5, 0.9, 1e-3, Double.POSITIVE_INFINITY);
        assertClose(afterThreeSteps(Precision.FLOAT64, other), OTHER_SETTINGS, 1e-15);
        assertClose(afterThreeSteps(Precision.FLOAT32, other), OTHER_SETTINGS, 1e-6);
    }

    /** factor = max / (‖g‖ + 1e-6): (3, 4) has norm 5. */
    @ParameterizedTest
    @EnumSource
    void gradientsAreScaledDownTogetherAndNeverUp(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Parameter a = Table.scalar(0).parameter("a", kernels);
        Parameter b = Table.scalar(0).parameter("b", kernels);
        for (double[] norms : new double[][] {{2, 2 / (5 + 1e-6)}, {5, 5 / (5 + 1e-6)}, {5.1, 1}, {1e30, 1}}) {
            kernels.fill(3, a.gradient());
            kernels.fill(4, b.gradient());
            new Adam(kernels, List.of(a, b), Adam.Settings.of(0).withMaxGradientNorm(norms[0])).step();
            assertThat(Worst.error(kernels.get(a.gradient(), 0, 0), 3 * norms[1]))
                    .isLessThan(1e-7);
            assertThat(Worst.error(kernels.get(b.gradient(), 0, 0), 4 * norms[1]))
                    .isLessThan(1e-7);
        }
    }

    @Test
    void minimizeDifferentiatesAndSteps() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter w = Table.row(3, -1).parameter("w", kernels);
        Parameter other = Table.scalar(1).parameter("other", kernels);
        Adam adam = new Adam(kernels, List.of(w), Adam.Settings.of(0.1));
        long version = w.version();
        for (int n = 0; n < 500; n++) {
            tape.begin();
            adam.minimize(
                    "bowl",
                    tape.parameter(w).sub(1).square().mul(tape.parameter(other)).sum());
        }
        assertClose(Table.of(kernels, w.value()).values(), new double[] {1, 1}, 1e-3);
        assertThat(w.version()).isEqualTo(version + 500);
        assertThat(kernels.get(other.value(), 0, 0)).isEqualTo(1);
        assertThat(other.version()).isEqualTo(1);
        assertThat(adam.parameters()).containsExactly(w);
    }

    @Test
    void afterAStepTheOldRecordingIsRefused() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter w = Table.scalar(3).parameter("w", kernels);
        Adam adam = new Adam(kernels, List.of(w), Adam.Settings.of(0.1));
        Tensor loss = tape.parameter(w).square();
        adam.minimize("loss", loss);
        assertThatThrownBy(() -> adam.minimize("loss", loss))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("parameter w changed");
    }
}
