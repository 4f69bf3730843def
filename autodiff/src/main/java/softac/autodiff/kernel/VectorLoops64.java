// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;
import static softac.autodiff.kernel.VectorReal64.LANES;
import static softac.autodiff.kernel.VectorReal64.SPECIES;
import static softac.autodiff.kernel.VectorReal64.WIDE_LANES;
import static softac.autodiff.kernel.VectorReal64.wide;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Elementwise loops and sums in lanes, over elements {@code from … to − 1}; what is left over is done one by one. */
final class VectorLoops64 {
    private VectorLoops64() {}

    /** y = max(x, 0). */
    static void relu(@Real double[] x, @Real double[] y, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i);
            xi.blend(real(0), xi.compare(VectorOperators.LE, real(0))).intoArray(y, i); // −0 becomes 0, NaN stays
        }
        for (; i < to; i++) {
            y[i] = Math.max(x[i], 0);
        }
    }

    /** g ← [y > 0] g. */
    static void reluMask(@Real double[] y, @Real double[] g, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector gi = DoubleVector.fromArray(SPECIES, g, i);
            gi.mul(real(0))
                    .blend(gi, DoubleVector.fromArray(SPECIES, y, i).compare(VectorOperators.GT, real(0)))
                    .intoArray(g, i);
        }
        for (; i < to; i++) {
            g[i] = y[i] > 0 ? g[i] : 0 * g[i];
        }
    }

    /** Whether all are finite: 0 · x is 0 for those and NaN for the others. */
    static boolean allFinite(@Real double[] x, int size, @Real double[] scratch) {
        int i = 0;
        DoubleVector sum = DoubleVector.broadcast(SPECIES, 0);
        for (; i <= size - LANES; i += LANES) {
            sum = DoubleVector.fromArray(SPECIES, x, i).fma(DoubleVector.broadcast(SPECIES, 0), sum);
        }
        sum.intoArray(scratch, 0);
        @Real double rest = 0;
        for (int j = 0; j < LANES; j++) {
            rest += scratch[j];
        }
        for (; i < size; i++) {
            rest += 0 * x[i];
        }
        return rest == 0;
    }

    /**
     * y(j) += Σ_i x(i, j) in double precision, rows ascending, for the n columns of m rows.
     *
     * @param sums scratch of n numbers
     */
    static void addColumnSums(int m, int n, @Real double[] x, @Real double[] y, double[] sums) {
        for (int j = 0; j < n; j++) {
            sums[j] = y[j];
        }
        for (int i = 0; i < m; i++) {
            int last = Math.min(n - WIDE_LANES, (m - i) * n - LANES);
            int j = 0;
            for (; j <= last; j += WIDE_LANES) {
                wide(x, i * n + j).add(wide(sums, j)).intoArray(sums, j);
            }
            for (; j < n; j++) {
                sums[j] += x[i * n + j];
            }
        }
        for (int j = 0; j < n; j++) {
            y[j] = real(sums[j]);
        }
    }

    /** y ← take · x + keep · y. */
    static void average(@Real double take, @Real double keep, @Real double[] x, @Real double[] y, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, i)
                    .mul(take)
                    .add(DoubleVector.fromArray(SPECIES, y, i).mul(keep))
                    .intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = take * x[i] + keep * y[i];
        }
    }
}
