// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.VectorReal64.LANES;
import static softac.autodiff.kernel.VectorReal64.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The innermost loops of the products: a tile of Y in registers, Y = max(C + A·B, floor), one chain of fused multiply-adds in
 * ascending inner index a lane.
 *
 * <p>A(r, p) = a[a0 + r·aRow + p·aCol] needs no packing: an element of it is broadcast. B(p, v) is the vector at
 * b[b0 + p·bRow + v·LANES]. C(r, v) is the vector at c[c0 + r·cRow + v·LANES], Y likewise; c may be y.
 * What is not above {@code floor} is stored as floor: 0 for max(·, 0), in which −0 becomes 0 and NaN stays, −∞ for all. Of the six rows of A
 * only the first {@code rows} are there: the last of them is computed again in place of those that are not.
 *
 * <p>Written out, because only local variables stay in registers.
 */
final class VectorTile64 {
    /** Rows of a tile: six times four vectors of accumulators leave room for the operands in 32 registers. */
    static final int ROWS = 6;

    /** Vectors in a row of the widest tile. */
    static final int WIDTH = 4;

    private VectorTile64() {}

    /** Computes the tile of that width, 1, 2 or 4 vectors. */
    static void multiply(
            int width,
            int k,
            @Real double[] a,
            int a0,
            int aRow,
            int aCol,
            int rows,
            @Real double[] b,
            int b0,
            int bRow,
            @Real double[] c,
            int c0,
            int cRow,
            @Real double floor,
            @Real double[] y,
            int y0,
            int yRow) {
        switch (width) {
            case 1 -> tile1(k, a, a0, aRow, aCol, rows, b, b0, bRow, c, c0, cRow, floor, y, y0, yRow);
            case 2 -> tile2(k, a, a0, aRow, aCol, rows, b, b0, bRow, c, c0, cRow, floor, y, y0, yRow);
            default -> tile4(k, a, a0, aRow, aCol, rows, b, b0, bRow, c, c0, cRow, floor, y, y0, yRow);
        }
    }

    /** Six rows by four vectors of Y. */
    private static void tile4(
            int k,
            @Real double[] a,
            int a0,
            int aRow,
            int aCol,
            int rows,
            @Real double[] b,
            int b0,
            int bRow,
            @Real double[] c,
            int c0,
            int cRow,
            @Real double floor,
            @Real double[] y,
            int y0,
            int yRow) {
        int a1 = a0 + Math.min(1, rows - 1) * aRow;
        int a2 = a0 + Math.min(2, rows - 1) * aRow;
        int a3 = a0 + Math.min(3, rows - 1) * aRow;
        int a4 = a0 + Math.min(4, rows - 1) * aRow;
        int a5 = a0 + Math.min(5, rows - 1) * aRow;
        int at = c0;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
        DoubleVector c03 = DoubleVector.fromArray(SPECIES, c, at + 3 * LANES);
        at += cRow;
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
        DoubleVector c13 = DoubleVector.fromArray(SPECIES, c, at + 3 * LANES);
        at += cRow;
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
        DoubleVector c23 = DoubleVector.fromArray(SPECIES, c, at + 3 * LANES);
        at += cRow;
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
        DoubleVector c33 = DoubleVector.fromArray(SPECIES, c, at + 3 * LANES);
        at += cRow;
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        DoubleVector c42 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
        DoubleVector c43 = DoubleVector.fromArray(SPECIES, c, at + 3 * LANES);
        at += cRow;
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c51 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        DoubleVector c52 = DoubleVector.fromArray(SPECIES, c, at + 2 * LANES);
        DoubleVector c53 = DoubleVector.fromArray(SPECIES, c, at + 3 * LANES);
        for (int p = 0; p < k; p++) {
            int i = p * aCol;
            int j = b0 + p * bRow;
            DoubleVector w0 = DoubleVector.fromArray(SPECIES, b, j);
            DoubleVector w1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
            DoubleVector w2 = DoubleVector.fromArray(SPECIES, b, j + 2 * LANES);
            DoubleVector w3 = DoubleVector.fromArray(SPECIES, b, j + 3 * LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + i]);
            c00 = x.fma(w0, c00);
            c01 = x.fma(w1, c01);
            c02 = x.fma(w2, c02);
            c03 = x.fma(w3, c03);
            x = DoubleVector.broadcast(SPECIES, a[a1 + i]);
            c10 = x.fma(w0, c10);
            c11 = x.fma(w1, c11);
            c12 = x.fma(w2, c12);
            c13 = x.fma(w3, c13);
            x = DoubleVector.broadcast(SPECIES, a[a2 + i]);
            c20 = x.fma(w0, c20);
            c21 = x.fma(w1, c21);
            c22 = x.fma(w2, c22);
            c23 = x.fma(w3, c23);
            x = DoubleVector.broadcast(SPECIES, a[a3 + i]);
            c30 = x.fma(w0, c30);
            c31 = x.fma(w1, c31);
            c32 = x.fma(w2, c32);
            c33 = x.fma(w3, c33);
            x = DoubleVector.broadcast(SPECIES, a[a4 + i]);
            c40 = x.fma(w0, c40);
            c41 = x.fma(w1, c41);
            c42 = x.fma(w2, c42);
            c43 = x.fma(w3, c43);
            x = DoubleVector.broadcast(SPECIES, a[a5 + i]);
            c50 = x.fma(w0, c50);
            c51 = x.fma(w1, c51);
            c52 = x.fma(w2, c52);
            c53 = x.fma(w3, c53);
        }
        DoubleVector least = DoubleVector.broadcast(SPECIES, floor);
        at = y0;
        c00.blend(least, c00.compare(VectorOperators.LE, least)).intoArray(y, at);
        c01.blend(least, c01.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        c02.blend(least, c02.compare(VectorOperators.LE, least)).intoArray(y, at + 2 * LANES);
        c03.blend(least, c03.compare(VectorOperators.LE, least)).intoArray(y, at + 3 * LANES);
        at += yRow;
        c10.blend(least, c10.compare(VectorOperators.LE, least)).intoArray(y, at);
        c11.blend(least, c11.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        c12.blend(least, c12.compare(VectorOperators.LE, least)).intoArray(y, at + 2 * LANES);
        c13.blend(least, c13.compare(VectorOperators.LE, least)).intoArray(y, at + 3 * LANES);
        at += yRow;
        c20.blend(least, c20.compare(VectorOperators.LE, least)).intoArray(y, at);
        c21.blend(least, c21.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        c22.blend(least, c22.compare(VectorOperators.LE, least)).intoArray(y, at + 2 * LANES);
        c23.blend(least, c23.compare(VectorOperators.LE, least)).intoArray(y, at + 3 * LANES);
        at += yRow;
        c30.blend(least, c30.compare(VectorOperators.LE, least)).intoArray(y, at);
        c31.blend(least, c31.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        c32.blend(least, c32.compare(VectorOperators.LE, least)).intoArray(y, at + 2 * LANES);
        c33.blend(least, c33.compare(VectorOperators.LE, least)).intoArray(y, at + 3 * LANES);
        at += yRow;
        c40.blend(least, c40.compare(VectorOperators.LE, least)).intoArray(y, at);
        c41.blend(least, c41.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        c42.blend(least, c42.compare(VectorOperators.LE, least)).intoArray(y, at + 2 * LANES);
        c43.blend(least, c43.compare(VectorOperators.LE, least)).intoArray(y, at + 3 * LANES);
        at += yRow;
        c50.blend(least, c50.compare(VectorOperators.LE, least)).intoArray(y, at);
        c51.blend(least, c51.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        c52.blend(least, c52.compare(VectorOperators.LE, least)).intoArray(y, at + 2 * LANES);
        c53.blend(least, c53.compare(VectorOperators.LE, least)).intoArray(y, at + 3 * LANES);
    }
    /** Six rows by two vectors of Y. */
    private static void tile2(
            int k,
            @Real double[] a,
            int a0,
            int aRow,
            int aCol,
            int rows,
            @Real double[] b,
            int b0,
            int bRow,
            @Real double[] c,
            int c0,
            int cRow,
            @Real double floor,
            @Real double[] y,
            int y0,
            int yRow) {
        int a1 = a0 + Math.min(1, rows - 1) * aRow;
        int a2 = a0 + Math.min(2, rows - 1) * aRow;
        int a3 = a0 + Math.min(3, rows - 1) * aRow;
        int a4 = a0 + Math.min(4, rows - 1) * aRow;
        int a5 = a0 + Math.min(5, rows - 1) * aRow;
        int at = c0;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        at += cRow;
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        at += cRow;
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        at += cRow;
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        at += cRow;
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        at += cRow;
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, c, at);
        DoubleVector c51 = DoubleVector.fromArray(SPECIES, c, at + LANES);
        for (int p = 0; p < k; p++) {
            int i = p * aCol;
            int j = b0 + p * bRow;
            DoubleVector w0 = DoubleVector.fromArray(SPECIES, b, j);
            DoubleVector w1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + i]);
            c00 = x.fma(w0, c00);
            c01 = x.fma(w1, c01);
            x = DoubleVector.broadcast(SPECIES, a[a1 + i]);
            c10 = x.fma(w0, c10);
            c11 = x.fma(w1, c11);
            x = DoubleVector.broadcast(SPECIES, a[a2 + i]);
            c20 = x.fma(w0, c20);
            c21 = x.fma(w1, c21);
            x = DoubleVector.broadcast(SPECIES, a[a3 + i]);
            c30 = x.fma(w0, c30);
            c31 = x.fma(w1, c31);
            x = DoubleVector.broadcast(SPECIES, a[a4 + i]);
            c40 = x.fma(w0, c40);
            c41 = x.fma(w1, c41);
            x = DoubleVector.broadcast(SPECIES, a[a5 + i]);
            c50 = x.fma(w0, c50);
            c51 = x.fma(w1, c51);
        }
        DoubleVector least = DoubleVector.broadcast(SPECIES, floor);
        at = y0;
        c00.blend(least, c00.compare(VectorOperators.LE, least)).intoArray(y, at);
        c01.blend(least, c01.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        at += yRow;
        c10.blend(least, c10.compare(VectorOperators.LE, least)).intoArray(y, at);
        c11.blend(least, c11.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        at += yRow;
        c20.blend(least, c20.compare(VectorOperators.LE, least)).intoArray(y, at);
        c21.blend(least, c21.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        at += yRow;
        c30.blend(least, c30.compare(VectorOperators.LE, least)).intoArray(y, at);
        c31.blend(least, c31.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        at += yRow;
        c40.blend(least, c40.compare(VectorOperators.LE, least)).intoArray(y, at);
        c41.blend(least, c41.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
        at += yRow;
        c50.blend(least, c50.compare(VectorOperators.LE, least)).intoArray(y, at);
        c51.blend(least, c51.compare(VectorOperators.LE, least)).intoArray(y, at + LANES);
    }
    /** Six rows by one vector of Y. */
    private static void tile1(
            int k,
            @Real double[] a,
            int a0,
            int aRow,
            int aCol,
            int rows,
            @Real double[] b,
            int b0,
            int bRow,
            @Real double[] c,
            int c0,
            int cRow,
            @Real double floor,
            @Real double[] y,
            int y0,
            int yRow) {
        int a1 = a0 + Math.min(1, rows - 1) * aRow;
        int a2 = a0 + Math.min(2, rows - 1) * aRow;
        int a3 = a0 + Math.min(3, rows - 1) * aRow;
        int a4 = a0 + Math.min(4, rows - 1) * aRow;
        int a5 = a0 + Math.min(5, rows - 1) * aRow;
        int at = c0;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, at);
        at += cRow;
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, at);
        at += cRow;
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, at);
        at += cRow;
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, at);
        at += cRow;
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, c, at);
        at += cRow;
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, c, at);
        for (int p = 0; p < k; p++) {
            int i = p * aCol;
            int j = b0 + p * bRow;
            DoubleVector w0 = DoubleVector.fromArray(SPECIES, b, j);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + i]);
            c00 = x.fma(w0, c00);
            x = DoubleVector.broadcast(SPECIES, a[a1 + i]);
            c10 = x.fma(w0, c10);
            x = DoubleVector.broadcast(SPECIES, a[a2 + i]);
            c20 = x.fma(w0, c20);
            x = DoubleVector.broadcast(SPECIES, a[a3 + i]);
            c30 = x.fma(w0, c30);
            x = DoubleVector.broadcast(SPECIES, a[a4 + i]);
            c40 = x.fma(w0, c40);
            x = DoubleVector.broadcast(SPECIES, a[a5 + i]);
            c50 = x.fma(w0, c50);
        }
        DoubleVector least = DoubleVector.broadcast(SPECIES, floor);
        at = y0;
        c00.blend(least, c00.compare(VectorOperators.LE, least)).intoArray(y, at);
        at += yRow;
        c10.blend(least, c10.compare(VectorOperators.LE, least)).intoArray(y, at);
        at += yRow;
        c20.blend(least, c20.compare(VectorOperators.LE, least)).intoArray(y, at);
        at += yRow;
        c30.blend(least, c30.compare(VectorOperators.LE, least)).intoArray(y, at);
        at += yRow;
        c40.blend(least, c40.compare(VectorOperators.LE, least)).intoArray(y, at);
        at += yRow;
        c50.blend(least, c50.compare(VectorOperators.LE, least)).intoArray(y, at);
    }

    /** One row by four vectors of Y: a single observation, where B is read once and sets the pace. */
    static void row4(
            int k,
            @Real double[] a,
            int a0,
            int aCol,
            @Real double[] b,
            int b0,
            int bRow,
            @Real double[] c,
            int c0,
            @Real double floor,
            @Real double[] y,
            int y0) {
        DoubleVector y0v = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector y1v = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
        DoubleVector y2v = DoubleVector.fromArray(SPECIES, c, c0 + 2 * LANES);
        DoubleVector y3v = DoubleVector.fromArray(SPECIES, c, c0 + 3 * LANES);
        for (int p = 0; p < k; p++) {
            int j = b0 + p * bRow;
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + p * aCol]);
            y0v = x.fma(DoubleVector.fromArray(SPECIES, b, j), y0v);
            y1v = x.fma(DoubleVector.fromArray(SPECIES, b, j + LANES), y1v);
            y2v = x.fma(DoubleVector.fromArray(SPECIES, b, j + 2 * LANES), y2v);
            y3v = x.fma(DoubleVector.fromArray(SPECIES, b, j + 3 * LANES), y3v);
        }
        DoubleVector least = DoubleVector.broadcast(SPECIES, floor);
        y0v.blend(least, y0v.compare(VectorOperators.LE, least)).intoArray(y, y0);
        y1v.blend(least, y1v.compare(VectorOperators.LE, least)).intoArray(y, y0 + LANES);
        y2v.blend(least, y2v.compare(VectorOperators.LE, least)).intoArray(y, y0 + 2 * LANES);
        y3v.blend(least, y3v.compare(VectorOperators.LE, least)).intoArray(y, y0 + 3 * LANES);
    }
}
