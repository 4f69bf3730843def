package softac.sac.train.file;

import java.nio.ByteBuffer;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.MatrixBytes;

/**
 * The elements of one piece of state, moved to and from a little-endian buffer bit for bit. Both directions start at an
 * element, go as far as the buffer reaches and return the number of elements moved.
 */
sealed interface Bits {
    /** How many elements there are. */
    int size();

    /** Appends elements to the buffer. */
    int put(int first, ByteBuffer bytes);

    /** Overwrites elements from the buffer. */
    int get(ByteBuffer bytes, int first);

    /** Integers. */
    @SuppressWarnings("ArrayRecordComponent") // a view of the component's own array, compared by nobody
    record Longs(long[] words) implements Bits {
        @Override
        public int size() {
            return words.length;
        }

        @Override
        public int put(int first, ByteBuffer bytes) {
            int count = Math.min(words.length - first, bytes.remaining() / Long.BYTES);
            for (int i = 0; i < count; i++) {
                bytes.putLong(words[first + i]);
            }
            return count;
        }

        @Override
        public int get(ByteBuffer bytes, int first) {
            int count = Math.min(words.length - first, bytes.remaining() / Long.BYTES);
            for (int i = 0; i < count; i++) {
                words[first + i] = bytes.getLong();
            }
            return count;
        }
    }

    /** Double precision numbers. */
    @SuppressWarnings("ArrayRecordComponent") // a view of the component's own array, compared by nobody
    record Doubles(double[] values) implements Bits {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public int put(int first, ByteBuffer bytes) {
            int count = Math.min(values.length - first, bytes.remaining() / Double.BYTES);
            for (int i = 0; i < count; i++) {
                bytes.putLong(Double.doubleToRawLongBits(values[first + i]));
            }
            return count;
        }

        @Override
        public int get(ByteBuffer bytes, int first) {
            int count = Math.min(values.length - first, bytes.remaining() / Double.BYTES);
            for (int i = 0; i < count; i++) {
                values[first + i] = Double.longBitsToDouble(bytes.getLong());
            }
            return count;
        }
    }

    /** A matrix of either precision. */
    record Elements(ReshapeMatrix matrix) implements Bits {
        @Override
        public int size() {
            return MatrixBytes.elements(matrix);
        }

        @Override
        public int put(int first, ByteBuffer bytes) {
            return MatrixBytes.put(matrix, first, bytes);
        }

        @Override
        public int get(ByteBuffer bytes, int first) {
            return MatrixBytes.get(bytes, matrix, first);
        }
    }
}
