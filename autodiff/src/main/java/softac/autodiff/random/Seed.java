package softac.autodiff.random;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in the tree of random streams: a number, then names. Two different places give streams that are independent
 * for every practical purpose; the same place always gives the same stream, whatever else was split off, in whatever
 * order.
 *
 * <p>In NumPy's words a seed is {@code SeedSequence(n, spawn_key=(...))}, and its stream {@code PCG64} of that. Unsplit
 * it is {@code default_rng(n)}. {@link #split(String)} appends to the spawn key the length of the name in UTF-8 bytes
 * and then these bytes as little-endian 32-bit words, the last one filled up with zeros:
 *
 * <pre>{@code
 * Seed.of(1).split("env")      // SeedSequence(1, spawn_key=(3, 0x766e65))       'e' = 0x65, 'n' = 0x6e, 'v' = 0x76
 * Seed.of(1).split("actor")    // SeedSequence(1, spawn_key=(5, 0x6f746361, 0x72))
 * Seed.of(1).split(7)          // SeedSequence(1, spawn_key=(7,)), which is SeedSequence(1).spawn(8)[7]
 * }</pre>
 *
 * <p>The leading length keeps paths apart: no two sequences of names give the same key. Immutable.
 */
public final class Seed {
    private final long number;
    private final int[] spawnKey;
    private final String path;

    private Seed(long number, int[] spawnKey, String path) {
        this.number = number;
        this.spawnKey = spawnKey;
        this.path = path;
    }

    /**
     * The root of a tree of streams; its own stream is that of NumPy's {@code default_rng(number)}.
     *
     * @param number 0 to 2⁶³ − 1
     * @throws IllegalArgumentException if the number is negative
     */
    public static Seed of(long number) {
        if (number < 0) {
            throw new IllegalArgumentException(
                    "Seed.of(" + number + "): a seed is 0 or greater; type for example Seed.of(1)");
        }
        return new Seed(number, new int[0], "Seed.of(" + number + ")");
    }

    /**
     * The branch of that name.
     *
     * @param name any text, by convention that of the consumer, such as {@code "env"}; may be empty
     * @throws IllegalArgumentException if the name holds half a surrogate pair and so has no UTF-8 form
     */
    public Seed split(String name) {
        byte[] bytes = utf8(name);
        int[] words = new int[1 + (bytes.length + 3) / 4];
        words[0] = bytes.length;
        for (int i = 0; i < bytes.length; i++) {
            words[1 + i / 4] |= (bytes[i] & 0xFF) << (8 * (i % 4));
        }
        return append(words, ".split(\"" + escape(name) + "\")");
    }

    /**
     * The branch of that index, for consumers of one kind that are many: child number {@code index}, from 0, of NumPy's
     * {@code spawn}. The index is appended to the spawn key as it is, one word. Split one seed either by names or by
     * indices: an index has no length before it, and {@code split(0)} is {@code split("")}.
     *
     * @param index 0 or greater
     * @throws IllegalArgumentException if the index is negative
     */
    public Seed split(int index) {
        if (index < 0) {
            throw new IllegalArgumentException(
                    this + ".split(" + index + "): an index is 0 or greater; type for example split(0)");
        }
        return append(new int[] {index}, ".split(" + index + ")");
    }

    /** A new stream at its beginning; every call gives the same numbers again. */
    public Rng rng() {
        return new Rng(sequence());
    }

    SeedSequence sequence() {
        int low = (int) number;
        int high = (int) (number >>> 32);
        // NumPy fills the number up with zeros only where a spawn key follows.
        int numberWords = spawnKey.length > 0 ? SeedSequence.POOL : high == 0 ? 1 : 2;
        int[] entropy = new int[numberWords + spawnKey.length];
        entropy[0] = low;
        if (numberWords > 1) {
            entropy[1] = high;
        }
        System.arraycopy(spawnKey, 0, entropy, numberWords, spawnKey.length);
        return new SeedSequence(entropy);
    }

    private Seed append(int[] words, String step) {
        int[] key = Arrays.copyOf(spawnKey, spawnKey.length + words.length);
        System.arraycopy(words, 0, key, spawnKey.length, words.length);
        return new Seed(number, key, path + step);
    }

    private static byte[] utf8(String name) {
        try {
            // String.getBytes would turn every malformed name into the same question marks.
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "split(\"" + name + "\"): the name holds half a surrogate pair; type whole characters", e);
        }
    }

    private static String escape(String name) {
        return name.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** Whether both are the same place, and so give the same stream. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Seed seed && number == seed.number && Arrays.equals(spawnKey, seed.spawnKey);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(number) + Arrays.hashCode(spawnKey);
    }

    /** The expression that makes this seed again, such as {@code Seed.of(1).split("env")}. */
    @Override
    public String toString() {
        return path;
    }
}
