package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever bytes come in, what comes out is the content or a {@link BadFileException}. */
class DamagedFilesTest {
    private static final byte[] VALID = SafeTensors.bytes(Map.of("format", "example"), new Example(1));

    /** Its last bytes: 6 floats and 1 + 5 + 2 + 2 elements of 8 bytes. */
    private static final int DATA = 6 * 4 + (1 + 5 + 2 + 2) * 8;

    /** A file without a hash, of which only a bit of the data or of a word can change unnoticed. */
    private static final String HEADER = "{\"__metadata__\":{\"k\":\"v\"},"
            + Handmade.entry("weight", "F32", "[2,3]", "[0,24]") + ","
            + Handmade.entry("steps", "I64", "[1]", "[24,32]") + "}";

    private static final byte[] PLAIN = Handmade.file(HEADER, new byte[32]);

    private enum Outcome {
        LOADED,
        REFUSED
    }

    private static Outcome load(byte[] bytes) {
        Example example = new Example(2);
        String before = StateHash.of(example);
        try {
            SafeTensors.of("damaged", bytes).load(example);
            return Outcome.LOADED;
        } catch (BadFileException e) {
            assertThat(StateHash.of(example)).isEqualTo(before);
            return Outcome.REFUSED;
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << (bit % 8));
        return damaged;
    }

    @Test
    void theUndamagedFileLoads() {
        assertThat(load(VALID)).isEqualTo(Outcome.LOADED);
    }

    @Test
    void everyFlippedBitOfStateIsNoticed() {
        for (int bit = 8 * (VALID.length - DATA); bit < 8 * VALID.length; bit++) {
            assertThat(load(flipped(VALID, bit))).as("bit %d", bit).isEqualTo(Outcome.REFUSED);
        }
    }

    /** Without a hash a flip is refused unless it stays within the data, the words or a name. */
    @Test
    void flippedBitsOfAPlainFileAreRefusedOutsideOfContent() throws BadFileException {
        int word = 8 + HEADER.indexOf("\"v\"") + 1;
        int key = 8 + HEADER.indexOf("\"k\"") + 1;
        for (int bit = 0; bit < 8 * PLAIN.length; bit++) {
            byte[] damaged = flipped(PLAIN, bit);
            int at = bit / 8;
            try {
                SafeTensors file = SafeTensors.of("damaged", damaged);
                file.check("weight", Dtype.F32, List.of(2, 3));
                file.check("steps", Dtype.I64, List.of(1));
                assertThat(at >= 8 + HEADER.length() || at == word || at == key)
                        .as("bit %d", bit)
                        .isTrue();
            } catch (BadFileException e) {
                assertThat(at).as("bit %d", bit).isLessThan(8 + HEADER.length());
            }
        }
    }

    @Test
    void everyTruncationIsRefused() {
        for (byte[] whole : List.of(VALID, PLAIN)) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> SafeTensors.of("cut", cut)).isInstanceOf(BadFileException.class);
            }
        }
    }

    @Test
    void everyExtensionIsRefused() {
        for (int more = 1; more < 40; more++) {
            byte[] longer = Arrays.copyOf(VALID, VALID.length + more);
            assertThatThrownBy(() -> SafeTensors.of("longer", longer)).isInstanceOf(BadFileException.class);
        }
    }

    // ---------------------------------------------------------------------------------------------- fuzzing

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void anyBytes(@ForAll @Size(max = 200) byte[] bytes) {
        load(bytes);
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void anyHeader(@ForAll @Size(max = 100) byte[] header, @ForAll @Size(max = 20) byte[] data) {
        load(Handmade.file(header, data));
    }

    /** Pieces of real headers, in any order: gets far deeper than random bytes. */
    @Provide
    Arbitrary<String> token() {
        return Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\\",
                "\\u0041",
                "\\ud83d",
                " ",
                "\n",
                "0",
                "1",
                "4",
                "24",
                "-",
                ".",
                "e9",
                "9223372036854775807",
                "2147483648",
                "null",
                "\"dtype\":",
                "\"shape\":",
                "\"data_offsets\":",
                "\"F32\"",
                "\"I64\"",
                "\"w\":{",
                "\"__metadata__\":{",
                "[2,3]",
                "[0,24]",
                "[0,0]",
                "[0]",
                "\"a\":\"b\"",
                "é",
                "🙂",
                "\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}",
                "\"v\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}");
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void anyTokens(@ForAll @Size(max = 12) List<@From("token") String> tokens, @ForAll @Size(max = 24) byte[] data) {
        load(Handmade.file("{" + String.join("", tokens), data));
    }

    /** A valid file with a few bytes of its header overwritten, some of them by bytes that mean something there. */
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void anyEdits(@ForAll @Size(min = 1, max = 4) List<Integer> places, @ForAll @From("byteOfAHeader") byte value) {
        byte[] damaged = VALID.clone();
        for (int place : places) {
            damaged[Math.floorMod(place, damaged.length)] = value;
        }
        Outcome outcome = load(damaged);
        assertThat(outcome == Outcome.REFUSED || loadedUnchanged(damaged)).isTrue();
    }

    @Provide
    Arbitrary<Byte> byteOfAHeader() {
        byte[] meaningful = "{}[]:,\"\\0123456789FI _".getBytes(StandardCharsets.US_ASCII);
        return Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.integers().between(0, meaningful.length - 1).map(i -> meaningful[i]));
    }

    /** Loaded although edited: then no bit of the state changed, only a word or the name of the hash. */
    private static boolean loadedUnchanged(byte[] bytes) {
        Example example = new Example(2);
        try {
            SafeTensors file = SafeTensors.of("edited", bytes);
            file.load(example);
            return file.metadata(SafeTensors.HASH).isEmpty()
                    || StateHash.of(example).equals(StateHash.of(new Example(1)));
        } catch (BadFileException e) {
            return false;
        }
    }
}
