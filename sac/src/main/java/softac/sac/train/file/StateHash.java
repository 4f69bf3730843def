package softac.sac.train.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import softac.autodiff.state.Stateful;

/**
 * SHA-256 over a whole state: two states have the same hash if and only if they list the same names in the same order,
 * with the same types, shapes and bits (up to what SHA-256 can tell apart). Copies of a program on different machines,
 * or before and after a resume, compare their states by it.
 *
 * <p>Hashed is, for every piece in the order of listing, all integers little-endian,
 *
 * <pre>
 * length of the name in UTF-8 (4 bytes) · name · type ("I64", "F64" or "F32") · rank (1 byte) · sizes (4 bytes each) · elements
 * </pre>
 *
 * where longs and doubles have rank 1, matrices rank 2 and elements stand in row-major order. Every part has its length
 * before it, so no two different listings are the same bytes.
 */
public final class StateHash {
    private final MessageDigest digest;

    StateHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * The hash of a state.
     *
     * @param components what is listed, one after the other, as one listing; not modified
     * @return 64 hexadecimal digits in lower case
     */
    public static String of(Stateful... components) {
        StateHash hash = new StateHash();
        try {
            for (Stateful component : components) {
                Pieces.read(component, piece -> {
                    hash.begin(piece);
                    piece.read(hash::elements);
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory needs no file", e);
        }
        return hash.hex();
    }

    /** Announces a piece; its elements follow. */
    void begin(Piece piece) {
        byte[] name = Text.utf8(piece.name());
        ByteBuffer head = ByteBuffer.allocate(
                        name.length + 3 + 1 + Integer.BYTES * (1 + piece.shape().size()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(name.length)
                .put(name)
                .put(piece.dtype().name().getBytes(StandardCharsets.US_ASCII))
                .put((byte) piece.shape().size());
        piece.shape().forEach(head::putInt);
        digest.update(head.flip());
    }

    void elements(ByteBuffer bytes) {
        digest.update(bytes);
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
