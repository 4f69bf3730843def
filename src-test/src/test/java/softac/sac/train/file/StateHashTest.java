package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import softac.autodiff.state.Stateful;

class StateHashTest {
    @Test
    void nothingHasTheHashOfNoBytes() {
        // FIPS 180-4 test vector: SHA-256 of the empty message
        assertThat(StateHash.of()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void hashesTheBytesOfItsDefinition() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(2).put("α".getBytes(StandardCharsets.UTF_8)).put(ascii("I64"));
        bytes.put((byte) 1).putInt(2).putLong(7).putLong(-1);
        bytes.putInt(3).put(ascii("p.d")).put(ascii("F64"));
        bytes.put((byte) 1).putInt(1).putDouble(-0.0);
        bytes.putInt(1).put(ascii("f")).put(ascii("F32"));
        bytes.put((byte) 2).putInt(1).putInt(2).putFloat(1.5f).putFloat(-3);
        bytes.putInt(1).put(ascii("g")).put(ascii("F64"));
        bytes.put((byte) 2).putInt(2).putInt(1).putDouble(4).putDouble(5);
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(java.util.Arrays.copyOf(bytes.array(), bytes.position()));
        assertThat(StateHash.of(v -> {
                    v.longs("α", new long[] {7, -1});
                    v.part("p", part -> part.doubles("d", new double[] {-0.0}));
                    v.matrix("f", new FMatrixRMaj(1, 2, true, 1.5f, -3));
                    v.matrix("g", new DMatrixRMaj(2, 1, true, 4, 5));
                }))
                .isEqualTo(HexFormat.of().formatHex(hash));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void everyDifferenceCounts() {
        List<Stateful> states = List.of(
                v -> {},
                v -> v.longs("x", new long[] {0}),
                v -> v.longs("y", new long[] {0}),
                v -> v.longs("", new long[] {0}),
                v -> v.longs("x", new long[] {0, 0}),
                v -> v.longs("x", new long[] {}),
                v -> v.doubles("x", new double[] {}),
                v -> v.doubles("x", new double[] {0.0}),
                v -> v.doubles("x", new double[] {-0.0}),
                v -> v.doubles("x", new double[] {Double.NaN}),
                v -> v.doubles("x", new double[] {Double.longBitsToDouble(0x7FF8000000000001L)}),
                v -> v.matrix("x", new DMatrixRMaj(1, 1)),
                v -> v.matrix("x", new FMatrixRMaj(1, 1)),
                v -> v.matrix("x", new FMatrixRMaj(1, 2)),
                v -> v.matrix("x", new FMatrixRMaj(2, 1)),
                v -> v.matrix("x", new FMatrixRMaj(0, 1)),
                v -> v.matrix("x", new FMatrixRMaj(1, 0)),
                v -> {
                    v.longs("x", new long[] {0});
                    v.longs("y", new long[] {0});
                },
                v -> {
                    v.longs("y", new long[] {0});
                    v.longs("x", new long[] {0});
                },
                v -> {
                    v.longs("x", new long[] {});
                    v.longs("y", new long[] {0, 0});
                });
        Set<String> hashes = new HashSet<>();
        states.forEach(state -> hashes.add(StateHash.of(state)));
        assertThat(hashes).hasSize(states.size());
    }

    @Test
    void everyBitOfALargeMatrixCounts() {
        FMatrixRMaj large = new FMatrixRMaj(100, 333);
        Stateful state = v -> v.matrix("large", large);
        Set<String> hashes = new HashSet<>();
        hashes.add(StateHash.of(state));
        int[] elements = {0, 16_383, 16_384, 16_385, 33_299}; // the edges of the chunks it is hashed in
        for (int element : elements) {
            large.data[element] = -0.0f;
            hashes.add(StateHash.of(state));
        }
        assertThat(hashes).hasSize(1 + elements.length);
    }

    @Test
    void severalComponentsAreOneListing() {
        Example first = new Example(1);
        Stateful second = v -> v.longs("more", new long[] {3});
        assertThat(StateHash.of(first, second)).isEqualTo(StateHash.of(v -> {
            first.state(v);
            second.state(v);
        }));
        assertThat(first.loads).isZero();
    }

    @Test
    void aNameThatIsNoUnicodeIsRefused() {
        assertThatThrownBy(() -> StateHash.of(v -> v.longs("\ud83d", new long[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }
}
