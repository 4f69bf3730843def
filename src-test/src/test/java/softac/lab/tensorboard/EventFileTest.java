package softac.lab.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import softac.lab.tensorboard.EventReader.Point;
import softac.sac.train.Csv;

/** Event files, byte by byte against TensorFlow's own, and read back by an independent decoder. */
final class EventFileTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.500Z");

    /**
     * What {@code tf.summary.FileWriter} begins every file with: a record of 24 bytes, whose length has the masked checksum
     * 0x224b7fa3, an Event with its wall time (key 9) and {@code brain.Event:2} (key 26).
     */
    @Test
    void beginsAsTensorFlowsFilesDo() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new EventFile(bytes).begin(Instant.EPOCH);
        String hex = HexFormat.of().formatHex(bytes.toByteArray());
        assertThat(hex).startsWith("1800000000000000" + "a37f4b22" + "09" + "0000000000000000" + "1a0d");
        assertThat(hex).contains(HexFormat.of().formatHex("brain.Event:2".getBytes(StandardCharsets.US_ASCII)));
        assertThat(bytes.size()).isEqualTo(8 + 4 + 24 + 4);
    }

    @Test
    void readsBackAsItWasWritten() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EventFile events = new EventFile(bytes);
        events.begin(TIME);
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("eval/mean_reward", -141.62);
        row.put("rollout/ep_rew_mean", Double.NaN);
        row.put("train/ent_coef", 1e300);
        events.scalars(TIME, 1L << 40, row);

        EventReader read = new EventReader(bytes.toByteArray());
        assertThat(read.versions()).containsExactly("brain.Event:2");
        assertThat(read.points())
                .as("no point where the cell is empty")
                .containsExactly(
                        new Point("eval/mean_reward", 1L << 40, -141.62f, 1767225600.5),
                        new Point("train/ent_coef", 1L << 40, Float.POSITIVE_INFINITY, 1767225600.5));
    }

    @Property(tries = 200)
    void whatWasCutOffBetweenTwoCallsGoesOn(
            @ForAll @Size(min = 1, max = 5) List<@LongRange(min = 0) Long> steps,
            @ForAll @Size(max = 4) Map<@AlphaChars @NotBlank String, Double> row)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EventFile events = new EventFile(bytes);
        events.begin(TIME);
        for (long step : steps) {
            int before = bytes.size();
            events.scalars(TIME, step, row);
            byte[] whole = bytes.toByteArray();
            bytes.reset();
            bytes.writeBytes(Arrays.copyOf(whole, before)); // as after a resumption
            new EventFile(bytes).scalars(TIME, step, row);
            assertThat(bytes.toByteArray()).isEqualTo(whole);
        }
        List<Point> expected = steps.stream()
                .flatMap(step -> row.entrySet().stream()
                        .filter(cell -> !Double.isNaN(cell.getValue()))
                        .map(cell ->
                                new Point(cell.getKey(), step, (float) Csv.rounded(cell.getValue()), 1767225600.5)))
                .toList();
        assertThat(new EventReader(bytes.toByteArray()).points()).isEqualTo(expected);
    }

    /** 8 + 2⁻²¹ is in the middle of two floats, 2⁻⁴⁰ less below it, the ten digits 8.000000477 above. */
    @Test
    void roundsAfterTheTableDid() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        double value = 8 + 0x1p-21 - 0x1p-40;
        new EventFile(bytes).scalars(TIME, 1, Map.of("x", value));
        assertThat((float) value).isEqualTo(8f);
        assertThat(new EventReader(bytes.toByteArray()).points().get(0).value()).isEqualTo(8 + 0x1p-20f);
    }
}
