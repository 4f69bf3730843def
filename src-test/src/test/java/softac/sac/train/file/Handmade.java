package softac.sac.train.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files built from the definition of the format, without the code under test. */
final class Handmade {
    private Handmade() {}

    /** Length, header, data. */
    static byte[] file(String header, byte[] data) {
        return file(header.getBytes(StandardCharsets.UTF_8), data);
    }

    static byte[] file(byte[] header, byte[] data) {
        return withLength(header.length, join(header, data));
    }

    static byte[] withLength(long headerLength, byte[] rest) {
        byte[] length = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .array();
        return join(length, rest);
    }

    /** One tensor. */
    static byte[] tensor(String name, String dtype, String shape, String offsets, byte[] data) {
        return file("{" + entry(name, dtype, shape, offsets) + "}", data);
    }

    static String entry(String name, String dtype, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets
                + "}";
    }

    static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
