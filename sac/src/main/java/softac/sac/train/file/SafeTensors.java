package softac.sac.train.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Precision;
import softac.autodiff.state.Stateful;

/**
 * A file of named tensors and words about them, in the <a
 * href="https://github.com/huggingface/safetensors">safetensors</a> format that NumPy, PyTorch and JAX read too:
 *
 * <pre>
 * length of the header (8 bytes, little-endian) · header (JSON, padded with spaces) · data (little-endian, row-major)
 * {"__metadata__": {"key": "word", …}, "name": {"dtype": "F32", "shape": [m, n], "data_offsets": [begin, end]}, …}
 * </pre>
 *
 * <p>What is written is whatever a {@link Stateful} lists; a lambda lists more:
 *
 * <pre>{@code
 * SafeTensors.write(path, Map.of("format", "example", "version", "1"), v -> {
 *     network.state(v);
 *     v.doubles("action.low", low);
 * });
 * try (SafeTensors file = SafeTensors.open(path).finite()) {
 *     file.requireFormat("example", 1);
 *     int hidden = file.shape("policy.0.weight").get(1);
 *     ...
 *     file.load(sameListing);
 * }
 * }</pre>
 *
 * <p>The same content gives the same bytes. A number belongs into a tensor rather than into a word: it keeps its bits and
 * is covered by the {@link StateHash} that every file written here carries under {@value #HASH} and {@link #load}
 * compares.
 *
 * <p>Reading is strict: no name twice, data without gap, overlap or rest, sizes that agree; a header of at most 1 MiB;
 * element types F32, F64 and I64, at most 8 sizes. The file stays open and only what is asked for is read; memory beyond
 * the header is that of the tensors asked for, in the shape the caller gives.
 */
public final class SafeTensors implements AutoCloseable {
    /** Key of the words that name what kind of file it is. */
    public static final String FORMAT = "format";

    /** Key of the version of that kind, a whole number. */
    public static final String VERSION = "version";

    /** Key of the hash of the tensors in the order they were listed in. */
    public static final String HASH = "state_sha256";

    private static final int LENGTH_BYTES = Long.BYTES;

    private final String file;
    private final Source source;
    private final Header header;
    private final long dataStart;
    private final boolean finite;

    private SafeTensors(String file, Source source, Header header, long dataStart, boolean finite) {
        this.file = file;
        this.source = source;
        this.header = header;
        this.dataStart = dataStart;
        this.finite = finite;
    }

    // ---------------------------------------------------------------------------------------------- writing

    /**
     * Writes a file, whole or not at all. Nobody may change the state meanwhile.
     *
     * @param path replaced if it exists
     * @param metadata words; {@value #HASH} is added
     * @param tensors what to write; not modified
     * @throws IOException when the file cannot be written; it is then as it was before
     * @throws IllegalArgumentException if a name is listed twice or a word cannot stand in a file
     */
    public static void write(Path path, Map<String, String> metadata, Stateful tensors) throws IOException {
        Header header = headerOf(metadata, tensors);
        AtomicFile.write(path, out -> write(header, tensors, out));
    }

    /**
     * The same bytes in memory.
     *
     * @param metadata words; {@value #HASH} is added
     * @param tensors what to write, at most 2 GiB; not modified
     * @return what {@link #write} would write
     * @throws IllegalArgumentException if a name is listed twice or a word cannot stand in a file
     */
    public static byte[] bytes(Map<String, String> metadata, Stateful tensors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(headerOf(metadata, tensors), tensors, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory needs no file", e);
        }
        return bytes.toByteArray();
    }

    private static Header headerOf(Map<String, String> metadata, Stateful tensors) throws IOException {
        Map<String, String> words = new TreeMap<>(metadata);
        if (words.put(HASH, StateHash.of(tensors)) != null) {
            throw new IllegalArgumentException("metadata " + HASH + " is given; it is added by itself, leave it out");
        }
        return Header.of(words, tensors);
    }

    private static void write(Header header, Stateful tensors, OutputStream out) throws IOException {
        byte[] json = header.json();
        out.write(ByteBuffer.allocate(LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .array());
        out.write(json);
        Header.eachInOrder(
                tensors,
                piece -> piece.read(chunk -> out.write(chunk.array(), chunk.arrayOffset(), chunk.remaining())));
    }

    // ---------------------------------------------------------------------------------------------- opening

    /**
     * Opens a file and reads its header.
     *
     * @param path a regular file
     * @return the file, to be closed
     * @throws BadFileException when it cannot be read or is no safetensors file
     */
    public static SafeTensors open(Path path) throws BadFileException {
        Source source = Source.open(path);
        try {
            return of(path.toString(), source);
        } catch (BadFileException e) {
            try {
                source.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * The same from memory, for example a resource in a jar.
     *
     * @param name as it stands in messages
     * @param bytes the content; nobody may change it while it is in use
     * @return the content; need not be closed
     * @throws BadFileException when it is no safetensors file
     */
    public static SafeTensors of(String name, byte[] bytes) throws BadFileException {
        return of(name, new Source.InMemory(bytes));
    }

    private static SafeTensors of(String file, Source source) throws BadFileException {
        try {
            long size = source.size();
            long length = headerLength(file, source, size);
            ByteBuffer json = ByteBuffer.allocate((int) length);
            source.read(LENGTH_BYTES, json);
            long dataStart = LENGTH_BYTES + length;
            Header header = Header.parse(file, json.flip(), size - dataStart);
            return new SafeTensors(file, source, header, dataStart, false);
        } catch (IOException e) {
            throw BadFileException.of(file, e);
        }
    }

    /** The length of the header; where it cannot be one, the refusal says what the file is instead. */
    private static long headerLength(String file, Source source, long size) throws IOException {
        ByteBuffer first =
                ByteBuffer.allocate((int) Math.min(FileKind.BYTES, size)).order(ByteOrder.LITTLE_ENDIAN);
        source.read(0, first);
        long length = size < LENGTH_BYTES ? -1 : first.getLong(0);
        boolean plausible = length > 0 && length <= Header.MOST_BYTES && startsWithBrace(first);
        if (plausible && length <= size - LENGTH_BYTES) {
            return length;
        }
        String found = plausible
                ? "cut short: " + size + " bytes, with a header of " + length
                : size == 0 ? "empty" : FileKind.of(first.array()).orElse("of an unknown kind, or damaged");
        throw new BadFileException(file, "it is " + found + "; expected a whole safetensors file");
    }

    /** Whether the header begins as it must; a file that ends before it could still. */
    private static boolean startsWithBrace(ByteBuffer first) {
        return first.limit() == LENGTH_BYTES || first.get(LENGTH_BYTES) == '{';
    }

    /**
     * The same file, of which every value read must be finite: NaN and infinities are refused. Closing either closes
     * both.
     */
    public SafeTensors finite() {
        return new SafeTensors(file, source, header, dataStart, true);
    }

    /** Closes the file. */
    @Override
    public void close() throws BadFileException {
        try {
            source.close();
        } catch (IOException e) {
            throw new BadFileException(file, "it cannot be closed: " + Text.reason(e), e);
        }
    }

    // --------------------------------------------------------------------------------------------- metadata

    /** The words, in the order of their keys. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The word under a key, if there is one. */
    public Optional<String> metadata(String key) {
        return Optional.ofNullable(header.metadata().get(key));
    }

    /**
     * The word under a key.
     *
     * @throws BadFileException when there is none
     */
    public String require(String key) throws BadFileException {
        return metadata(key).orElseThrow(() -> refuse("its metadata has no " + Text.quote(key)));
    }

    /**
     * Makes sure that this is the kind of file wanted.
     *
     * @param format what {@value #FORMAT} must be
     * @param version what {@value #VERSION} must be
     * @throws BadFileException when it is of another kind or version
     */
    public void requireFormat(String format, int version) throws BadFileException {
        Optional<String> found = metadata(FORMAT);
        if (!found.equals(Optional.of(format))) {
            throw refuse(
                    "its format is " + found.map(Text::quote).orElse("not given") + "; expected " + Text.quote(format));
        }
        if (!require(VERSION).equals(Integer.toString(version))) {
            throw refuse(
                    format + " version " + Text.quote(require(VERSION)) + "; this program reads version " + version);
        }
    }

    /**
     * The exception for content that a caller finds wrong, in the words of this file's other refusals.
     *
     * @param problem what is wrong and what was expected
     * @return to be thrown
     */
    public BadFileException refuse(String problem) {
        return new BadFileException(file, problem);
    }

    // ---------------------------------------------------------------------------------------------- tensors

    /** The names of the tensors, in the order of their bytes. */
    public Set<String> names() {
        return header.entries().keySet();
    }

    /**
     * The element type of a tensor.
     *
     * @throws BadFileException when there is no such tensor
     */
    public Dtype dtype(String name) throws BadFileException {
        return entry(name).dtype();
    }

    /**
     * The sizes of a tensor, none for a scalar.
     *
     * @throws BadFileException when there is no such tensor
     */
    public List<Integer> shape(String name) throws BadFileException {
        return entry(name).shape();
    }

    /**
     * A matrix of the file.
     *
     * @param name of the tensor
     * @param rows m
     * @param columns n
     * @param precision of the elements, which must be that of the file
     * @return a new matrix (m × n)
     * @throws BadFileException when it is missing, of another shape or type, or not {@link #finite()} where it must be
     */
    public ReshapeMatrix matrix(String name, int rows, int columns, Precision precision) throws BadFileException {
        check(name, Dtype.of(precision), List.of(rows, columns));
        ReshapeMatrix matrix =
                precision == Precision.FLOAT64 ? new DMatrixRMaj(rows, columns) : new FMatrixRMaj(rows, columns);
        fill(Piece.of(name, matrix));
        return matrix;
    }

    /**
     * A list of double precision numbers of the file.
     *
     * @param name of the tensor
     * @param count how many
     * @return a new array
     * @throws BadFileException when it is missing, of another shape or type, or not {@link #finite()} where it must be
     */
    public double[] doubles(String name, int count) throws BadFileException {
        check(name, Dtype.F64, List.of(count));
        double[] values = new double[count];
        fill(Piece.of(name, values));
        return values;
    }

    /**
     * A list of integers of the file.
     *
     * @param name of the tensor
     * @param count how many
     * @return a new array
     * @throws BadFileException when it is missing, or of another shape or type
     */
    public long[] longs(String name, int count) throws BadFileException {
        check(name, Dtype.I64, List.of(count));
        long[] words = new long[count];
        fill(Piece.of(name, words));
        return words;
    }

    /**
     * Overwrites a whole state with the tensors of the file, which must be exactly those that the state lists. All of
     * the file is checked before anything is overwritten: names, types, shapes, the hash (where the file has one), that
     * values are {@link #finite()} where they must be, and that the component accepts its integers and doubles. Only
     * then, a file changed at that very moment by somebody else can still fail, and the line says so.
     *
     * @param state overwritten on success, as it was otherwise
     * @throws BadFileException when anything does not fit
     * @throws IllegalArgumentException if the state lists a name twice
     */
    public void load(Stateful state) throws BadFileException {
        new Loading(this).into(state);
    }

    // --------------------------------------------------------------------------------------- for the package

    /** Refuses a tensor that is missing or other than expected. */
    void check(String name, Dtype dtype, List<Integer> shape) throws BadFileException {
        Entry entry = header.entries().get(name);
        if (entry == null || !entry.is(dtype, shape)) {
            throw refuse(Text.quote(name) + " is " + (entry == null ? "missing" : entry.describe()) + "; expected "
                    + Entry.describe(dtype, shape) + ", as written with the same settings");
        }
    }

    /** Overwrites a piece that was {@linkplain #check checked}. */
    void fill(Piece piece) throws BadFileException {
        int[] at = {0};
        read(piece.name(), chunk -> at[0] += piece.bits().get(chunk, at[0]));
    }

    /** Hands the elements of a tensor over. */
    void read(String name, Piece.Chunks sink) throws BadFileException {
        Entry entry = entry(name);
        ByteBuffer chunk = Piece.chunk(entry.end() - entry.begin());
        try {
            for (long at = entry.begin(); at < entry.end(); at += chunk.limit()) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), entry.end() - at));
                source.read(dataStart + at, chunk);
                if (finite) {
                    checkFinite(entry, at, chunk.flip());
                }
                sink.take(chunk.rewind());
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    BadFileException failure(IOException e) {
        return BadFileException.of(file, e);
    }

    private void checkFinite(Entry entry, long position, ByteBuffer elements) throws BadFileException {
        int at = entry.dtype().firstNonFinite(elements);
        if (at >= 0) {
            long element = (position - entry.begin()) / entry.dtype().bytes() + at;
            throw refuse(Text.quote(entry.name()) + " is NaN or infinite at element " + element
                    + "; expected finite numbers");
        }
    }

    private Entry entry(String name) throws BadFileException {
        Entry entry = header.entries().get(name);
        if (entry == null) {
            throw refuse("there is no tensor " + Text.quote(name));
        }
        return entry;
    }
}
