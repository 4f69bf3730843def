package softac.autodiff.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;

/**
 * The m·n elements of a matrix as little-endian bytes in row-major order, bit for bit: the sign of zero and the payload
 * of a NaN survive. What an array holds beyond m·n is neither read nor written.
 *
 * <p>Both directions start at an element and go as far as the buffer reaches, so that a matrix of any size passes
 * through a small buffer:
 *
 * <pre>{@code
 * for (int at = 0; at < MatrixBytes.elements(x); ) {
 *     at += MatrixBytes.put(x, at, chunk.clear());
 *     out.write(chunk.flip());
 * }
 * }</pre>
 *
 * <p>The byte order of the buffer handed in does not matter and is not modified; its position moves on.
 */
public final class MatrixBytes {
    private MatrixBytes() {}

    /** 4 for FLOAT32, 8 for FLOAT64. */
    public static int bytesPerElement(Precision precision) {
        return precision == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
    }

    /** m·n, the number of elements of an (m × n) matrix. */
    public static int elements(ReshapeMatrix matrix) {
        return Math.multiplyExact(matrix.getNumRows(), matrix.getNumCols());
    }

    /**
     * Writes elements {@code first}, {@code first + 1}, … until the matrix ends or the next one does not fit.
     *
     * @param matrix (m × n), not modified
     * @param first row-major index of the first element, 0 … m·n
     * @param bytes written from its position on
     * @return how many elements were written
     * @throws IndexOutOfBoundsException if {@code first} is outside of 0 … m·n
     */
    public static int put(ReshapeMatrix matrix, int first, ByteBuffer bytes) {
        int count = count(matrix, first, bytes);
        ByteBuffer target = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (Precision.of(matrix) == Precision.FLOAT64) {
            target.asDoubleBuffer().put(((DMatrixRMaj) matrix).data, first, count);
        } else {
            target.asFloatBuffer().put(((FMatrixRMaj) matrix).data, first, count);
        }
        advance(matrix, count, bytes);
        return count;
    }

    /**
     * Reads elements {@code first}, {@code first + 1}, … until the matrix or the buffer ends; less than an element at
     * the end of the buffer stays in it.
     *
     * @param bytes read from its position on
     * @param matrix (m × n), the elements read are overwritten
     * @param first row-major index of the first element, 0 … m·n
     * @return how many elements were read
     * @throws IndexOutOfBoundsException if {@code first} is outside of 0 … m·n
     */
    public static int get(ByteBuffer bytes, ReshapeMatrix matrix, int first) {
        int count = count(matrix, first, bytes);
        ByteBuffer source = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (Precision.of(matrix) == Precision.FLOAT64) {
            source.asDoubleBuffer().get(((DMatrixRMaj) matrix).data, first, count);
        } else {
            source.asFloatBuffer().get(((FMatrixRMaj) matrix).data, first, count);
        }
        advance(matrix, count, bytes);
        return count;
    }

    private static int count(ReshapeMatrix matrix, int first, ByteBuffer bytes) {
        int elements = elements(matrix);
        Objects.checkFromToIndex(first, elements, elements);
        return Math.min(elements - first, bytes.remaining() / bytesPerElement(Precision.of(matrix)));
    }

    private static void advance(ReshapeMatrix matrix, int count, ByteBuffer bytes) {
        bytes.position(bytes.position() + count * bytesPerElement(Precision.of(matrix)));
    }
}
