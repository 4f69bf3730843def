package softac.lab.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Event files read back, by a decoder that shares nothing with the writer: it goes by wire types, as protobuf's do. */
public final class EventReader {
    /** One point of a curve. */
    public record Point(String tag, long step, float value, double wallTime) {}

    private final ByteBuffer bytes;
    private final List<Point> points = new ArrayList<>();
    private final List<String> versions = new ArrayList<>();

    public EventReader(byte[] file) {
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            int begin = bytes.position();
            int length = Math.toIntExact(bytes.getLong());
            requireChecksum(file, begin, 8);
            ByteBuffer event = bytes.slice(begin + 12, length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.position(begin + 12 + length);
            requireChecksum(file, begin + 12, length);
            event(event);
        }
    }

    private void requireChecksum(byte[] file, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(file, from, count);
        long c = crc.getValue();
        long masked = ((c >>> 15 | c << 17) + 0xa282ead8L) & 0xffffffffL;
        if (masked != (bytes.getInt() & 0xffffffffL)) {
            throw new IllegalArgumentException("checksum of the " + count + " bytes at " + from);
        }
    }

    public List<Point> points() {
        return points;
    }

    public List<String> versions() {
        return versions;
    }

    private void event(ByteBuffer event) {
        double wallTime = 0;
        long step = 0;
        List<ByteBuffer> values = new ArrayList<>();
        while (event.hasRemaining()) {
            long key = varint(event);
            switch ((int) key) {
                case 1 << 3 | 1 -> wallTime = event.getDouble();
                case 2 << 3 -> step = varint(event);
                case 3 << 3 | 2 -> versions.add(text(content(event)));
                case 5 << 3 | 2 -> {
                    ByteBuffer summary = content(event);
                    while (summary.hasRemaining()) {
                        require(varint(summary) == (1 << 3 | 2));
                        values.add(content(summary));
                    }
                }
                default -> throw new IllegalArgumentException("key " + key);
            }
        }
        for (ByteBuffer value : values) {
            require(varint(value) == (1 << 3 | 2));
            String tag = text(content(value));
            require(varint(value) == (2 << 3 | 5));
            points.add(new Point(tag, step, value.getFloat(), wallTime));
            require(!value.hasRemaining());
        }
    }

    private static void require(boolean expected) {
        if (!expected) {
            throw new IllegalArgumentException("unexpected field");
        }
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static ByteBuffer content(ByteBuffer from) {
        int length = Math.toIntExact(varint(from));
        ByteBuffer content = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return content;
    }

    private static String text(ByteBuffer from) {
        return StandardCharsets.UTF_8.decode(from).toString();
    }
}
