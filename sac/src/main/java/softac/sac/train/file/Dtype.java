package softac.sac.train.file;

import java.nio.ByteBuffer;
import softac.autodiff.kernel.Precision;

/** The element types of a tensor in a file, under the names of the safetensors format. */
public enum Dtype {
    /** IEEE 754 binary32: a matrix of {@code FLOAT32}. */
    F32(Float.BYTES),
    /** IEEE 754 binary64: doubles, or a matrix of {@code FLOAT64}. */
    F64(Double.BYTES),
    /** Integers of 64 bits: longs. */
    I64(Long.BYTES);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    /** The type of the elements of a matrix. */
    static Dtype of(Precision precision) {
        return precision == Precision.FLOAT64 ? F64 : F32;
    }

    /** Index of the first little-endian element that is NaN or infinite, or −1; the position does not move. */
    int firstNonFinite(ByteBuffer elements) {
        for (int at = elements.position(); at < elements.limit(); at += bytes) {
            boolean finite = switch (this) {
                case F32 -> Float.isFinite(elements.getFloat(at));
                case F64 -> Double.isFinite(elements.getDouble(at));
                case I64 -> true;
            };
            if (!finite) {
                return (at - elements.position()) / bytes;
            }
        }
        return -1;
    }
}
