package softac.lab.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protocol buffer being written, with the kinds of fields that event files have. Each field is its key, {@code number ·
 * 8 + kind}, and its value, little-endian.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class Message {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int WITH_LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** {@code int64}. */
    Message integer(int field, long value) {
        varint(8L * field + VARINT);
        varint(value);
        return this;
    }

    /** {@code double}. */
    Message real64(int field, double value) {
        varint(8L * field + EIGHT_BYTES);
        littleEndian(Double.doubleToLongBits(value), Double.BYTES);
        return this;
    }

    /** {@code float}. */
    Message real32(int field, float value) {
        varint(8L * field + FOUR_BYTES);
        littleEndian(Float.floatToIntBits(value), Float.BYTES);
        return this;
    }

    /** {@code string}. */
    Message text(int field, String value) {
        return content(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message within this one. */
    Message message(int field, Message value) {
        return content(field, value.bytes());
    }

    private Message content(int field, byte[] value) {
        varint(8L * field + WITH_LENGTH);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** Seven bits a byte, the lowest first; all but the last byte have the eighth bit set. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private void littleEndian(long bits, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (bits >>> (8 * i)));
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
