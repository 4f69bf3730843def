package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that are no file of ours, each refused in one line that says so, before anything large is allocated. */
class HostileFilesTest {
    private static final byte[] NONE = {};
    private static final byte[] FOUR = new byte[4];
    private static final byte[] EIGHT = new byte[8];
    private static final String W = "{" + Handmade.entry("w", "F32", "[1,1]", "[0,4]") + "}";

    /** By name: what the message must contain, and the bytes. */
    private final Map<String, Map.Entry<String, byte[]>> files = new LinkedHashMap<>();

    private void put(String name, String message, byte[] bytes) {
        assertThat(files.put(name, Map.entry(message, bytes))).as(name).isNull();
    }

    private void put(String name, String message, String header, byte[] data) {
        put(name, message, Handmade.file(header, data));
    }

    private void put(String name, String message, String dtype, String shape, String offsets, byte[] data) {
        put(name, message, Handmade.tensor("w", dtype, shape, offsets, data));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private void headerLengths() {
        byte[] header = W.getBytes(StandardCharsets.UTF_8);
        put("empty", "it is empty", NONE);
        for (int n = 1; n < 8; n++) {
            put("only " + n + " bytes", "unknown kind, or damaged", new byte[n]);
        }
        put("length 0", "unknown kind, or damaged", Handmade.withLength(0, NONE));
        put("length 0 with data", "unknown kind, or damaged", Handmade.withLength(0, Handmade.join(header, FOUR)));
        put("length 1", "ends inside a string", Handmade.withLength(2, ascii("{\"")));
        put("length −1", "unknown kind, or damaged", Handmade.withLength(-1, Handmade.join(header, FOUR)));
        put("length −2⁶³", "unknown kind", Handmade.withLength(Long.MIN_VALUE, Handmade.join(header, FOUR)));
        put("length 2³¹ − 1", "unknown kind", Handmade.withLength(Integer.MAX_VALUE, Handmade.join(header, FOUR)));
        put("length 2³²", "unknown kind", Handmade.withLength(1L << 32, Handmade.join(header, FOUR)));
        put("length 2⁶³ − 1", "unknown kind", Handmade.withLength(Long.MAX_VALUE, Handmade.join(header, FOUR)));
        put("length of 100 MB", "unknown kind", Handmade.withLength(100_000_000, Handmade.join(header, FOUR)));
        put("length above the file", "cut short", Handmade.withLength(header.length + 5, Handmade.join(header, FOUR)));
        put("only a length", "cut short", Handmade.withLength(header.length, NONE));
        put("length one too small", "its end", Handmade.withLength(header.length - 1, Handmade.join(header, FOUR)));
        put(
                "length one too large",
                "nothing but spaces",
                Handmade.withLength(header.length + 1, Handmade.join(header, FOUR)));
        put(
                "length big-endian",
                "unknown kind",
                Handmade.withLength(Long.reverseBytes(header.length), Handmade.join(header, FOUR)));
    }

    private void headers() {
        put("no JSON", "unknown kind", "hello, world", NONE);
        put("a list", "unknown kind", "[]", NONE);
        put("space before", "unknown kind", " {}", NONE);
        put("byte order mark", "unknown kind", "\uFEFF{}", NONE);
        put("line behind", "nothing but spaces", "{}\n", NONE);
        put("NUL behind", "nothing but spaces", "{}\0", NONE);
        put("second object", "nothing but spaces", "{}{}", NONE);
        put("bad UTF-8", "UTF-8", Handmade.file(ascii("{\"\u00ff\":1}"), NONE));
        put("overlong UTF-8", "UTF-8", Handmade.file(ascii("{\"\u00c0\u0080\":1}"), NONE));
        put("surrogate in UTF-8", "UTF-8", Handmade.file(ascii("{\"\u00ed\u00a0\u0080\":1}"), NONE));
        put("half UTF-8", "UTF-8", Handmade.file(ascii("{\"\u00e2\u0082"), NONE));
        put("half a pair", "surrogate", "{\"\\ud83d\":1}", NONE);
        put("deep", "'{' should stand", "{\"w\":" + "[".repeat(100_000), NONE);
        put("deeper", "unknown field", "{\"w\":{\"a\":".repeat(50_000), NONE);
        put("tensor as a list", "'{' should stand", "{\"w\":[]}", NONE);
        put("tensor as null", "'{' should stand", "{\"w\":null}", NONE);
        put("name twice", "twice", "{" + W.substring(1, W.length() - 1) + "," + W.substring(1), FOUR);
        put(
                "name twice, once escaped",
                "twice",
                "{" + W.substring(1, W.length() - 1) + "," + W.substring(1).replace("w", "\\u0077"),
                FOUR);
        put("field twice", "twice", W.replace("\"dtype\":\"F32\"", "\"dtype\":\"F32\",\"dtype\":\"F32\""), FOUR);
        put("unknown field", "unknown field \"code\"", W.replace("\"dtype\"", "\"code\":\"x\",\"dtype\""), FOUR);
        put("no dtype", "lacks", "{\"w\":{\"shape\":[1,1],\"data_offsets\":[0,4]}}", FOUR);
        put("no shape", "lacks", "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", FOUR);
        put("no offsets", "lacks", "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1]}}", FOUR);
        put("nothing", "lacks", "{\"w\":{}}", NONE);
        put("metadata as a list", "'{' should stand", "{\"__metadata__\":[]}", NONE);
        put("metadata with a number", "should stand", "{\"__metadata__\":{\"a\":1}}", NONE);
        put("metadata with an object", "should stand", "{\"__metadata__\":{\"a\":{}}}", NONE);
        put("metadata twice", "twice", "{\"__metadata__\":{},\"__metadata__\":{}}", NONE);
        put("word twice", "twice", "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", NONE);
        put("metadata as a tensor", "should stand", Handmade.tensor("__metadata__", "F32", "[1]", "[0,4]", FOUR));
    }

    private void tensors() {
        for (String dtype : new String[] {"F16", "BF16", "U8", "BOOL", "I32", "f32", "F32 ", "", "java.lang.Float"}) {
            put("type " + dtype, "element type", dtype, "[1,1]", "[0,4]", FOUR);
        }
        put("negative size", "whole number", "F32", "[-1,1]", "[0,4]", FOUR);
        put("negative sizes", "whole number", "F32", "[-1,-1]", "[0,4]", FOUR);
        put("fractional size", "should stand", "F32", "[1.0,1]", "[0,4]", FOUR);
        put("size with exponent", "should stand", "F32", "[1e0,1]", "[0,4]", FOUR);
        put("size with leading zero", "leading zero", "F32", "[01,1]", "[0,4]", FOUR);
        put("size above int", "at most 2147483647", "F32", "[2147483648,0]", "[0,0]", NONE);
        put("size above long", "above 9223372036854775807", "F32", "[9223372036854775808]", "[0,4]", FOUR);
        put("product overflows int", "so 17179869184 bytes", "F32", "[65536,65536]", "[0,0]", NONE);
        put("product is 2⁶⁴", "more than 2^63", "F32", "[2147483647,2147483647,16]", "[0,4]", FOUR);
        put("product overflows to 4", "more than 2^63", "F32", "[1431655765,1431655765,1431655765,3]", "[0,4]", FOUR);
        put("nine sizes", "more than 8", "F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]", FOUR);
        put("one offset", "lacks", "F32", "[1,1]", "[4]", FOUR);
        put("three offsets", "more than 2", "F32", "[1,1]", "[0,4,8]", FOUR);
        put("reversed offsets", "data_offsets are [4, 0]", "F32", "[1,1]", "[4,0]", FOUR);
        put("offset above long", "above", "F32", "[1,1]", "[0,9223372036854775808]", FOUR);
        put(
                "huge offsets",
                "begins at byte 9223372036854775803",
                "F32",
                "[1,1]",
                "[9223372036854775803,9223372036854775807]",
                FOUR);
        put("one byte more declared", "data_offsets are", "F32", "[1,1]", "[0,5]", new byte[5]);
        put("eight bytes more declared", "data_offsets are", "F32", "[1,1]", "[0,12]", new byte[12]);
        put("one byte less declared", "data_offsets are", "F32", "[1,1]", "[0,3]", new byte[3]);
        put("twice the element", "data_offsets are", "F64", "[1,1]", "[0,4]", FOUR);
        put("0×n with data", "data_offsets are", "F32", "[0,7]", "[0,4]", FOUR);
        put("data too short", "cut short: 3 bytes of data; expected 4", "F32", "[1,1]", "[0,4]", new byte[3]);
        put("no data", "cut short: 0 bytes of data", "F32", "[1,1]", "[0,4]", NONE);
        put("data too long", "1 bytes too many", "F32", "[1,1]", "[0,4]", new byte[5]);
        put("data without a tensor", "4 bytes too many", "{}", FOUR);
        put("gap before", "begins at byte 4; expected 0", "F32", "[1,1]", "[4,8]", EIGHT);
        put("two files in one", "bytes too many", Handmade.join(Handmade.file(W, FOUR), Handmade.file(W, FOUR)));
        put("ZIP behind", "bytes too many", Handmade.join(Handmade.file(W, FOUR), hex("504b0506000000000000")));
        put("overlap", "expected 4, without gap", pair("[0,4]", "[0,4]"), EIGHT);
        put("partial overlap", "expected 4, without gap", pair("[0,4]", "[2,6]"), EIGHT);
        put("gap between", "expected 4, without gap", pair("[0,4]", "[8,12]"), new byte[12]);
    }

    private static String pair(String first, String second) {
        return "{" + Handmade.entry("a", "F32", "[1]", first) + "," + Handmade.entry("b", "F32", "[1]", second) + "}";
    }

    private void foreign() {
        byte[] rest = new byte[100];
        put(
                "PyTorch .pt",
                "ZIP archive (a PyTorch .pt, a Stable-Baselines3 .zip",
                Handmade.join(hex("504b0304"), rest));
        put("empty ZIP", "empty ZIP", Handmade.join(hex("504b0506"), rest));
        put("pickle 2", "Python pickle", Handmade.join(hex("80027d7100"), ascii("X\1\0\0\0aq\1K\1s.")));
        put("pickle 4", "Python pickle", Handmade.join(hex("800495430000000000000000"), rest));
        put("PNG", "PNG", Handmade.join(hex("89504e470d0a1a0a"), rest));
        put("JPEG", "JPEG", Handmade.join(hex("ffd8ffe000104a46"), rest));
        put("gzip", "gzip", Handmade.join(hex("1f8b0800000000000003"), rest));
        put("long gzip", "gzip", Handmade.join(hex("1f8b0800000000000003"), new byte[600_000]));
        put("zstd", "zstd", Handmade.join(hex("28b52ffd"), rest));
        put("serialized Java", "serialized Java", Handmade.join(hex("aced0005737200"), rest));
        put("class file", "class file", Handmade.join(hex("cafebabe0000003d"), rest));
        put("HDF5", "HDF5", Handmade.join(hex("894844460d0a1a0a"), rest));
        put("NumPy", ".npy", Handmade.join(hex("934e554d50590100"), rest));
        put("GGUF", "GGUF", Handmade.join(ascii("GGUF\3\0\0\0"), rest));
        put("ELF", "ELF", Handmade.join(hex("7f454c4602010100"), rest));
        put("PDF", "PDF", ascii("%PDF-1.7 etc."));
        put("HTML", "HTML", ascii("<!DOCTYPE html><html>not found</html>"));
        put("JSON", "JSON text", ascii("{\"policy\": [1, 2, 3]}"));
        put("script", "script", ascii("#!/bin/sh\nrm -rf /\n"));
        put("Git LFS pointer", "git lfs pull", ascii("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"));
        put("text", "unknown kind, or damaged", ascii("episode,return\n1,-1200\n"));
        put("zeros", "unknown kind, or damaged", new byte[10_000]);
        put("PNG with a file behind", "PNG", Handmade.join(hex("89504e470d0a1a0a"), Handmade.file(W, FOUR)));
    }

    @TestFactory
    Stream<DynamicTest> eachIsRefusedForWhatItIs() {
        headerLengths();
        headers();
        tensors();
        foreign();
        assertThat(files).hasSizeGreaterThan(100);
        return files.entrySet().stream()
                .map(file -> dynamicTest(
                        file.getKey(),
                        () -> check(file.getValue().getKey(), file.getValue().getValue())));
    }

    private static void check(String message, byte[] bytes) throws Exception {
        long allocated = SafeTensorsTest.allocated(() -> assertThatThrownBy(() -> SafeTensors.of("it", bytes))
                .isInstanceOf(BadFileException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("it: [^\\p{Cntrl}]{10,300}"));
        assertThat(allocated).isLessThan(8L * bytes.length + (2 << 20));
    }

    @Test
    void whatLooksOddAndIsAllowed() throws BadFileException {
        SafeTensors file = SafeTensors.of(
                "odd",
                Handmade.file(
                        "{\n\t\"b\" : {\"data_offsets\":[4,8], \"shape\":[], \"dtype\":\"F32\"},\r\n\"__metadata__\":{},"
                                + Handmade.entry("\\u0000../\u202e", "I64", "[0,2147483647]", "[4,4]") + ","
                                + Handmade.entry("", "F32", "[1,1,1,1,1,1,1,1]", "[0,4]")
                                + "}   ",
                        EIGHT));
        assertThat(file.names()).containsExactly("", "\0../\u202e", "b");
        assertThat(file.shape("b")).isEmpty();
    }

    /** The smallest tensors in the longest header: reading costs some times the file, not more. */
    @Test
    void theLongestHeaderCostsLittle() throws Exception {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; header.length() < Header.MOST_BYTES - 100; i++) {
            header.append(i == 0 ? "" : ",").append(Handmade.entry(Integer.toString(i, 36), "F32", "[0]", "[0,0]"));
        }
        byte[] bytes = Handmade.file(header + "}", NONE);
        assertThat(SafeTensorsTest.allocated(() -> SafeTensors.of("long", bytes)))
                .isLessThan(32 << 20);
        byte[] longer = Handmade.file(" ".repeat(Header.MOST_BYTES + 1).replaceFirst(" ", "{"), NONE);
        assertThatThrownBy(() -> SafeTensors.of("longer", longer)).isInstanceOf(BadFileException.class);
    }

    @Test
    void aLyingShapeAllocatesNothing() throws Exception {
        SafeTensors file = SafeTensors.of("empty", Handmade.tensor("w", "F32", "[2147483647,0]", "[0,0]", NONE));
        FMatrixRMaj mine = new FMatrixRMaj(3, 3);
        assertThat(SafeTensorsTest.allocated(() -> assertThatThrownBy(() -> file.load(v -> v.matrix("w", mine)))
                        .hasMessageContaining("\"w\" is F32 2147483647×0; expected F32 3×3")))
                .isLessThan(1 << 20);
    }
}
