package softac.sac.train.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Precision;

/**
 * One named piece of state as files and hashes see it. It is a view: whoever meets it while a component lists its state
 * reads or overwrites its bits then and there.
 *
 * @param name unique in its listing
 * @param dtype element type
 * @param shape [n] for longs and doubles, [m, n] for a matrix
 * @param bits its elements
 */
record Piece(String name, Dtype dtype, List<Integer> shape, Bits bits) {
    /** Takes the elements of a piece, a chunk after the other. */
    interface Chunks {
        /** The buffer is little-endian and holds whole elements. */
        void take(ByteBuffer chunk) throws IOException;
    }

    /** Most bytes in a chunk: a piece of any size needs no more memory than this. */
    private static final int CHUNK = 1 << 16;

    static Piece of(String name, long[] words) {
        return new Piece(name, Dtype.I64, List.of(words.length), new Bits.Longs(words));
    }

    static Piece of(String name, double[] values) {
        return new Piece(name, Dtype.F64, List.of(values.length), new Bits.Doubles(values));
    }

    static Piece of(String name, ReshapeMatrix matrix) {
        return new Piece(
                name,
                Dtype.of(Precision.of(matrix)),
                List.of(matrix.getNumRows(), matrix.getNumCols()),
                new Bits.Elements(matrix));
    }

    boolean isMatrix() {
        return bits instanceof Bits.Elements;
    }

    long byteLength() {
        return (long) bits.size() * dtype.bytes();
    }

    /** Hands its elements over. */
    void read(Chunks sink) throws IOException {
        ByteBuffer chunk = chunk(byteLength());
        for (int at = 0; at < bits.size(); ) {
            at += bits.put(at, chunk.clear());
            sink.take(chunk.flip());
        }
    }

    /** A buffer for so many bytes, or for as many as a chunk has. */
    static ByteBuffer chunk(long byteLength) {
        return ByteBuffer.allocate((int) Math.min(CHUNK, byteLength)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
