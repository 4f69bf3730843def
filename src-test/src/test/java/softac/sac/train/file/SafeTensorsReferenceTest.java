package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import softac.autodiff.kernel.Precision;
import softac.autodiff.state.Stateful;

/** Held against files that this program did not write: by hand from the definition, and by the reference. */
class SafeTensorsReferenceTest {
    /** The content of reference.safetensors, which reference.py beside it wrote with the Rust implementation. */
    private static final Stateful CONTENT = v -> {
        v.longs("a.words", new long[] {1, -2, Long.MIN_VALUE});
        v.doubles("b.values", new double[] {-0.0, Double.longBitsToDouble(0x7FF8000000000123L), Double.MIN_VALUE});
        v.matrix(
                "c.matrix",
                new FMatrixRMaj(
                        2, 3, true, 1.5f, -2.25f, 0.1f, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.MIN_VALUE));
        v.matrix("d.empty θ\"\\\n", new FMatrixRMaj(0, 4));
    };

    private static byte[] reference() throws IOException {
        try (InputStream in = SafeTensorsReferenceTest.class.getResourceAsStream("reference.safetensors")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void theReferenceWritesTheSameBytes() throws IOException {
        assertThat(SafeTensors.bytes(Map.of(), CONTENT)).isEqualTo(reference());
    }

    @Test
    void whatTheReferenceWroteIsLoadedBitForBit() throws IOException {
        long[] words = new long[3];
        double[] values = new double[3];
        FMatrixRMaj matrix = new FMatrixRMaj(2, 3);
        Stateful copy = v -> {
            v.longs("a.words", words);
            v.doubles("b.values", values);
            v.matrix("c.matrix", matrix);
            v.matrix("d.empty θ\"\\\n", new FMatrixRMaj(0, 4));
        };
        SafeTensors file = SafeTensors.of("reference", reference());
        file.load(copy);
        assertThat(StateHash.of(copy)).isEqualTo(StateHash.of(CONTENT)).isEqualTo(file.require(SafeTensors.HASH));
        assertThat(matrix.get(1, 0)).isEqualTo(Float.MAX_VALUE);
    }

    /** A 2×2 matrix of floats, every byte written down from the definition of the format. */
    @Test
    void aFileWrittenByHand() throws IOException {
        // {"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}} and spaces
        String hex = "4000000000000000"
                + "7b2277223a7b226474797065223a22463332222c227368617065223a5b322c32"
                + "5d2c22646174615f6f666673657473223a5b302c31365d7d7d20202020202020"
                + "0000803f" + "000000c0" + "cdcccc3d" + "00000080";
        byte[] bytes = HexFormat.of().parseHex(hex);
        SafeTensors file = SafeTensors.of("hand", bytes);
        FMatrixRMaj w = (FMatrixRMaj) file.matrix("w", 2, 2, Precision.FLOAT32);
        assertThat(w.data).containsExactly(1, -2, 0.1f, -0.0f);
        assertThat(file.names()).containsExactly("w");
        assertThat(file.metadata()).isEmpty();
    }

    /** The vector with which the reference tests its own writer: sizes of rank 3. */
    @Test
    void theReferencesOwnVector() throws IOException {
        byte[] data =
                HexFormat.of().parseHex("00000000" + "0000803f" + "00000040" + "00004040" + "00008040" + "0000a040");
        SafeTensors file = SafeTensors.of("vector", Handmade.tensor("attn.0", "F32", "[1,2,3]", "[0,24]", data));
        assertThat(file.shape("attn.0")).containsExactly(1, 2, 3);
        assertThat(file.dtype("attn.0")).isEqualTo(Dtype.F32);
    }

    @Test
    void emptyHeadersAreTheReferences() throws IOException {
        assertThat(Header.of(Map.of(), v -> {}).json()).asString().isEqualTo("{}      ");
        assertThat(Header.of(Map.of("framework", "pt"), v -> {}).json())
                .asString()
                .isEqualTo("{\"__metadata__\":{\"framework\":\"pt\"}}     ");
    }
}
