package softac.sac.train.file;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells a user what a file is that is no safetensors file, from its first bytes. */
final class FileKind {
    /** How many first bytes are looked at. */
    static final int BYTES = 64;

    private static final String LFS = "version https://git-lfs";

    private FileKind() {}

    /** The kinds by the hexadecimal digits they begin with. */
    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("504b0304", "a ZIP archive (a PyTorch .pt, a Stable-Baselines3 .zip, a NumPy .npz or a .jar)");
        kinds.put("504b0506", "an empty ZIP archive");
        kinds.put("8002", "a Python pickle");
        kinds.put("8003", "a Python pickle");
        kinds.put("8004", "a Python pickle");
        kinds.put("8005", "a Python pickle");
        kinds.put("89504e470d0a1a0a", "a PNG image");
        kinds.put("ffd8ff", "a JPEG image");
        kinds.put("47494638", "a GIF image");
        kinds.put("1f8b", "gzip-compressed");
        kinds.put("28b52ffd", "zstd-compressed");
        kinds.put("fd377a585a00", "xz-compressed");
        kinds.put("425a68", "bzip2-compressed");
        kinds.put("aced0005", "a serialized Java object");
        kinds.put("cafebabe", "a Java class file");
        kinds.put("894844460d0a1a0a", "an HDF5 file");
        kinds.put("934e554d5059", "a NumPy .npy file");
        kinds.put("47475546", "a GGUF file");
        kinds.put("7f454c46", "an ELF program");
        kinds.put("25504446", "a PDF document");
        kinds.put("2321", "a script");
        kinds.put(hex(LFS), "a Git LFS pointer (type: git lfs pull)");
        kinds.put(hex("<"), "an HTML or XML page");
        kinds.put(hex("{"), "JSON text");
        kinds.put(hex("["), "JSON text");
        return kinds;
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What a file is.
     *
     * @param first its first bytes
     * @return a noun with its article, or nothing where it is not recognised
     */
    static Optional<String> of(byte[] first) {
        String hex = HexFormat.of().formatHex(first);
        return kinds().entrySet().stream()
                .filter(kind -> hex.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
