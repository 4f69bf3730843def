package softac.sac.train.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import softac.autodiff.state.Stateful;

/**
 * What a safetensors file holds, before its data: the tensors in the order of their bytes, which they cover without gap
 * or overlap, and words about them.
 *
 * @param entries by name, in the order of their bytes
 * @param metadata in the order of its keys
 */
record Header(Map<String, Entry> entries, Map<String, String> metadata) {
    /** Above any of ours a hundredfold, and so short that reading a hostile one costs no more than a few megabytes. */
    static final int MOST_BYTES = 1 << 20;

    /** The reference implementation starts the data at a multiple of so many bytes. */
    private static final int ALIGNMENT = 8;

    private static final int MOST_SIZES = 8;
    private static final String METADATA = "__metadata__";

    /**
     * The header of a file that holds what a component lists: first the pieces of 8 bytes per element, then those of 4,
     * so that every one begins at a multiple of its element, each group in the order of listing.
     *
     * @throws IllegalArgumentException if a name is listed twice or cannot stand in a file
     */
    static Header of(Map<String, String> metadata, Stateful tensors) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        long[] end = {0};
        eachInOrder(tensors, piece -> {
            long begin = end[0];
            end[0] += piece.byteLength();
            Entry entry = new Entry(piece.name(), piece.dtype(), piece.shape(), begin, end[0]);
            if (piece.name().equals(METADATA) || entries.put(piece.name(), entry) != null) {
                throw new IllegalArgumentException(Text.quote(piece.name())
                        + " is listed twice or reserved; every piece of state needs a name of its own");
            }
        });
        return new Header(
                Collections.unmodifiableMap(entries), Collections.unmodifiableSortedMap(new TreeMap<>(metadata)));
    }

    /** Lists the pieces in the order of their bytes. */
    static void eachInOrder(Stateful tensors, Pieces.Action action) throws IOException {
        for (int bytes : new int[] {8, 4}) {
            Pieces.read(tensors, piece -> {
                if (piece.dtype().bytes() == bytes) {
                    action.on(piece);
                }
            });
        }
    }

    /**
     * The header as JSON in UTF-8, padded with spaces.
     *
     * @throws IllegalArgumentException if it is longer than what is read again
     */
    byte[] json() {
        List<String> members = new ArrayList<>();
        if (!metadata.isEmpty()) {
            members.add(Json.quote(METADATA) + ":{"
                    + metadata.entrySet().stream()
                            .map(word -> Json.quote(word.getKey()) + ":" + Json.quote(word.getValue()))
                            .collect(Collectors.joining(","))
                    + "}");
        }
        for (Entry entry : entries.values()) {
            String shape = entry.shape().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
            members.add(Json.quote(entry.name()) + ":{\"dtype\":\"" + entry.dtype() + "\",\"shape\":" + shape
                    + ",\"data_offsets\":[" + entry.begin() + "," + entry.end() + "]}");
        }
        byte[] json = Text.utf8("{" + String.join(",", members) + "}");
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (padded > MOST_BYTES) {
            throw new IllegalArgumentException("a header of " + padded + " bytes for " + entries.size()
                    + " pieces of state; at most " + MOST_BYTES + " are read again: list fewer and larger pieces");
        }
        byte[] bytes = Arrays.copyOf(json, padded);
        Arrays.fill(bytes, json.length, padded, (byte) ' ');
        return bytes;
    }

    /**
     * Reads a header and holds it against the length of the data behind it.
     *
     * @param file as named in messages
     * @param json the header's bytes
     * @param dataLength how many bytes follow
     */
    static Header parse(String file, ByteBuffer json, long dataLength) throws BadFileException {
        Json cursor = new Json(file, decode(file, json));
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new TreeMap<>();
        cursor.object(name -> {
            if (name.equals(METADATA)) {
                cursor.object(key -> metadata.put(key, cursor.string()));
            } else {
                entries.add(entry(cursor, name));
            }
        });
        cursor.end();
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkCover(file, entries, dataLength);
        Map<String, Entry> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        return new Header(Collections.unmodifiableMap(byName), Collections.unmodifiableMap(metadata));
    }

    private static String decode(String file, ByteBuffer json) throws BadFileException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
        } catch (CharacterCodingException e) {
            throw new BadFileException(file, "the header is not valid UTF-8; expected a safetensors file", e);
        }
    }

    private static Entry entry(Json json, String name) throws BadFileException {
        Fields fields = new Fields();
        json.object(key -> {
            switch (key) {
                case "dtype" -> fields.dtype = json.string();
                case "shape" -> fields.shape = json.integers(MOST_SIZES);
                case "data_offsets" -> fields.offsets = json.integers(2);
                default ->
                    throw json.error(Text.quote(name) + " has the unknown field " + Text.quote(key)
                            + ", allowed are dtype, shape and data_offsets");
            }
        });
        if (fields.dtype == null || fields.shape == null || fields.offsets == null || fields.offsets.size() != 2) {
            throw json.error(Text.quote(name) + " lacks one of dtype, shape and two data_offsets");
        }
        Entry entry = new Entry(
                name,
                dtype(json, name, fields.dtype),
                shape(json, name, fields.shape),
                fields.offsets.get(0),
                fields.offsets.get(1));
        checkLength(json, entry);
        return entry;
    }

    /** What a tensor's object holds, in whatever order it comes. */
    private static final class Fields {
        @Nullable String dtype;

        @Nullable List<Long> shape;

        @Nullable List<Long> offsets;
    }

    private static Dtype dtype(Json json, String name, String word) throws BadFileException {
        for (Dtype dtype : Dtype.values()) {
            if (dtype.name().equals(word)) {
                return dtype;
            }
        }
        throw json.error(Text.quote(name) + " has the element type " + Text.quote(word) + ", known are "
                + Arrays.toString(Dtype.values()));
    }

    private static List<Integer> shape(Json json, String name, List<Long> sizes) throws BadFileException {
        for (long size : sizes) {
            if (size > Integer.MAX_VALUE) {
                throw json.error(Text.quote(name) + " has a size of " + size + ", at most " + Integer.MAX_VALUE);
            }
        }
        return sizes.stream().map(Long::intValue).toList();
    }

    /** end − begin = elements · bytes per element. */
    private static void checkLength(Json json, Entry entry) throws BadFileException {
        long bytes = entry.dtype().bytes();
        try {
            for (int size : entry.shape()) {
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            bytes = -1;
        }
        if (bytes < 0 || entry.end() - entry.begin() != bytes) {
            throw json.error(Text.quote(entry.name()) + " is " + entry.describe() + ", "
                    + (bytes < 0 ? "more than 2^63 bytes" : "so " + bytes + " bytes") + ", but its data_offsets are ["
                    + entry.begin() + ", " + entry.end() + "]");
        }
    }

    private static void checkCover(String file, List<Entry> entries, long dataLength) throws BadFileException {
        long covered = 0;
        for (Entry entry : entries) {
            if (entry.begin() != covered) {
                throw new BadFileException(
                        file,
                        "the data of " + Text.quote(entry.name()) + " begins at byte " + entry.begin() + "; expected "
                                + covered + ", without gap or overlap");
            }
            covered = entry.end();
        }
        if (covered != dataLength) {
            throw new BadFileException(
                    file,
                    covered > dataLength
                            ? "it is cut short: " + dataLength + " bytes of data; expected " + covered
                            : (dataLength - covered)
                                    + " bytes too many; expected the file to end with its last tensor");
        }
    }
}
