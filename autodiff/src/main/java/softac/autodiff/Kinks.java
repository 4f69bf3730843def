package softac.autodiff;

import java.util.List;
import softac.autodiff.kernel.Kernels;

/**
 * What an operation with kinks knows about them: of which smooth pieces it is put together, on which of them each element
 * of a slot lies, and the smooth operation that keeps every element on its piece wherever the arguments move. A gradient
 * is that of a piece; so differences that are to be compared with it must be taken of the piece too.
 *
 * <p>Only checks ask for it. Elementwise operations get theirs from {@code Function.inPieces}.
 *
 * @param <P> a piece; its {@code toString} is its name
 */
public interface Kinks<P> {
    /** The pieces that a check has to meet. */
    List<P> pieces();

    /**
     * The piece on which each element of y lies, for the arguments as they are.
     *
     * @param k the loops to compute with
     * @param s a slot of this operation, not modified
     * @return pieces in row-major order
     */
    List<P> at(Kernels k, Slot s);

    /**
     * The smooth operation whose element n is computed, and differentiated, by piece n.
     *
     * @param pieces in row-major order
     * @return an operation for the same arguments and shape
     */
    Op held(List<P> pieces);
}
