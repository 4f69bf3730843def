package softac.autodiff.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every stream is NumPy's, draw for draw and bit for bit; {@code random/numpy_streams.py} made the numbers. */
class NumpyStreamsTest {
    private static final JsonNode TABLE = read("/random/numpy_streams.json");
    private static final List<Integer> BOUNDS =
            list(TABLE.get("bounds")).map(JsonNode::asInt).toList();
    private static final double LOW = TABLE.get("low").asDouble();
    private static final double HIGH = TABLE.get("high").asDouble();
    private static final int MANY = TABLE.get("many").asInt();

    /** One block of the table. */
    record Expected(Seed seed, JsonNode block) {
        static Expected of(JsonNode block) {
            Seed seed = Seed.of(block.get("number").asLong());
            for (JsonNode part : block.get("path")) {
                seed = part.isInt() ? seed.split(part.asInt()) : seed.split(part.asString());
            }
            return new Expected(seed, block);
        }

        double[] doubles(String key) {
            return list(block.get(key)).mapToDouble(JsonNode::asDouble).toArray();
        }

        long[] words(String key) {
            return list(block.get(key))
                    .mapToLong(word -> Long.parseUnsignedLong(word.asString(), 16))
                    .toArray();
        }

        long word(String key) {
            return Long.parseUnsignedLong(block.get(key).asString(), 16);
        }

        @Override
        public String toString() {
            return seed.toString();
        }
    }

    static Stream<Expected> streams() {
        return list(TABLE.get("streams")).map(Expected::of);
    }

    @Test
    void theTableHoldsEveryKindOfSeed() {
        assertThat(streams())
                .extracting(Expected::toString)
                .hasSize(68)
                .contains("Seed.of(0)", "Seed.of(4294967296)", "Seed.of(" + Long.MAX_VALUE + ")")
                .contains("Seed.of(1).split(\"\")", "Seed.of(1).split(\"α\")", "Seed.of(1).split(\"actor\").split(3)");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void seedSequenceGeneratesTheSameState(Expected expected) {
        int[] state = expected.seed().sequence().generateState(11);
        assertThat(IntStream.of(state).mapToLong(Integer::toUnsignedLong))
                .containsExactly(box(expected.words("state")));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void rawWordsAreTheSame(Expected expected) {
        Rng rng = expected.seed().rng();
        for (long word : expected.words("raw")) {
            assertThat(rng.nextLong()).isEqualTo(word);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void uniformDrawsAreTheSame(Expected expected) {
        Rng unit = expected.seed().rng();
        for (double value : expected.doubles("doubles")) {
            assertSameBits(unit.nextDouble(), value);
        }
        Rng interval = expected.seed().rng();
        for (double value : expected.doubles("uniforms")) {
            assertSameBits(interval.uniform(LOW, HIGH), value);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void integersAreTheSame(Expected expected) {
        Rng rng = expected.seed().rng();
        double[] integers = expected.doubles("integers");
        for (int i = 0; i < integers.length; i++) {
            int bound = BOUNDS.get(i % BOUNDS.size());
            assertThat(rng.nextInt(bound)).as("draw %d, bound %d", i, bound).isEqualTo((int) integers[i]);
        }
    }

    /** A bound just above 2³⁰ makes Lemire's method reject every fourth word. */
    @ParameterizedTest
    @MethodSource("streams")
    void oneHundredThousandIntegersHaveTheSameDigest(Expected expected) {
        Rng rng = expected.seed().rng();
        long digest = 0;
        for (int i = 0; i < MANY / 10; i++) {
            digest = 31 * digest + rng.nextInt((1 << 30) + 1);
        }
        assertThat(digest).isEqualTo(expected.word("integersDigest"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aMixtureOfDrawsIsTheSame(Expected expected) {
        Rng rng = expected.seed().rng();
        double[] mixed = expected.doubles("mixed");
        for (int i = 0; i < mixed.length; i += 5) {
            assertSameBits(rng.nextInt(1000), mixed[i]);
            assertSameBits(rng.nextDouble(), mixed[i + 1]);
            assertSameBits(rng.normal(), mixed[i + 2]);
            assertSameBits(rng.nextInt(7), mixed[i + 3]);
            assertSameBits(rng.uniform(LOW, HIGH), mixed[i + 4]);
        }
    }

    /** The digest takes in the tail draws too: none of those that differ from NumPy's is among the first million. */
    @ParameterizedTest
    @MethodSource("streams")
    void oneMillionNormalsAreTheSame(Expected expected) {
        Rng first = expected.seed().rng();
        for (double value : expected.doubles("normals")) {
            assertSameBits(first.normal(), value);
        }
        Rng rng = expected.seed().rng();
        long digest = 0;
        for (int i = 0; i < MANY; i++) {
            digest = 31 * digest + Double.doubleToRawLongBits(rng.normal());
        }
        assertThat(digest).isEqualTo(expected.word("normalsDigest"));
    }

    private static void assertSameBits(double actual, double expected) {
        assertThat(Double.doubleToRawLongBits(actual))
                .as("%s for %s", actual, expected)
                .isEqualTo(Double.doubleToRawLongBits(expected));
    }

    private static Long[] box(long[] words) {
        return Arrays.stream(words).boxed().toArray(Long[]::new);
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::get);
    }

    private static JsonNode read(String resource) {
        try (InputStream in = NumpyStreamsTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
