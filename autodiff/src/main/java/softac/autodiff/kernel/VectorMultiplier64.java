// twin: 32
package softac.autodiff.kernel;

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
        for (int i = rowFrom; i < rowTo; i += ROWS) {
            int rows = Math.min(ROWS, rowTo - i);
            int a0 = i * p.aRow;
            int c0 = i * p.cRow + j;
            int y0 = i * p.n + j;
            if (rows == ROWS && columns == width * LANES) {
                VectorTile64.multiply(
                        width, p.k, p.a, a0, p.aRow, p.aCol, rows, b, b0, bRow, p.c, c0, p.cRow, p.y, y0, p.n);
            } else {
                Block64.copy(rows, columns, p.c, c0, p.cRow, edge, 0, COLUMNS);
                VectorTile64.multiply(
                        width, p.k, p.a, a0, p.aRow, p.aCol, rows, b, b0, bRow, edge, 0, COLUMNS, edge, 0, COLUMNS);
                Block64.copy(rows, columns, edge, 0, COLUMNS, p.y, y0, p.n);
            }
            if (p.relu) {
                for (int r = 0; r < rows; r++) {
                    VectorLoops64.relu(p.y, p.y, y0 + r * p.n, y0 + r * p.n + columns);
                }
            }
        }
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

    private static void transpose(
            int k, int columns, int stride, @Real double[] b, int b0, int bRow, int bCol, @Real double[] out) {
        for (int q = 0; q < k; q++) {
            int from = b0 + q * bRow;
            int to = q * stride;
            for (int j = 0; j < columns; j++) {
                out[to + j] = b[from + j * bCol];
            }
        }
    }
}
