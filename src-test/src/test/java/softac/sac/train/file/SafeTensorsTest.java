package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.autodiff.kernel.Precision;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

class SafeTensorsTest {
    private static final Map<String, String> WORDS = Map.of("format", "example", "version", "3", "é\"", "\n");

    @TempDir
    Path folder;

    private static SafeTensors read(Stateful content) throws BadFileException {
        return SafeTensors.of("test", SafeTensors.bytes(WORDS, content));
    }

    private static void refused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(BadFileException.class).hasMessage("test: " + message);
    }

    // ------------------------------------------------------------------------------------------ round trips

    /** A piece of state of any kind with any bits. */
    record Any(int kind, int rows, int columns, List<Long> bits) {
        Stateful named(String name) {
            int n = rows * columns;
            return switch (kind) {
                case 0 -> {
                    long[] words = new long[n];
                    fill(n, i -> words[i] = bits.get(i % bits.size()));
                    yield v -> v.longs(name, words);
                }
                case 1 -> {
                    double[] values = new double[n];
                    fill(n, i -> values[i] = Double.longBitsToDouble(bits.get(i % bits.size())));
                    yield v -> v.doubles(name, values);
                }
                case 2 -> {
                    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
                    fill(n, i -> matrix.data[i] = Double.longBitsToDouble(bits.get(i % bits.size())));
                    yield v -> v.matrix(name, matrix);
                }
                default -> {
                    FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
                    fill(
                            n,
                            i -> matrix.data[i] = Float.intBitsToFloat(
                                    bits.get(i % bits.size()).intValue()));
                    yield v -> v.matrix(name, matrix);
                }
            };
        }

        private static void fill(int n, java.util.function.IntConsumer element) {
            for (int i = 0; i < n; i++) {
                element.accept(i);
            }
        }
    }

    @Provide
    Arbitrary<Any> piece() {
        Arbitrary<Long> bits = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.of(
                        0L,
                        1L << 63,
                        1L << 31,
                        0x7FF8000000000123L,
                        0x7FF0000000000001L,
                        0x7F800001L,
                        0x7FC00123L,
                        -1L));
        Arbitrary<Integer> size = Arbitraries.integers().between(0, 5);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        size,
                        size,
                        bits.list().ofMinSize(1).ofMaxSize(25))
                .as(Any::new);
    }

    private static Stateful listing(List<Any> pieces, boolean blank) {
        return v -> {
            for (int i = 0; i < pieces.size(); i++) {
                Any any = pieces.get(i);
                (blank ? new Any(any.kind, any.rows, any.columns, List.of(5L)) : any)
                        .named("piece " + i)
                        .state(v);
            }
        };
    }

    /** A listing whose pieces stay the same objects from visit to visit. */
    private static Stateful blank(List<Any> pieces) {
        List<Stateful> made = new java.util.ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Any any = pieces.get(i);
            made.add(new Any(any.kind, any.rows, any.columns, List.of(5L)).named("piece " + i));
        }
        return v -> made.forEach(piece -> piece.state(v));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void bitsShapesAndWordsSurvive(
            @ForAll @Size(max = 6) List<@From("piece") Any> pieces,
            @ForAll @Size(max = 3) Map<@From("word") String, @From("word") String> words)
            throws BadFileException {
        Stateful content = listing(pieces, false);
        byte[] bytes = SafeTensors.bytes(words, content);
        assertThat(SafeTensors.bytes(words, content)).isEqualTo(bytes);
        SafeTensors file = SafeTensors.of("test", bytes);
        Stateful copy = blank(pieces);
        file.load(copy);
        assertThat(StateHash.of(copy)).isEqualTo(StateHash.of(content));
        assertThat(file.metadata()).containsAllEntriesOf(words).hasSize(words.size() + 1);
        assertThat(SafeTensors.bytes(words, copy)).isEqualTo(bytes);
    }

    @Provide
    Arbitrary<String> word() {
        return Arbitraries.strings()
                .ofMaxLength(5)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000));
    }

    @Test
    void aPieceLargerThanAChunkGoesThroughADisk() throws IOException {
        FMatrixRMaj large = new FMatrixRMaj(1000, 333);
        double[] values = new double[20_001];
        for (int i = 0; i < large.data.length; i++) {
            large.data[i] = i * 0.5f;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = -i;
        }
        Path path = folder.resolve("large");
        SafeTensors.write(path, Map.of(), v -> {
            v.matrix("large", large);
            v.doubles("values", values);
        });
        try (SafeTensors file = SafeTensors.open(path)) {
            assertThat(((FMatrixRMaj) file.matrix("large", 1000, 333, Precision.FLOAT32)).data)
                    .isEqualTo(large.data);
            assertThat(file.doubles("values", 20_001)).isEqualTo(values);
        }
    }

    /** Zero-copy readers need it: every tensor begins at a multiple of its element, whatever the names and sizes. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyTensorIsAligned(@ForAll @Size(max = 6) List<@From("piece") Any> pieces, @ForAll @From("word") String word)
            throws BadFileException, IOException {
        byte[] bytes = SafeTensors.bytes(Map.of("w", word), listing(pieces, false));
        long headerLength = java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertThat(headerLength % 8).isZero();
        Header header = Header.of(Map.of(), listing(pieces, false));
        for (Entry entry : header.entries().values()) {
            assertThat(entry.begin() % entry.dtype().bytes()).isZero();
        }
    }

    @Test
    void theOrderInWhichWordsAreGivenDoesNotMatter() {
        byte[] bytes = SafeTensors.bytes(Map.of("a", "1", "b", "2", "c", "3"), new Example(1));
        assertThat(SafeTensors.bytes(new java.util.TreeMap<>(Map.of("c", "3", "a", "1", "b", "2")), new Example(1)))
                .isEqualTo(bytes);
    }

    // -------------------------------------------------------------------------------------------- accessors

    private static final Stateful CONTENT = v -> {
        v.matrix("single", new FMatrixRMaj(2, 1, true, 1, Float.NaN));
        v.matrix("double", new DMatrixRMaj(1, 2, true, Double.NEGATIVE_INFINITY, 2));
        v.doubles("values", new double[] {1, 2, Double.NaN});
        v.longs("words", new long[] {1, Long.MIN_VALUE});
    };

    @Test
    void tensorsByName() throws BadFileException {
        SafeTensors file = read(CONTENT);
        assertThat(file.names()).containsExactly("double", "values", "words", "single");
        assertThat(file.shape("single")).containsExactly(2, 1);
        assertThat(file.dtype("words")).isEqualTo(Dtype.I64);
        ReshapeMatrix single = file.matrix("single", 2, 1, Precision.FLOAT32);
        assertThat(((FMatrixRMaj) single).data).containsExactly(1, Float.NaN);
        ReshapeMatrix doubles = file.matrix("double", 1, 2, Precision.FLOAT64);
        assertThat(((DMatrixRMaj) doubles).data).containsExactly(Double.NEGATIVE_INFINITY, 2);
        assertThat(file.doubles("values", 3)).containsExactly(1, 2, Double.NaN);
        assertThat(file.longs("words", 2)).containsExactly(1, Long.MIN_VALUE);
    }

    @Test
    void whatIsNotAsExpectedIsRefusedInOneLine() throws BadFileException {
        SafeTensors file = read(CONTENT);
        String same = ", as written with the same settings";
        refused(() -> file.matrix("single", 1, 2, Precision.FLOAT32), "\"single\" is F32 2×1; expected F32 1×2" + same);
        refused(() -> file.matrix("single", 2, 1, Precision.FLOAT64), "\"single\" is F32 2×1; expected F64 2×1" + same);
        refused(() -> file.matrix("other", 2, 1, Precision.FLOAT32), "\"other\" is missing; expected F32 2×1" + same);
        refused(() -> file.doubles("values", 2), "\"values\" is F64 3; expected F64 2" + same);
        refused(() -> file.doubles("double", 2), "\"double\" is F64 1×2; expected F64 2" + same);
        refused(() -> file.doubles("words", 2), "\"words\" is I64 2; expected F64 2" + same);
        refused(() -> file.longs("values", 3), "\"values\" is F64 3; expected I64 3" + same);
        refused(() -> file.shape("no\nsuch"), "there is no tensor \"no\\u000asuch\"");
        refused(() -> file.dtype("x".repeat(99)), "there is no tensor \"" + "x".repeat(60) + "…\"");
    }

    @Test
    void onRequestEveryNumberMustBeFinite() throws BadFileException {
        SafeTensors file = read(CONTENT).finite();
        refused(
                () -> file.matrix("single", 2, 1, Precision.FLOAT32),
                "\"single\" is NaN or infinite at element 1; expected finite numbers");
        refused(
                () -> file.matrix("double", 1, 2, Precision.FLOAT64),
                "\"double\" is NaN or infinite at element 0; expected finite numbers");
        refused(() -> file.doubles("values", 3), "\"values\" is NaN or infinite at element 2; expected finite numbers");
        assertThat(file.longs("words", 2)).hasSize(2);
        refused(() -> file.load(CONTENT), "\"single\" is NaN or infinite at element 1; expected finite numbers");
    }

    @Test
    void theLastElementOfALargeMatrixIsCheckedToo() throws BadFileException {
        FMatrixRMaj large = new FMatrixRMaj(300, 300);
        SafeTensors finite = read(v -> v.matrix("large", large)).finite();
        assertThat(finite.matrix("large", 300, 300, Precision.FLOAT32)).isNotNull();
        large.data[89_999] = Float.POSITIVE_INFINITY;
        SafeTensors infinite = read(v -> v.matrix("large", large)).finite();
        refused(
                () -> infinite.matrix("large", 300, 300, Precision.FLOAT32),
                "\"large\" is NaN or infinite at element 89999; expected finite numbers");
    }

    @Test
    void metadata() throws BadFileException {
        SafeTensors file = read(CONTENT);
        assertThat(file.metadata("é\"")).contains("\n");
        assertThat(file.metadata("none")).isEqualTo(Optional.empty());
        assertThat(file.require("format")).isEqualTo("example");
        refused(() -> file.require("activation"), "its metadata has no \"activation\"");
        file.requireFormat("example", 3);
        refused(() -> file.requireFormat("policy", 3), "its format is \"example\"; expected \"policy\"");
        refused(() -> file.requireFormat("example", 4), "example version \"3\"; this program reads version 4");
        SafeTensors plain = SafeTensors.of("test", Handmade.file("{}", new byte[0]));
        refused(() -> plain.requireFormat("policy", 1), "its format is not given; expected \"policy\"");
        assertThat(file.refuse("low ≥ high\u202e")).hasMessage("test: low ≥ high\\u202e");
    }

    // ---------------------------------------------------------------------------------------------- loading

    @Test
    void aWordIsNoPartOfTheHashAndAHashIsNotNeeded() throws BadFileException {
        long[] words = {0};
        SafeTensors.of("test", Handmade.tensor("words", "I64", "[1]", "[0,8]", new byte[] {7, 0, 0, 0, 0, 0, 0, 0}))
                .load(v -> v.longs("words", words));
        assertThat(words).containsExactly(7);
    }

    @Test
    void loadingTellsTheComponent() throws BadFileException {
        Example example = new Example(1);
        read(new Example(2)).load(example);
        assertThat(StateHash.of(example)).isEqualTo(StateHash.of(new Example(2)));
        assertThat(example.loads).isPositive();
    }

    // ------------------------------------------------------------------------------------ mistakes of callers

    @Test
    void aListingThatCannotStandInAFileIsRefused() throws BadFileException {
        Stateful twice = v -> {
            v.longs("x", new long[1]);
            v.doubles("x", new double[1]);
        };
        assertThatThrownBy(() -> SafeTensors.bytes(Map.of(), twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"x\" is listed twice");
        SafeTensors file = read(v -> v.longs("x", new long[1]));
        assertThatThrownBy(() -> file.load(v -> {
                    v.longs("x", new long[1]);
                    v.longs("x", new long[1]);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"x\" is listed twice");
        assertThatThrownBy(() -> SafeTensors.bytes(Map.of(), v -> v.longs("__metadata__", new long[1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SafeTensors.bytes(Map.of("a", "\udc00"), v -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SafeTensors.bytes(Map.of(SafeTensors.HASH, "mine"), v -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreThanCanBeReadAgainIsNotWritten() throws IOException {
        Path path = folder.resolve("many");
        Stateful many = v -> {
            for (int i = 0; i < 20_000; i++) {
                v.longs("piece " + i, new long[0]);
            }
        };
        assertThatThrownBy(() -> SafeTensors.write(path, Map.of(), many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20000 pieces");
        assertThat(folder).isEmptyDirectory();
    }

    // ----------------------------------------------------------------------------------------------- memory

    @Test
    void readingAllocatesTheTensorAndLittleMore() throws IOException {
        FMatrixRMaj large = new FMatrixRMaj(2048, 1024);
        Path path = folder.resolve("large");
        SafeTensors.write(path, Map.of(), v -> v.matrix("large", large));
        FMatrixRMaj target = new FMatrixRMaj(2048, 1024);
        Stateful listing = v -> v.matrix("large", target);
        assertThat(allocated(() -> {
                    try (SafeTensors file = SafeTensors.open(path).finite()) {
                        file.matrix("large", 2048, 1024, Precision.FLOAT32);
                    }
                }))
                .isLessThan(Files.size(path) + (1 << 20));
        assertThat(allocated(() -> {
                    try (SafeTensors file = SafeTensors.open(path)) {
                        file.load(listing);
                    }
                }))
                .isLessThan(1 << 20);
        assertThat(allocated(() -> SafeTensors.write(path, Map.of(), listing))).isLessThan(1 << 20);
    }

    interface Reading {
        void run() throws IOException;
    }

    /** Bytes allocated by this thread the second time, when all classes are loaded. */
    static long allocated(Reading reading) throws IOException {
        reading.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aVisitorThatReadsChangesNothing() {
        Example example = new Example(4);
        String hash = StateHash.of(example);
        SafeTensors.bytes(Map.of(), example);
        assertThat(StateHash.of(example)).isEqualTo(hash);
        assertThat(example.loads).isZero();
        StateVisitor probe = new StateVisitor() {
            @Override
            public void longs(String name, long[] words) {}

            @Override
            public void doubles(String name, double[] values) {}

            @Override
            public void matrix(String name, ReshapeMatrix matrix) {}
        };
        assertThat(probe.overwrites()).isFalse();
    }
}
