package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Table;

/** The loops that move and reduce numbers, in both precisions, by literal values. */
final class KernelsTest {
    private static Table counting(int rows, int columns) {
        double[] next = {0};
        return Table.draw(rows, columns, () -> ++next[0]);
    }

    private static Table table(Kernels k, ReshapeMatrix x) {
        return Table.of(k, x);
    }

    @Test
    void thePrecisionDecidesTheMatrix() {
        assertThat(TestKernels.of(Precision.FLOAT64).create(2, 3)).isInstanceOf(DMatrixRMaj.class);
        assertThat(TestKernels.of(Precision.FLOAT32).create(2, 3)).isInstanceOf(FMatrixRMaj.class);
        assertThat(Precision.of(new DMatrixRMaj(1, 1))).isEqualTo(Precision.FLOAT64);
        assertThat(Precision.of(new FMatrixRMaj(1, 1))).isEqualTo(Precision.FLOAT32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Precision.of(new DMatrixSparseCSC(1, 1)))
                .withMessageContainingAll("DMatrixSparseCSC", "DMatrixRMaj", "FMatrixRMaj");
    }

    /** Surefire says so in the run in lanes, src-test/pom.xml: without the module it would repeat the other run. */
    @Test
    void thisIsTheFamilyThatTheRunIsToTest() {
        assertThat(TestKernels.LANES).isEqualTo(Boolean.getBoolean("softac.lanes"));
    }

    @ParameterizedTest
    @EnumSource
    void aNewMatrixIsZero(Precision precision) {
        try (Kernels k = TestKernels.of(precision)) {
            assertThat(k.precision()).isEqualTo(precision);
            assertThat(k.family()).matches(TestKernels.LANES ? "vector-(128|256|512)" : "scalar");
            assertThat(table(k, k.create(2, 3)).values()).hasSize(6).containsOnly(0);
            assertThat(table(k, k.create(0, 3)).values()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void elementsAreReadAndWrittenRowByRow(Precision precision) {
        Kernels k = TestKernels.of(precision);
        ReshapeMatrix x = counting(2, 3).matrix(k);
        assertThat(k.get(x, 1, 2)).isEqualTo(6);
        k.set(x, 0, 1, 0.1);
        assertThat(table(k, x).values()).containsExactly(1, Rounding.round(precision, 0.1), 3, 4, 5, 6);
        k.fill(7, x);
        assertThat(table(k, x).values()).containsOnly(7);
        double[] next = {0};
        k.fill(() -> next[0]--, x);
        assertThat(table(k, x).values()).containsExactly(0, -1, -2, -3, -4, -5);
        ReshapeMatrix y = k.create(2, 3);
        k.copy(x, y);
        assertThat(table(k, y).values()).isEqualTo(table(k, x).values());
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrittenBeyondTheShape(Precision precision) {
        Kernels k = TestKernels.of(precision);
        ReshapeMatrix x = k.create(4, 4);
        k.fill(9, x);
        x.reshape(2, 3);
        k.fill(1, x);
        k.fill(() -> 2, x);
        k.load(new double[] {3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, x);
        k.copy(counting(5, 5).map(v -> 3).matrix(k), x);
        k.scale(2, x);
        x.reshape(4, 4);
        double[] all = table(k, x).values();
        assertThat(Arrays.copyOf(all, 6)).containsOnly(6);
        assertThat(Arrays.copyOfRange(all, 6, 16)).containsOnly(9);
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreGatheredFromATableOfRecords(Precision precision) {
        Kernels k = TestKernels.of(precision);
        float[] records = {0, 1, 2, 10, 11, 12, 20, 21, 22};
        ReshapeMatrix y = k.create(4, 2);
        k.gather(records, 3, 1, new int[] {2, 0, 2, 1, 99}, y);
        assertThat(table(k, y).values()).containsExactly(21, 22, 1, 2, 21, 22, 11, 12);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstNonFiniteElementIsFound(Precision precision) {
        Kernels k = TestKernels.of(precision);
        double largest = precision == Precision.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (int at = 0; at < 6; at++) {
                ReshapeMatrix x =
                        counting(2, 3).map(v -> v % 2 == 0 ? largest : -largest).matrix(k);
                assertThat(k.firstNonFinite(x)).isEqualTo(-1);
                k.set(x, at / 3, at % 3, bad);
                assertThat(k.firstNonFinite(x)).isEqualTo(at);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnsAreCopiedAndAdded(Precision precision) {
        Kernels k = TestKernels.of(precision);
        ReshapeMatrix x = counting(2, 3).matrix(k);
        ReshapeMatrix y = k.create(2, 4);
        k.fill(100, y);
        k.copyColumns(x, 1, 2, y, 2);
        assertThat(table(k, y).values()).containsExactly(100, 100, 2, 3, 100, 100, 5, 6);
        k.addColumns(x, 0, 2, y, 1);
        assertThat(table(k, y).values()).containsExactly(100, 101, 4, 3, 100, 104, 10, 6);
    }

    @ParameterizedTest
    @EnumSource
    void aMaskNeedsTheOutputAlone(Precision precision) {
        Kernels k = TestKernels.of(precision);
        ReshapeMatrix y = Table.row(0, 2, 0.5, Double.NaN).matrix(k);
        ReshapeMatrix g = Table.row(3, 3, 3, 3).matrix(k);
        k.mask(Function.RELU, y, g);
        assertThat(table(k, g).values()).containsExactly(0, 3, 3, 0);
        ReshapeMatrix t = Table.row(0, 1, 0.5, -0.5).matrix(k);
        ReshapeMatrix h = Table.row(4, 4, 4, -4).matrix(k);
        k.mask(Function.TANH, t, h);
        assertThat(table(k, h).values()).containsExactly(4, 0, 3, -3);
        ReshapeMatrix bad = Table.row(Double.NaN, Double.NaN).matrix(k);
        k.mask(Function.RELU, Table.row(0, 1).matrix(k), bad);
        assertThat(table(k, bad).values()).as("a gradient of NaN survives").containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @EnumSource
    void applyMayWorkInPlace(Precision precision) {
        Kernels k = TestKernels.of(precision);
        for (Function f : new Function[] {Function.RELU, Function.SQUARE}) {
            ReshapeMatrix x = Table.row(-2, 0, 3).matrix(k);
            ReshapeMatrix y = k.create(1, 3);
            k.apply(f, x, y);
            k.apply(f, x, x);
            assertThat(table(k, x).values()).isEqualTo(table(k, y).values());
        }
    }

    /** log(e^1000 + e^1000) would overflow, log(e^−1000 + e^−1000) would underflow. */
    @ParameterizedTest
    @EnumSource
    void logSumExpNeitherOverflowsNorUnderflows(Precision precision) {
        Kernels k = TestKernels.of(precision);
        double log2 = StrictMath.log(2);
        double inf = Double.POSITIVE_INFINITY;
        ReshapeMatrix x = Table.of(
                        new double[] {1000, 1000},
                        new double[] {-1000, -1000},
                        new double[] {1, -inf},
                        new double[] {-inf, -inf},
                        new double[] {inf, 1},
                        new double[] {Double.NaN, inf})
                .matrix(k);
        ReshapeMatrix y = k.create(6, 1);
        k.logSumExp(x, y);
        assertThat(table(k, y).values())
                .containsExactly(
                        Rounding.round(precision, 1000 + log2),
                        Rounding.round(precision, -1000 + log2),
                        1,
                        -inf,
                        inf,
                        Double.NaN);
    }
}
