// twin: 32
package softac.autodiff.kernel;

/** Plain loops: a register tile of 4×4 over packed operands. */
final class ScalarMultiplier64 implements Multiplier64 {
    /** Rows and columns of the register tile: 16 accumulators and 8 operands. */
    private static final int TILE = 4;

    private @Real double[] packedA = {};
    private @Real double[] packedB = {};
    private final @Real double[] edge = new @Real double[TILE * TILE];

    @Override
    public int rows() {
        return TILE;
    }

    @Override
    public int columns() {
        return TILE;
    }

    @Override
    public void multiply(Product64 p, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        int k = p.k;
        if (rowTo - rowFrom == 1 && p.bCol == 1) {
            row(p, rowFrom, columnFrom, columnTo);
            return;
        }
        packedA = pack(rowFrom, rowTo, k, p.a, p.aRow, p.aCol, packedA);
        packedB = pack(columnFrom, columnTo, k, p.b, p.bCol, p.bRow, packedB);
        for (int j = columnFrom; j < columnTo; j += TILE) {
            for (int i = rowFrom; i < rowTo; i += TILE) {
                int a0 = (i - rowFrom) * k;
                int b0 = (j - columnFrom) * k;
                int c0 = i * p.cRow + j;
                int y0 = i * p.n + j;
                int rows = Math.min(TILE, rowTo - i);
                int columns = Math.min(TILE, columnTo - j);
                if (rows == TILE && columns == TILE) {
                    tile(k, packedA, a0, packedB, b0, p.c, c0, p.cRow, p.y, y0, p.n);
                } else {
                    Block64.copy(rows, columns, p.c, c0, p.cRow, edge, 0, TILE);
                    tile(k, packedA, a0, packedB, b0, edge, 0, TILE, edge, 0, TILE);
                    Block64.copy(rows, columns, edge, 0, TILE, p.y, y0, p.n);
                }
                if (p.relu) {
                    Block64.relu(rows, columns, p.y, y0, p.n);
                }
            }
        }
    }

    /** One row, a single observation: B is read once, so packing it does not pay. Four chains at a time. */
    static void row(Product64 p, int i, int columnFrom, int columnTo) {
        @Real double[] a = p.a;
        @Real double[] b = p.b;
        int a0 = i * p.aRow;
        int j = columnFrom;
        for (; j <= columnTo - TILE; j += TILE) {
            int c0 = i * p.cRow + j;
            @Real double y0 = p.c[c0], y1 = p.c[c0 + 1], y2 = p.c[c0 + 2], y3 = p.c[c0 + 3];
            for (int q = 0; q < p.k; q++) {
                @Real double x = a[a0 + q * p.aCol];
                int at = q * p.bRow + j;
                y0 = Math.fma(x, b[at], y0);
                y1 = Math.fma(x, b[at + 1], y1);
                y2 = Math.fma(x, b[at + 2], y2);
                y3 = Math.fma(x, b[at + 3], y3);
            }
            int to = i * p.n + j;
            p.y[to] = y0;
            p.y[to + 1] = y1;
            p.y[to + 2] = y2;
            p.y[to + 3] = y3;
        }
        for (; j < columnTo; j++) {
            @Real double y0 = p.c[i * p.cRow + j];
            for (int q = 0; q < p.k; q++) {
                y0 = Math.fma(a[a0 + q * p.aCol], b[q * p.bRow + j], y0);
            }
            p.y[i * p.n + j] = y0;
        }
        if (p.relu) {
            Block64.relu(1, columnTo - columnFrom, p.y, i * p.n + columnFrom, p.n);
        }
    }

    /**
     * Lays lines of a matrix out in panels of {@code TILE} lines, the innermost loop's order: element p of line i stands at
     * {@code (i − i mod TILE)·k + TILE·p + i mod TILE}, counted from the first line. Missing lines of the last panel are zero.
     */
    private static @Real double[] pack(
            int from, int to, int k, @Real double[] x, int lineStride, int stride, @Real double[] old) {
        int panels = (to - from + TILE - 1) / TILE;
        int needed = panels * TILE * k;
        @Real double[] packed = old.length >= needed ? old : new @Real double[needed];
        for (int panel = 0; panel < panels; panel++) {
            for (int r = 0; r < TILE; r++) {
                int line = from + panel * TILE + r;
                int at = panel * TILE * k + r;
                if (line < to) {
                    int x0 = line * lineStride;
                    for (int p = 0; p < k; p++) {
                        packed[at + TILE * p] = x[x0 + p * stride];
                    }
                } else {
                    for (int p = 0; p < k; p++) {
                        packed[at + TILE * p] = 0;
                    }
                }
            }
        }
        return packed;
    }

    /** A 4×4 tile of Y = C + panel of A · panel of B: 16 independent chains in ascending inner index. */
    private static void tile(
            int k,
            @Real double[] a,
            int a0,
            @Real double[] b,
            int b0,
            @Real double[] c,
            int c0,
            int cRow,
            @Real double[] y,
            int y0,
            int yRow) {
        int c1 = c0 + cRow;
        int c2 = c1 + cRow;
        int c3 = c2 + cRow;
        @Real double c00 = c[c0], c01 = c[c0 + 1], c02 = c[c0 + 2], c03 = c[c0 + 3];
        @Real double c10 = c[c1], c11 = c[c1 + 1], c12 = c[c1 + 2], c13 = c[c1 + 3];
        @Real double c20 = c[c2], c21 = c[c2 + 1], c22 = c[c2 + 2], c23 = c[c2 + 3];
        @Real double c30 = c[c3], c31 = c[c3 + 1], c32 = c[c3 + 2], c33 = c[c3 + 3];
        for (int p = 0; p < k; p++) {
            int i = a0 + TILE * p;
            int j = b0 + TILE * p;
            @Real double b0p = b[j], b1p = b[j + 1], b2p = b[j + 2], b3p = b[j + 3];
            @Real double ap = a[i];
            c00 = Math.fma(ap, b0p, c00);
            c01 = Math.fma(ap, b1p, c01);
            c02 = Math.fma(ap, b2p, c02);
            c03 = Math.fma(ap, b3p, c03);
            ap = a[i + 1];
            c10 = Math.fma(ap, b0p, c10);
            c11 = Math.fma(ap, b1p, c11);
            c12 = Math.fma(ap, b2p, c12);
            c13 = Math.fma(ap, b3p, c13);
            ap = a[i + 2];
            c20 = Math.fma(ap, b0p, c20);
            c21 = Math.fma(ap, b1p, c21);
            c22 = Math.fma(ap, b2p, c22);
            c23 = Math.fma(ap, b3p, c23);
            ap = a[i + 3];
            c30 = Math.fma(ap, b0p, c30);
            c31 = Math.fma(ap, b1p, c31);
            c32 = Math.fma(ap, b2p, c32);
            c33 = Math.fma(ap, b3p, c33);
        }
        int y1 = y0 + yRow;
        int y2 = y1 + yRow;
        int y3 = y2 + yRow;
        y[y0] = c00;
        y[y0 + 1] = c01;
        y[y0 + 2] = c02;
        y[y0 + 3] = c03;
        y[y1] = c10;
        y[y1 + 1] = c11;
        y[y1 + 2] = c12;
        y[y1 + 3] = c13;
        y[y2] = c20;
        y[y2 + 1] = c21;
        y[y2 + 2] = c22;
        y[y2 + 3] = c23;
        y[y3] = c30;
        y[y3 + 1] = c31;
        y[y3 + 2] = c32;
        y[y3 + 3] = c33;
    }
}
