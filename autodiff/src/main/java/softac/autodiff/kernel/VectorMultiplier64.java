// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;
import static softac.autodiff.kernel.VectorReal64.LANES;

import java.util.Arrays;

/** Tiles of lanes; a panel of B, the columns of one tile, is packed and stays in the cache while all rows meet it. */
final class VectorMultiplier64 implements Multiplier64 {
    private static final int ROWS = VectorTile64.ROWS;
    private static final int COLUMNS = VectorTile64.WIDTH * LANES;

    /** Up to so many rows a panel of B is read so seldom that packing it does not pay. */
    private static final int FEW_ROWS = 2 * ROWS;

    private @Real double[] packed = {};
    private final @Real double[] edge = new @Real double[ROWS * COLUMNS];

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void multiply(Product64 p, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        if (rowTo - rowFrom == 1 && p.bCol == 1) {
            row(p, rowFrom, columnFrom, columnTo);
        } else {
            panels(p, rowFrom, rowTo, columnFrom, columnTo);
        }
    }

    /** One row: B is read once, so nothing is packed, and few columns left over are as well computed without lanes. */
    private void row(Product64 p, int i, int columnFrom, int columnTo) {
        int j = columnFrom;
        for (; j <= columnTo - COLUMNS; j += COLUMNS) {
            int c0 = i * p.cRow + j;
            VectorTile64.row4(p.k, p.a, i * p.aRow, p.aCol, p.b, j, p.bRow, p.c, c0, floor(p), p.y, i * p.n + j);
        }
        int whole = columnTo - (columnTo - j) % LANES;
        panels(p, i, i + 1, j, whole);
        ScalarMultiplier64.row(p, i, whole, columnTo);
    }

    private void panels(Product64 p, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        int width;
        for (int j = columnFrom; j < columnTo; j += width * LANES) {
            int left = columnTo - j;
            width = left > 3 * LANES ? 4 : left > LANES ? 2 : 1;
            int stride = width * LANES;
            int columns = Math.min(left, stride);
            if (p.bCol == 1 && columns == stride && rowTo - rowFrom <= FEW_ROWS) {
                panel(p, rowFrom, rowTo, width, j, columns, p.b, j, p.bRow);
            } else {
                pack(p, j, columns, stride);
                panel(p, rowFrom, rowTo, width, j, columns, packed, 0, stride);
            }
        }
    }

    /** The columns j… of Y: all tiles that share a panel of B, which begins at b[b0] and has rows bRow apart. */
    private void panel(
            Product64 p, int rowFrom, int rowTo, int width, int j, int columns, @Real double[] b, int b0, int bRow) {
        @Real double floor = floor(p);
        for (int i = rowFrom; i < rowTo; i += ROWS) {
            int rows = Math.min(ROWS, rowTo - i);
            int a0 = i * p.aRow;
            int c0 = i * p.cRow + j;
            int y0 = i * p.n + j;
            if (rows == ROWS && columns == width * LANES) {
                VectorTile64.multiply(
                        width, p.k, p.a, a0, p.aRow, p.aCol, rows, b, b0, bRow, p.c, c0, p.cRow, floor, p.y, y0, p.n);
            } else {
                Block64.copy(rows, columns, p.c, c0, p.cRow, edge, 0, COLUMNS);
                VectorTile64.multiply(
                        width, p.k, p.a, a0, p.aRow, p.aCol, rows, b, b0, bRow, edge, 0, COLUMNS, floor, edge, 0,
                        COLUMNS);
                Block64.copy(rows, columns, edge, 0, COLUMNS, p.y, y0, p.n);
            }
        }
    }

    private static @Real double floor(Product64 p) {
        return real(p.relu ? 0 : Double.NEGATIVE_INFINITY);
    }

    /** Lays out the columns j… of B, k rows padded with zeros to {@code stride}. */
    private void pack(Product64 p, int j, int columns, int stride) {
        int k = p.k;
        if (packed.length < k * stride) {
            packed = new @Real double[k * stride];
        }
        if (p.bCol == 1) {
            Block64.copy(k, columns, p.b, j, p.bRow, packed, 0, stride);
        } else {
            transpose(k, columns, stride, p.b, j * p.bCol, p.bRow, p.bCol, packed);
        }
        for (int q = 0; q < k && columns < stride; q++) {
            Arrays.fill(packed, q * stride + columns, (q + 1) * stride, 0);
        }
    }

    /** Rows of B become columns, eight at a time: eight streams read and one written stay in the nearest cache. */
    private static void transpose(
            int k, int columns, int stride, @Real double[] b, int b0, int bRow, int bCol, @Real double[] out) {
        int j = 0;
        for (; j <= columns - 8; j += 8) {
            int r0 = b0 + j * bCol;
            int r1 = r0 + bCol;
            int r2 = r1 + bCol;
            int r3 = r2 + bCol;
            int r4 = r3 + bCol;
            int r5 = r4 + bCol;
            int r6 = r5 + bCol;
            int r7 = r6 + bCol;
            for (int q = 0; q < k; q++) {
                int to = q * stride + j;
                int at = q * bRow;
                out[to] = b[r0 + at];
                out[to + 1] = b[r1 + at];
                out[to + 2] = b[r2 + at];
                out[to + 3] = b[r3 + at];
                out[to + 4] = b[r4 + at];
                out[to + 5] = b[r5 + at];
                out[to + 6] = b[r6 + at];
                out[to + 7] = b[r7 + at];
            }
        }
        for (; j < columns; j++) {
            for (int q = 0; q < k; q++) {
                out[q * stride + j] = b[b0 + q * bRow + j * bCol];
            }
        }
    }
}
