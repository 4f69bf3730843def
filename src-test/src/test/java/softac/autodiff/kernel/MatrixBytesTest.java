package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;

class MatrixBytesTest {
    /** Every class of bits: NaNs quiet and signalling with payloads, infinities, both zeros, subnormals. */
    private static final long[] SPECIAL_64 = {
        0, 1L << 63, 1, 0x7FF0000000000000L, 0xFFF0000000000000L, 0x7FF8000000000123L, 0x7FF0000000000001L, -1
    };

    private static final int[] SPECIAL_32 = {0, 1 << 31, 1, 0x7F800000, 0xFF800000, 0x7FC00123, 0x7F800001, -1};

    @Provide
    Arbitrary<Long> bits() {
        Arbitrary<Long> special32 = Arbitraries.integers().between(0, 7).map(i -> (long) SPECIAL_32[i]);
        Arbitrary<Long> special64 = Arbitraries.integers().between(0, 7).map(i -> SPECIAL_64[i]);
        return Arbitraries.oneOf(Arbitraries.longs(), special32, special64);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void bitsSurviveThroughABufferOfAnySize(
            @ForAll @IntRange(max = 7) int rows,
            @ForAll @IntRange(max = 7) int columns,
            @ForAll Precision precision,
            @ForAll @IntRange(min = 8, max = 100) int capacity,
            @ForAll boolean bigEndian,
            @ForAll @Size(max = 50) List<@From("bits") Long> bits) {
        ReshapeMatrix from = matrix(precision, rows, columns, bits);
        ReshapeMatrix to = matrix(precision, rows, columns, List.of(42L));
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer chunk = ByteBuffer.allocate(capacity).order(order);
        int at = 0;
        while (at < rows * columns) {
            int put = MatrixBytes.put(from, at, chunk.clear());
            assertThat(chunk.position()).isEqualTo(put * MatrixBytes.bytesPerElement(precision));
            assertThat(MatrixBytes.get(chunk.flip(), to, at)).isEqualTo(put).isPositive();
            assertThat(chunk.hasRemaining()).isFalse();
            at += put;
        }
        assertThat(at).isEqualTo(MatrixBytes.elements(from));
        assertThat(chunk.order()).isEqualTo(order);
        for (int i = 0; i < to.getNumRows() * to.getNumCols(); i++) {
            assertThat(bitsOf(to, i)).isEqualTo(bitsOf(from, i));
        }
    }

    @Test
    void doublesAreLittleEndianInRowMajorOrder() {
        ByteBuffer bytes = ByteBuffer.allocate(33);
        MatrixBytes.put(new DMatrixRMaj(2, 2, true, 1, -2, 0.1, -0.0), 0, bytes);
        assertThat(hex(bytes))
                .isEqualTo("000000000000f03f" + "00000000000000c0" + "9a9999999999b93f" + "0000000000000080");
    }

    @Test
    void floatsAreLittleEndianInRowMajorOrder() {
        ByteBuffer bytes = ByteBuffer.allocate(19);
        MatrixBytes.put(new FMatrixRMaj(2, 2, true, 1, -2, 0.1f, -0.0f), 0, bytes);
        assertThat(hex(bytes)).isEqualTo("0000803f" + "000000c0" + "cdcccc3d" + "00000080");
    }

    @Test
    void whatTheArrayHoldsBeyondTheMatrixIsNeitherReadNorWritten() {
        DMatrixRMaj shrunk = new DMatrixRMaj(3, 3, true, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        shrunk.reshape(1, 2);
        ByteBuffer bytes = ByteBuffer.allocate(72);
        assertThat(MatrixBytes.put(shrunk, 0, bytes)).isEqualTo(2);
        assertThat(bytes.position()).isEqualTo(16);
        bytes.clear();
        assertThat(MatrixBytes.get(bytes.put(new byte[72]).flip(), shrunk, 1)).isEqualTo(1);
        assertThat(bytes.position()).isEqualTo(8);
        shrunk.reshape(3, 3);
        assertThat(shrunk.data).containsExactly(1, 0, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aBufferThatHoldsNoElementMovesNone() {
        assertThat(MatrixBytes.put(new FMatrixRMaj(2, 2), 1, ByteBuffer.allocate(3)))
                .isZero();
        assertThat(MatrixBytes.get(ByteBuffer.allocate(7), new DMatrixRMaj(2, 2), 1))
                .isZero();
        assertThat(MatrixBytes.put(new DMatrixRMaj(0, 3), 0, ByteBuffer.allocate(80)))
                .isZero();
    }

    @Test
    void anElementOutsideOfTheMatrixIsRefused() {
        ByteBuffer bytes = ByteBuffer.allocate(80);
        assertThatThrownBy(() -> MatrixBytes.put(new FMatrixRMaj(2, 2), 5, bytes))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MatrixBytes.get(bytes, new FMatrixRMaj(2, 2), -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static ReshapeMatrix matrix(Precision precision, int rows, int columns, List<Long> bits) {
        if (precision == Precision.FLOAT64) {
            DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
            for (int i = 0; i < rows * columns && !bits.isEmpty(); i++) {
                matrix.data[i] = Double.longBitsToDouble(bits.get(i % bits.size()));
            }
            return matrix;
        }
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < rows * columns && !bits.isEmpty(); i++) {
            matrix.data[i] = Float.intBitsToFloat(bits.get(i % bits.size()).intValue());
        }
        return matrix;
    }

    private static long bitsOf(ReshapeMatrix matrix, int i) {
        return matrix instanceof DMatrixRMaj doubles
                ? Double.doubleToRawLongBits(doubles.data[i])
                : Float.floatToRawIntBits(((FMatrixRMaj) matrix).data[i]);
    }

    private static String hex(ByteBuffer bytes) {
        byte[] written = new byte[bytes.position()];
        bytes.get(0, written);
        return HexFormat.of().formatHex(written);
    }
}
