package softac.lab.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;
import softac.sac.train.Csv;

/**
 * Scalars over steps as TensorBoard reads them: a sequence of records (TensorFlow's {@code TFRecord}), each a protocol
 * buffer {@code Event}, of which
 *
 * <pre>
 * record   length (8 bytes) · masked CRC-32C of the length (4) · Event (length) · masked CRC-32C of the Event (4)
 * mask     m(c) = (c rotated right by 15) + 0xa282ead8 mod 2³²
 * Event    1 wall_time: double, 2 step: int64, 3 file_version: string, 5 summary: Summary
 * Summary  1 value, repeated: 1 tag: string, 2 simple_value: float
 * </pre>
 *
 * are used, all numbers little-endian. A {@code simple_value} is what every reader of event files knows, and is a float:
 * each number is that of {@code metrics.csv} ({@link Csv#rounded}), rounded to float.
 *
 * <pre>{@code
 * EventFile events = new EventFile(out);
 * events.begin(Instant.now());
 * events.scalars(Instant.now(), 1_000, Map.of("eval/mean_reward", -142.5));
 * }</pre>
 *
 * <p>Every call appends whole records and nothing refers to what came before. So a file cut off between two calls is a whole
 * file, and goes on with the next call.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord</a>
 */
public final class EventFile {
    /** What a run calls its file; TensorBoard takes every file with {@code tfevents} in its name. */
    public static final String NAME = "events.out.tfevents.softac";

    private static final String VERSION = "brain.Event:2";

    private final OutputStream out;

    /**
     * Writes nothing yet.
     *
     * @param out takes one array of bytes a call, unbuffered; flushed and closed by its owner
     */
    public EventFile(OutputStream out) {
        this.out = out;
    }

    /**
     * Appends the record that a file begins with.
     *
     * @param now wall time
     * @throws IOException when it cannot be written
     */
    public void begin(Instant now) throws IOException {
        append(event(now).text(3, VERSION));
    }

    /**
     * Appends a record with a point for each curve.
     *
     * @param now wall time
     * @param step environment steps so far
     * @param values curve → value; NaN, an empty cell of {@code metrics.csv}, is no point
     * @throws IOException when it cannot be written
     */
    public void scalars(Instant now, long step, Map<String, Double> values) throws IOException {
        Message summary = new Message();
        values.forEach((tag, value) -> {
            if (!Double.isNaN(value)) {
                summary.message(1, new Message().text(1, tag).real32(2, (float) Csv.rounded(value)));
            }
        });
        append(event(now).integer(2, step).message(5, summary));
    }

    private static Message event(Instant now) {
        return new Message().real64(1, now.getEpochSecond() + now.getNano() / 1e9);
    }

    private void append(Message event) throws IOException {
        byte[] data = event.bytes();
        ByteBuffer record = ByteBuffer.allocate(16 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(masked(record.array(), 0, Long.BYTES));
        record.put(data).putInt(masked(data, 0, data.length));
        out.write(record.array());
    }

    private static int masked(byte[] bytes, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, count);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
