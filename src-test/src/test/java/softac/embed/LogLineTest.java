package softac.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;

/** What the library says by itself: one line on standard error, only where it could be faster. */
final class LogLineTest {
    private static final String CLASSES =
            Jvm.classPathOf(LogLineTest.class, Kernels.class, DMatrixRMaj.class, FMatrixRMaj.class);

    @TempDir
    private Path folder;

    /** Makes many kernels and says nothing. */
    static final class ManyKernels {
        private ManyKernels() {}

        public static void main(String[] arguments) {
            for (int n = 0; n < 10; n++) {
                for (Precision precision : Precision.values()) {
                    Kernels.best(precision).close();
                    Kernels.best(precision, 2).close();
                    Kernels.scalar(precision).close();
                }
            }
        }
    }

    /** {@code java.util.logging} puts date and place on a line above, unless it is told a format of one line. */
    @Test
    void withoutTheVectorApiOneLineSaysWhatToAdd() throws Exception {
        Jvm.Result result = Jvm.here(CLASSES, folder)
                .withFlags("-Duser.language=en", "-Djava.util.logging.SimpleFormatter.format=%3$s: %4$s: %5$s%n")
                .run(ManyKernels.class.getName());
        assertThat(result.err())
                .containsExactly(
                        "softac: INFO: plain loops; to be faster, start java with --add-modules jdk.incubator.vector");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void withItOnlyTheVirtualMachineSpeaks() throws Exception {
        Jvm.Result result = Jvm.here(CLASSES, folder).withLanes().run(ManyKernels.class.getName());
        assertThat(result.err()).containsExactly(Jvm.WARNING);
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }
}
