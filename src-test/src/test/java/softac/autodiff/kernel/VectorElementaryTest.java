package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import softac.embed.Jvm;

/** Lanes give the raw bits of the scalar form: every function, at every lane width, compiled or interpreted. */
final class VectorElementaryTest {
    private static VectorElementary vectors() {
        assumeTrue(TestKernels.LANES, "this virtual machine was started without --add-modules " + TestKernels.MODULE);
        return new VectorElementary();
    }

    private static long[] bits(double[] x) {
        return Arrays.stream(x).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void millionsOfArguments() {
        VectorElementary vectors = vectors();
        double[] x = LaneBits.arguments(2_000_000);
        double[] y = new double[x.length];
        for (Function f : LaneBits.FUNCTIONS) {
            assertThat(VectorElementary.has(f)).isTrue();
            vectors.apply(f, x, y, 0, x.length);
            assertThat(bits(y))
                    .as(f.toString())
                    .isEqualTo(bits(Arrays.stream(x).map(f::value).toArray()));
        }
    }

    /** In double and rounded once. */
    @Test
    void inSinglePrecision() {
        VectorElementary vectors = vectors();
        double[] wide = LaneBits.arguments(200_001);
        float[] x = new float[wide.length];
        float[] y = new float[wide.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) wide[i];
        }
        for (Function f : LaneBits.FUNCTIONS) {
            vectors.apply(f, x, y, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                assertThat(Float.floatToRawIntBits(y[i])).isEqualTo(Float.floatToRawIntBits((float) f.value(x[i])));
            }
        }
    }

    /** Nothing beside the range is touched, whatever remains after the last full vector, and y may be x. */
    @Test
    void rangesOfEverySizeInPlace() {
        VectorElementary vectors = vectors();
        double[] x = LaneBits.arguments(700);
        for (Function f : LaneBits.FUNCTIONS) {
            for (int n = 0; n < 600; n = n < 40 ? n + 1 : 2 * n + 1) {
                for (int from = 0; from < 9; from++) {
                    double[] expected = x.clone();
                    for (int i = from; i < from + n; i++) {
                        expected[i] = f.value(x[i]);
                    }
                    double[] y = x.clone();
                    vectors.apply(f, y, y, from, from + n);
                    assertThat(bits(y)).as(f.toString()).isEqualTo(bits(expected));
                }
            }
        }
    }

    @Test
    void otherFunctionsAreRefused() {
        VectorElementary vectors = vectors();
        assertThat(VectorElementary.has(Function.LOG)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vectors.apply(Function.LOG, new double[64], new double[64], 0, 64))
                .withMessageContaining("log");
    }

    @ParameterizedTest
    @EnumSource
    void theKernelsOfBothFamiliesAgree(Precision precision) {
        vectors();
        Kernels scalar = Kernels.scalar(precision);
        Kernels lanes = Kernels.vector(precision, 1);
        ReshapeMatrix x = scalar.create(7, 133);
        scalar.load(LaneBits.arguments(7 * 133), x);
        ReshapeMatrix expected = scalar.create(7, 133);
        ReshapeMatrix y = lanes.create(7, 133);
        for (Function f : LaneBits.FUNCTIONS) {
            scalar.apply(f, x, expected);
            lanes.apply(f, x, y);
            assertThat(bits(lanes.elements(y))).as(f.toString()).isEqualTo(bits(scalar.elements(expected)));
        }
    }

    /** Once compiled: a vector that is not kept in a register is an object. Short ranges first, as small layers have. */
    @Test
    void nothingIsAllocated() {
        VectorElementary vectors = vectors();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] x = LaneBits.arguments(1000);
        float[] single = new float[1000];
        for (Function f : LaneBits.FUNCTIONS) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20 && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int n = 0; n < 1000; n++) {
                    vectors.apply(f, x, x, 0, n < 500 ? 17 : 1000);
                    vectors.apply(f, single, single, 0, n < 500 ? 17 : 1000);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as(f.toString()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:MaxVectorSize=16, 300000",
        "-XX:MaxVectorSize=32, 300000",
        "-XX:MaxVectorSize=64, 300000",
        "-Xint, 2000"
    })
    void inAnotherVirtualMachine(String flag, int n, @TempDir Path directory) throws Exception {
        Jvm.Result result = Jvm.here(Jvm.classPathOf(LaneBits.class, Function.class), directory)
                .withFlags(flag)
                .withLanes()
                .run(LaneBits.class.getName(), n);
        assertThat(result.exitCode()).as("%s", result.err()).isZero();
        assertThat(result.out()).containsExactly(Long.toString(LaneBits.scalar(n)));
    }
}
