package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

class CheckpointTest {
    private static final Map<String, String> WORDS = Map.of("format", "softac-checkpoint", "version", "1");

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("checkpoint"), bytes);
    }

    /** Loads into another state and makes sure that a refusal leaves it as it was. */
    private void refused(byte[] bytes, String message) throws IOException {
        Example example = new Example(2);
        String before = StateHash.of(example);
        Path file = file(bytes);
        assertThatThrownBy(() -> Checkpoint.load(file, example))
                .isInstanceOf(BadFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message)
                .hasMessageMatching("[^\\p{Cntrl}]+");
        assertThat(StateHash.of(example)).isEqualTo(before);
    }

    private void refused(Stateful saved, String message) throws IOException {
        refused(SafeTensors.bytes(WORDS, saved), message);
    }

    @Property(tries = 20)
    void whatIsLoadedGoesOnAsWhatWasSaved(@ForAll @LongRange(min = 0) long seed) throws IOException {
        Example saved = new Example(seed);
        for (int i = 0; i < seed % 5; i++) {
            saved.stream.nextInt(7); // an odd number of draws leaves half a word behind
        }
        Path file = Files.createTempFile("checkpoint", "");
        try {
            Checkpoint.save(file, saved);
            Example loaded = new Example(seed / 2 + 1);
            Checkpoint.load(file, loaded);
            assertThat(StateHash.of(loaded)).isEqualTo(StateHash.of(saved));
            assertThat(loaded.stream.nextInt(7)).isEqualTo(saved.stream.nextInt(7));
            assertThat(loaded.stream.normal()).isEqualTo(saved.stream.normal());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void theSameStateIsTheSameFile() throws IOException {
        Path file = folder.resolve("a");
        Checkpoint.save(file, new Example(1));
        assertThat(file).hasBinaryContent(SafeTensors.bytes(WORDS, new Example(1)));
        try (SafeTensors content = SafeTensors.open(file)) {
            assertThat(content.require(SafeTensors.HASH)).isEqualTo(StateHash.of(new Example(1)));
        }
    }

    @Test
    void everyFlippedBitIsRefused() throws IOException {
        byte[] whole = SafeTensors.bytes(WORDS, new Example(1));
        Path file = file(whole);
        Example example = new Example(2);
        String before = StateHash.of(example);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            for (int bit = 0; bit < 8 * whole.length; bit++) {
                open.seek(bit / 8);
                open.write(whole[bit / 8] ^ (1 << (bit % 8)));
                assertThat(isRefused(file, example)).as("bit %d", bit).isTrue();
                open.seek(bit / 8);
                open.write(whole[bit / 8]);
            }
        }
        assertThat(StateHash.of(example)).isEqualTo(before);
        Checkpoint.load(file, example);
        assertThat(StateHash.of(example)).isEqualTo(StateHash.of(new Example(1)));
    }

    private static boolean isRefused(Path file, Stateful state) {
        try {
            Checkpoint.load(file, state);
            return false;
        } catch (BadFileException e) {
            return true;
        }
    }

    @Test
    void everyTruncationAndExtensionIsRefused() throws IOException {
        byte[] whole = SafeTensors.bytes(WORDS, new Example(1));
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length), "");
        }
        for (int more = 1; more < 20; more++) {
            refused(Arrays.copyOf(whole, whole.length + more), "bytes too many");
        }
    }

    @Test
    void halvesOfTwoCheckpointsAreRefused() throws IOException {
        byte[] one = SafeTensors.bytes(WORDS, new Example(1));
        byte[] other = SafeTensors.bytes(WORDS, new Example(3));
        assertThat(other).hasSameSizeAs(one);
        int header = one.length - 24 - 8 - 40 - 16 - 16;
        for (int cut = header; cut < one.length; cut += 8) {
            byte[] mixed = one.clone();
            System.arraycopy(other, cut, mixed, cut, other.length - cut);
            refused(mixed, "damaged");
        }
        byte[] zeroed = one.clone();
        Arrays.fill(zeroed, header, header + 64, (byte) 0);
        refused(zeroed, "damaged");
    }

    @Test
    void anotherStateIsRefusedByItsFirstDifference() throws IOException {
        refused(changed(v -> v.longs("more", new long[1])), "\"more\" is unknown here");
        refused(v -> v.matrix("weight", new FMatrixRMaj(2, 3)), "\"steps\" is missing; expected I64 1");
        refused(v -> v.matrix("weight", new FMatrixRMaj(3, 2)), "\"weight\" is F32 3×2; expected F32 2×3");
        refused(v -> v.doubles("weight", new double[6]), "\"weight\" is F64 6; expected F32 2×3");
        refused(v -> {}, "\"weight\" is missing");
        refused(v -> v.part("agent", new Example(1)), "\"weight\" is missing");
    }

    /** The same state with one piece more. */
    private static Stateful changed(Consumer<StateVisitor> more) {
        return v -> {
            new Example(1).state(v);
            more.accept(v);
        };
    }

    @Test
    void otherKindsAndVersionsAreRefused() throws IOException {
        Example example = new Example(1);
        refused(
                SafeTensors.bytes(Map.of("format", "softac-policy", "version", "1"), example),
                "its format is \"softac-policy\"; expected \"softac-checkpoint\"");
        refused(SafeTensors.bytes(Map.of(), example), "its format is not given; expected \"softac-checkpoint\"");
        for (String version : new String[] {"0", "2", "-1", "01", "1.0", "", "9223372036854775808"}) {
            refused(
                    SafeTensors.bytes(Map.of("format", "softac-checkpoint", "version", version), example),
                    "version \"" + version + "\"; this program reads version 1");
        }
        refused(SafeTensors.bytes(Map.of("format", "softac-checkpoint"), example), "no \"version\"");
        refused(
                Handmade.file("{\"__metadata__\":{\"format\":\"softac-checkpoint\",\"version\":\"1\"}}", new byte[0]),
                "no \"state_sha256\"");
    }

    // ------------------------------------------------------------ files with the right hash and wrong content

    /** Integers that no stream can have, under the right hash. */
    @Test
    void whatTheComponentRefusesIsTakenBack() throws IOException {
        Stateful evenIncrement = v -> {
            v.matrix("weight", new FMatrixRMaj(2, 3));
            v.longs("steps", new long[] {99});
            v.matrix("empty", new FMatrixRMaj(0, 4));
            v.longs("stream.pcg64", new long[] {1, 2, 3, 4, -1});
            v.matrix("moment", new org.ejml.data.DMatrixRMaj(1, 2));
            v.doubles("position", new double[] {5, 6});
        };
        refused(evenIncrement, "it is refused: pcg64: increment 4 is even");
    }

    /** A component that refuses a double after it took others into arrays of its own. */
    private static final class Picky implements Stateful {
        final double[] own = {1, 2};
        final long[] words = {3};
        double last = 4;

        @Override
        public void state(StateVisitor visitor) {
            visitor.doubles("own", own);
            visitor.longs("words", words);
            double[] value = {last};
            visitor.doubles("last", value);
            if (value[0] < 0) {
                throw new IllegalStateException();
            }
            last = value[0];
        }
    }

    @Test
    void arraysOfTheComponentsOwnAreTakenBackToo() throws IOException {
        Picky saved = new Picky();
        saved.own[0] = 7;
        saved.words[0] = 8;
        Picky state = new Picky();
        Path file = folder.resolve("picky");
        Checkpoint.save(file, saved);
        Checkpoint.load(file, state);
        assertThat(StateHash.of(state)).isEqualTo(StateHash.of(saved));

        Files.write(file, SafeTensors.bytes(WORDS, v -> {
            v.doubles("own", new double[] {-1, -2});
            v.longs("words", new long[] {-3});
            v.doubles("last", new double[] {-4});
        }));
        assertThatThrownBy(() -> Checkpoint.load(file, state)).isInstanceOf(BadFileException.class);
        assertThat(StateHash.of(state)).isEqualTo(StateHash.of(saved));
    }

    // --------------------------------------------------------------------------------- files that change hands

    /** Cuts the file at a given visit, as somebody else could while it is read. */
    private static final class Saboteur implements Stateful {
        private final Stateful state;
        private final Path file;
        private int visitsLeft;

        Saboteur(Stateful state, Path file, int visitsLeft) {
            this.state = state;
            this.file = file;
            this.visitsLeft = visitsLeft;
        }

        @Override
        public void state(StateVisitor visitor) {
            if (visitsLeft-- == 0) {
                try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                    open.setLength(open.length() - 100);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            state.state(visitor);
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsRefused() throws IOException {
        Path file = folder.resolve("shrinking");
        for (int visit = 0; visit < 6; visit++) {
            Checkpoint.save(file, new Example(1));
            Example example = new Example(2);
            String before = StateHash.of(example);
            Saboteur state = new Saboteur(example, file, visit);
            if (visit == 5) { // after the last of five passes
                Checkpoint.load(file, state);
                continue;
            }
            assertThatThrownBy(() -> Checkpoint.load(file, state))
                    .isInstanceOf(BadFileException.class)
                    .hasMessageContaining("shorter while it was read");
            if (visit < 4) {
                assertThat(StateHash.of(example)).isEqualTo(before);
            }
        }
    }

    @Test
    void aComponentThatRefusesAMatrixIsSaidToBeIncomplete() throws IOException {
        FMatrixRMaj matrix = new FMatrixRMaj(1, 1);
        Stateful state = v -> {
            v.matrix("m", matrix);
            if (matrix.get(0, 0) < 0) {
                throw new IllegalStateException("no negative m");
            }
        };
        Path file = file(SafeTensors.bytes(WORDS, v -> v.matrix("m", new FMatrixRMaj(1, 1, true, -1))));
        assertThatThrownBy(() -> Checkpoint.load(file, state))
                .isInstanceOf(BadFileException.class)
                .hasMessageContaining("no negative m")
                .hasMessageContaining("incomplete");
    }

    @Test
    void aFailedSaveKeepsTheOldCheckpoint() throws IOException {
        Path file = folder.resolve("kept");
        Checkpoint.save(file, new Example(1));
        byte[] before = Files.readAllBytes(file);
        int[] visits = {0};
        Stateful failing = v -> {
            if (visits[0]++ == 3) { // while the data is being written
                throw new IllegalStateException("made up");
            }
            new Example(3).state(v);
        };
        assertThatThrownBy(() -> Checkpoint.save(file, failing)).hasMessage("made up");
        assertThat(file).hasBinaryContent(before);
        assertThat(folder.toFile().list()).containsExactly("kept");
        assertThatThrownBy(() -> Checkpoint.save(folder.resolve("no/where"), new Example(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder does not exist");
    }

    @Test
    void wordsAreReadBackAndCoveredByAHash() throws IOException {
        Path file = folder.resolve("checkpoint");
        Map<String, String> words = Map.of("settings", "steps: 3\nalpha: α\n", "other", "");
        Checkpoint.save(file, words, new Example(1));
        assertThat(Checkpoint.words(file)).isEqualTo(words);
        Checkpoint.load(file, new Example(2));

        byte[] whole = Files.readAllBytes(file);
        int header = (whole[0] & 0xff) | (whole[1] & 0xff) << 8;
        for (int at = 8; at < 8 + header; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                Files.write(file, damaged);
                assertThatThrownBy(() -> Checkpoint.load(file, new Example(2)))
                        .as("byte %d, bit %d", at, bit)
                        .isInstanceOf(BadFileException.class);
            }
        }
    }

    @Test
    void aCheckpointWithoutWordsHasNone() throws IOException {
        Path file = folder.resolve("checkpoint");
        Checkpoint.save(file, new Example(1));
        assertThat(Checkpoint.words(file)).isEmpty();
    }
}
