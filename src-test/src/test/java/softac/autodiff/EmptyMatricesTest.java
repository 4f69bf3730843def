package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** What each operation does on an empty matrix is what {@link Ops} and {@link Tensor} document. */
final class EmptyMatricesTest {
    private static void expect(Tensor y, int rows, int columns, double element) {
        assertThat(y.rows()).isEqualTo(rows);
        assertThat(y.columns()).isEqualTo(columns);
        double[] elements = new double[rows * columns];
        Arrays.fill(elements, element);
        assertThat(Table.of(y).values()).isEqualTo(elements);
    }

    @ParameterizedTest
    @EnumSource
    void reductions(Precision precision) {
        Tape tape = new Tape(TestKernels.of(precision));
        Tensor noRows = tape.constant(0, 3, () -> 1);
        Tensor noColumns = tape.constant(2, 0, () -> 1);
        expect(noRows.sum(), 1, 1, 0);
        expect(noColumns.sum(), 1, 1, 0);
        expect(noRows.sumRows(), 1, 3, 0);
        expect(noRows.sumColumns(), 0, 1, 0);
        expect(noColumns.sumRows(), 1, 0, 0);
        expect(noColumns.sumColumns(), 2, 1, 0);
        expect(noRows.mean(), 1, 1, Double.NaN);
        expect(noRows.meanRows(), 1, 3, Double.NaN);
        expect(noColumns.meanColumns(), 2, 1, Double.NaN);
        expect(noColumns.logSumExp(), 2, 1, Double.NEGATIVE_INFINITY);
        expect(noRows.logSumExp(), 0, 1, 0);
    }

    @ParameterizedTest
    @EnumSource
    void productsOverAnInnerSizeOfZero(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Tensor x = tape.constant(2, 0, () -> 1);
        Tensor w = tape.constant(0, 3, () -> 1);
        expect(x.matmul(w), 2, 3, 0);
        expect(w.matmul(tape.constant(3, 2, () -> 1)), 0, 2, 0);
        Parameter b = Table.row(0.5, 0.5, 0.5).parameter("b", kernels);
        Tensor y = x.affine(w, tape.parameter(b), Activation.RELU);
        expect(y, 2, 3, 0.5);
        tape.differentiate(y.sum(), List.of(b));
        assertThat(Table.of(kernels, b.gradient()).values()).containsExactly(2, 2, 2);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchOfNothing(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter w = Table.of(new double[] {1, 2}, new double[] {3, 4}).parameter("w", kernels);
        Parameter b = Table.row(5, 6).parameter("b", kernels);
        kernels.fill(9, w.gradient());
        kernels.fill(9, b.gradient());
        Tensor x = tape.constant(0, 2, () -> 1);
        Tensor y = x.affine(tape.parameter(w), tape.parameter(b), Activation.TANH)
                .add(tape.parameter(b))
                .concat(x)
                .columns(1, 3);
        expect(y, 0, 2, 0);
        expect(y.transpose(), 2, 0, 0);
        tape.differentiate(y.sum(), List.of(w, b));
        assertThat(Table.of(kernels, w.gradient()).values()).containsOnly(0);
        assertThat(Table.of(kernels, b.gradient()).values()).containsOnly(0);
    }
}
