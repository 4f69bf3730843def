// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;
import static softac.autodiff.kernel.VectorReal64.LANES;

import org.ejml.data.ReshapeMatrix;

/**
 * The hot loops in lanes of the Vector API; what is not hot is inherited. Lanes run across output elements, never along
 * an inner index, so the bits are those of the plain loops at every lane width.
 */
final class VectorKernels64 extends ScalarKernels64 {
    private static final int ROWS = VectorTile64.ROWS;

    /** Columns of the widest tile. */
    private static final int COLUMNS = VectorTile64.WIDTH * LANES;

    /** Up to so many rows a panel of B is read so seldom that packing it does not pay. */
    private static final int FEW_ROWS = 2 * ROWS;

    private final VectorElementary elementary = new VectorElementary();
    private @Real double[] packed = {};
    private double[] sums = {};
    private final @Real double[] edge = new @Real double[ROWS * COLUMNS];

    @Override
    public String family() {
        return "vector-" + VectorReal64.BITS;
    }

    // ---------------------------------------------------------------------------------------------- products

    @Override
    void product(
            int m,
            int n,
            int k,
            @Real double[] a,
            int aRow,
            int aCol,
            @Real double[] b,
            int bRow,
            int bCol,
            @Real double[] c,
            int cRow,
            @Real double[] y,
            Function f) {
        if (n == 1 && aRow == 1 && cRow == 1) { // one column: its transpose, so that lanes run across it
            product(1, m, k, b, bCol, bRow, a, aCol, aRow, c, m, y, f);
            return;
        }
        int width;
        for (int j = 0; j < n; j += width * LANES) {
            int left = n - j;
            width = left > 3 * LANES ? 4 : left > LANES ? 2 : 1;
            int columns = Math.min(left, width * LANES);
            if (bCol == 1 && columns == width * LANES && m <= FEW_ROWS) {
                panel(width, m, columns, k, a, aRow, aCol, b, j, bRow, c, j, cRow, y, n, f == Function.RELU);
            } else {
                pack(k, columns, width * LANES, b, j * bCol, bRow, bCol);
                panel(
                        width,
                        m,
                        columns,
                        k,
                        a,
                        aRow,
                        aCol,
                        packed,
                        0,
                        width * LANES,
                        c,
                        j,
                        cRow,
                        y,
                        n,
                        f == Function.RELU);
            }
        }
        if (f != Function.IDENTITY && f != Function.RELU) {
            apply(f, y, y, m * n);
        }
    }

    /** The columns j… of Y: all tiles that share a panel of B. */
    private void panel(
            int width,
            int m,
            int columns,
            int k,
            @Real double[] a,
            int aRow,
            int aCol,
            @Real double[] b,
            int b0,
            int bRow,
            @Real double[] c,
            int j,
            int cRow,
            @Real double[] y,
            int n,
            boolean relu) {
        for (int i = 0; i < m; i += ROWS) {
            int rows = Math.min(ROWS, m - i);
            int c0 = i * cRow + j;
            int y0 = i * n + j;
            if (rows == ROWS && columns == width * LANES) {
                VectorTile64.multiply(width, k, a, i * aRow, aRow, aCol, rows, b, b0, bRow, c, c0, cRow, y, y0, n);
            } else {
                copy(rows, columns, c, c0, cRow, edge, 0, COLUMNS);
                VectorTile64.multiply(
                        width, k, a, i * aRow, aRow, aCol, rows, b, b0, bRow, edge, 0, COLUMNS, edge, 0, COLUMNS);
                copy(rows, columns, edge, 0, COLUMNS, y, y0, n);
            }
            if (relu) {
                for (int r = 0; r < rows; r++) {
                    VectorLoops64.relu(y, y, y0 + r * n, y0 + r * n + columns);
                }
            }
        }
    }

    /** Lays out k rows of B(p, j) = b[b0 + p·bRow + j·bCol], padded with zeros to {@code stride} columns. */
    private void pack(int k, int columns, int stride, @Real double[] b, int b0, int bRow, int bCol) {
        if (packed.length < k * stride) {
            packed = new @Real double[k * stride];
        }
        if (bCol == 1) {
            for (int p = 0; p < k; p++) {
                System.arraycopy(b, b0 + p * bRow, packed, p * stride, columns);
            }
        } else {
            transpose(k, columns, stride, b, b0, bRow, bCol);
        }
        for (int p = 0; p < k && columns < stride; p++) {
            for (int j = columns; j < stride; j++) {
                packed[p * stride + j] = 0;
            }
        }
    }

    private void transpose(int k, int columns, int stride, @Real double[] b, int b0, int bRow, int bCol) {
        @Real double[] out = packed;
        for (int p = 0; p < k; p++) {
            int from = b0 + p * bRow;
            for (int j = 0; j < columns; j++) {
                out[p * stride + j] = b[from + j * bCol];
            }
        }
    }

    // ------------------------------------------------------------------------------------------- elementwise

    @Override
    public int firstNonFinite(ReshapeMatrix x) {
        return VectorLoops64.allFinite(data(x), size(x), edge) ? -1 : super.firstNonFinite(x);
    }

    @Override
    void apply(Function f, @Real double[] x, @Real double[] y, int size) {
        if (f == Function.RELU) {
            VectorLoops64.relu(x, y, 0, size);
        } else if (VectorElementary.has(f)) {
            elementary.apply(f, x, y, 0, size);
        } else {
            super.apply(f, x, y, size);
        }
    }

    @Override
    public void mask(Function f, ReshapeMatrix y, ReshapeMatrix gy) {
        if (f == Function.RELU) {
            VectorLoops64.reluMask(data(y), data(gy), 0, size(y));
        } else {
            super.mask(f, y, gy);
        }
    }

    @Override
    public void addColumnSums(ReshapeMatrix x, ReshapeMatrix y) {
        int n = x.getNumCols();
        if (sums.length < n) {
            sums = new double[n];
        }
        VectorLoops64.addColumnSums(x.getNumRows(), n, data(x), data(y), sums);
    }

    // ------------------------------------------------------------------------------------------- optimisation

    @Override
    public void average(double tau, ReshapeMatrix x, ReshapeMatrix y) {
        VectorLoops64.average(real(tau), real(1 - tau), data(x), data(y), 0, size(y));
    }

    @Override
    public void adam(
            double stepSize,
            double rootBiasCorrection2,
            double beta1,
            double beta2,
            double epsilon,
            ReshapeMatrix g,
            ReshapeMatrix m,
            ReshapeMatrix v,
            ReshapeMatrix p) {
        VectorLoops64.adam(
                real(stepSize),
                real(rootBiasCorrection2),
                real(beta1),
                real(beta2),
                real(1 - beta1),
                real(1 - beta2),
                real(epsilon),
                data(g),
                data(m),
                data(v),
                data(p),
                0,
                size(p));
    }
}
