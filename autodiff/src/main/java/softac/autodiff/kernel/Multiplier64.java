// twin: 32
package softac.autodiff.kernel;

/** Computes a part of a product, with scratch of its own: one for each thread. */
interface Multiplier64 {
    /** Rows of a tile: rows are best shared out in multiples of it. */
    int rows();

    /** Columns of a tile. */
    int columns();

    /** Y(i, j) for {@code rowFrom ≤ i < rowTo}, {@code columnFrom ≤ j < columnTo}. */
    void multiply(Product64 p, int rowFrom, int rowTo, int columnFrom, int columnTo);
}
