package softac.sac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.embed.Jvm;

/**
 * A training run ends in the same state whatever computes it: plain loops on one thread here, lanes of any width on any
 * number of threads in other virtual machines. A failure prints the run, which holds its seed.
 */
final class FamiliesTest {
    private static final String CLASSES = Jvm.classPathOf(
            DeterminismTestRun.class, Kernels.class, Trainer.class, DMatrixRMaj.class, CommonOps_DDRM.class);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2, FLOAT32, 1, -XX:MaxVectorSize=64",
        "2, FLOAT32, 2, -XX:MaxVectorSize=32",
        "1, FLOAT32, 3, -XX:MaxVectorSize=16",
        "1, FLOAT64, 2, -XX:MaxVectorSize=64",
        "2, FLOAT64, 1, -XX:MaxVectorSize=32",
    })
    void lanesAndThreads(int algorithm, Precision precision, int threads, String flag) throws Exception {
        assertSame(medium(algorithm, precision), threads, jvm().withFlags(flag));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1", "FLOAT64, 2"})
    void jdk25(Precision precision, int threads) throws Exception {
        assumeTrue(Files.isDirectory(Jvm.JDK_25), "skipped: there is no JDK 25 at " + Jvm.JDK_25);
        assertSame(medium(2, precision), threads, jvm().withHome(Jvm.JDK_25));
    }

    @Test
    void interpreted() throws Exception {
        assertSame(DeterminismTestRun.of(2, Precision.FLOAT32).small(40), 1, jvm().withFlags("-Xint"));
    }

    /** Plain loops on threads that share them, in this virtual machine. */
    @ParameterizedTest
    @CsvSource({"1, FLOAT32, 2", "2, FLOAT64, 3"})
    void plainLoopsOnThreads(int algorithm, Precision precision, int threads) {
        DeterminismTestRun run = medium(algorithm, precision);
        assertThat(run.hash(TestKernels.sharingAll(Kernels.scalar(precision, threads))))
                .as("%s on %d threads", run, threads)
                .isEqualTo(run.hash(Kernels.scalar(precision)));
    }

    /** Networks of 64-64 on batches of 100, 120 updates. */
    private static DeterminismTestRun medium(int algorithm, Precision precision) {
        return new DeterminismTestRun(algorithm, precision, 64, 100, 220, 1);
    }

    private Jvm jvm() {
        return Jvm.here(CLASSES, folder);
    }

    private static void assertSame(DeterminismTestRun run, int threads, Jvm jvm) throws Exception {
        Jvm.Running other = jvm.withLanes().start(DeterminismTestRun.class.getName(), run.arguments(threads));
        String plain = run.hash(Kernels.scalar(run.precision())); // meanwhile
        Jvm.Result result = other.ended();
        assertThat(result.exitCode()).as("%s", result.err()).isZero();
        assertThat(result.out())
                .as("%s on %d threads with %s %s", run, threads, jvm.home(), jvm.flags())
                .containsExactly(plain);
    }
}
