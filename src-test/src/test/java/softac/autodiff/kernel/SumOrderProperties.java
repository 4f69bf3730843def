package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Table;

/** Every sum has one documented order, compared by raw bits on numbers of very different sizes. */
final class SumOrderProperties {
    private static final Kernels[] BOTH = {TestKernels.of(Precision.FLOAT64), TestKernels.of(Precision.FLOAT32)};

    private static Table table(Kernels kernels, int rows, int columns, Random random) {
        return Table.draw(
                rows,
                columns,
                () -> Rounding.round(kernels.precision(), random.nextGaussian() * Math.scalb(1.0, random.nextInt(60))));
    }

    /** In double precision over ascending rows, then columns, rounded once. */
    @Property(tries = 300)
    void sumsRunInDoubleOverRowsThenColumns(
            @ForAll @IntRange(max = 9) int m, @ForAll @IntRange(max = 9) int n, @ForAll Random random) {
        for (Kernels k : BOTH) {
            Table x = table(k, m, n, random);
            double all = 0;
            double[] rows = new double[n];
            double[] columns = new double[m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    all += x.get(i, j);
                    rows[j] += x.get(i, j);
                    columns[i] += x.get(i, j);
                }
            }
            assertThat(sum(k, x, 1, 1)).containsExactly(Rounding.round(k.precision(), all));
            if (m > 1) {
                assertThat(sum(k, x, 1, n)).isEqualTo(rounded(k, rows));
            }
            if (n > 1) {
                assertThat(sum(k, x, m, 1)).isEqualTo(rounded(k, columns));
            }
        }
    }

    private static double[] sum(Kernels k, Table x, int rows, int columns) {
        ReshapeMatrix y = k.create(rows, columns);
        k.fill(Double.NaN, y); // overwritten
        k.sum(x.matrix(k), y);
        return k.elements(y);
    }

    private static double[] rounded(Kernels k, double[] x) {
        double[] rounded = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            rounded[i] = Rounding.round(k.precision(), x[i]);
        }
        return rounded;
    }

    /** The bias gradient: the same order, begun from what is there. */
    @Property(tries = 300)
    void columnSumsBeginFromWhatIsThere(
            @ForAll @IntRange(max = 9) int m, @ForAll @IntRange(min = 1, max = 9) int n, @ForAll Random random) {
        for (Kernels k : BOTH) {
            Table x = table(k, m, n, random);
            Table start = table(k, 1, n, random);
            ReshapeMatrix y = start.matrix(k);
            k.addColumnSums(x.matrix(k), y);
            double[] expected = start.values();
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < m; i++) {
                    expected[j] += x.get(i, j);
                }
            }
            assertThat(k.elements(y)).isEqualTo(rounded(k, expected));
        }
    }

    /** fma(slope, ȳ, x̄) with the slope rounded once, in ascending row-major order where the argument was stretched. */
    @Property(tries = 300)
    void gradientsOfStretchedArgumentsAddUpRowByRow(
            @ForAll @IntRange(max = 6) int m,
            @ForAll @IntRange(max = 6) int n,
            @ForAll boolean oneRow,
            @ForAll boolean oneColumn,
            @ForAll Random random) {
        for (Kernels k : BOTH) {
            Table a = table(k, oneRow ? 1 : m, oneColumn ? 1 : n, random);
            Table b = table(k, m, n, random);
            Table gy = table(k, m, n, random);
            Table start = table(k, a.rows(), a.columns(), random);
            ReshapeMatrix y = k.create(m, n);
            k.combine(BinaryFunction.DIVIDE, a.matrix(k), b.matrix(k), y);
            ReshapeMatrix ga = start.matrix(k);
            k.combineGradient(BinaryFunction.DIVIDE.slopeA(), a.matrix(k), b.matrix(k), y, gy.matrix(k), ga);
            double[] expected = start.values();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    int into = (oneRow ? 0 : i) * a.columns() + (oneColumn ? 0 : j);
                    double slope = Rounding.round(k.precision(), 1 / b.get(i, j));
                    expected[into] = Rounding.fma(k.precision(), slope, gy.get(i, j), expected[into]);
                }
            }
            assertThat(k.elements(ga)).isEqualTo(expected);
        }
    }

    /** Σ x² for the norm of gradients: in double precision. */
    @Property(tries = 200)
    void sumOfSquares(@ForAll @IntRange(max = 9) int m, @ForAll @IntRange(max = 9) int n, @ForAll Random random) {
        for (Kernels k : BOTH) {
            Table x = table(k, m, n, random);
            double expected = 0;
            for (double xi : x.values()) {
                expected += xi * xi;
            }
            assertThat(k.sumOfSquares(x.matrix(k))).isEqualTo(expected);
        }
    }
}
