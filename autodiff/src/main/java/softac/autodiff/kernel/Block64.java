// twin: 32
package softac.autodiff.kernel;

/** A block of a row-major matrix: {@code rows × columns} elements from x[x0] on, rows x0 + r·xRow. */
final class Block64 {
    private Block64() {}

    /** Y = X. A tile that hangs over the edge of a matrix is computed in full beside it and its inner part copied back. */
    static void copy(int rows, int columns, @Real double[] x, int x0, int xRow, @Real double[] y, int y0, int yRow) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, x0 + r * xRow, y, y0 + r * yRow, columns);
        }
    }

    /** y ← max(y, 0). */
    static void relu(int rows, int columns, @Real double[] y, int y0, int yRow) {
        for (int r = 0; r < rows; r++) {
            int from = y0 + r * yRow;
            for (int j = from; j < from + columns; j++) {
                y[j] = Math.max(y[j], 0);
            }
        }
    }
}
