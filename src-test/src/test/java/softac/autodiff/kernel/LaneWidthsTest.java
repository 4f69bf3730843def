package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.embed.Jvm;

/**
 * The same bits at every width of the lanes, compiled by any compiler or interpreted, with and without an instruction for
 * the fused multiply-add: other virtual machines write in lanes what this one writes with plain loops.
 */
final class LaneWidthsTest {
    @TempDir
    private Path directory;

    /** With no instruction for it a fused multiply-add is computed in big decimals: only few and short products. */
    @ParameterizedTest
    @CsvSource({
        "-XX:MaxVectorSize=16, 1, 20, vector-128",
        "-XX:MaxVectorSize=32, 21, 20, vector-(128|256)",
        "-XX:MaxVectorSize=64, 41, 20, vector-(128|256|512)",
        "-XX:TieredStopAtLevel=1, 27, 5, vector-.*",
        "-Xint, 27, 3, vector-.*",
        "-XX:UseAVX=0, 27, 2, vector-128",
        "-XX:UseAVX=1, 61, 10, vector-.*",
        "-XX:UseAVX=2, 71, 10, vector-(128|256)",
        "-XX:UseAVX=3, 81, 10, vector-.*",
        "-XX:-UseFMA, 27, 3, vector-.*",
    })
    void inAnotherVirtualMachine(String flag, int first, int seeds, String family) throws Exception {
        assertSame(jvm().withFlags(flag).withLanes(), first, seeds, family);
    }

    @Test
    void inJdk25() throws Exception {
        assumeTrue(Files.isDirectory(Jvm.JDK_25), "skipped: there is no JDK 25 at " + Jvm.JDK_25);
        for (String flag : List.of("-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:MaxVectorSize=64")) {
            assertSame(jvm().withHome(Jvm.JDK_25).withFlags(flag).withLanes(), 101, 20, "vector-.*");
        }
    }

    private Jvm jvm() {
        return Jvm.here(
                Jvm.classPathOf(FamilyBits.class, Kernels.class, DMatrixRMaj.class, FMatrixRMaj.class), directory);
    }

    private static void assertSame(Jvm jvm, int first, int seeds, String family) throws Exception {
        Jvm.Running other = jvm.start(FamilyBits.class.getName(), first, seeds);
        String plain = Long.toString(FamilyBits.hash(false, 1, first, seeds)); // meanwhile
        Jvm.Result result = other.ended();
        assumeTrue(
                Stream.concat(result.out().stream(), result.err().stream())
                        .noneMatch(line -> line.matches(".*(is not supported|Unrecognized VM option).*")),
                () -> "skipped: " + jvm.flags() + " " + result);
        assertThat(result.exitCode()).as("%s", result.err()).isZero();
        List<String> out = result.out();
        assertThat(out.get(0)).matches(family);
        assertThat(out.subList(1, out.size()))
                .as("on one and on two threads, %s %s", jvm.home(), jvm.flags())
                .containsExactly(plain, plain);
    }
}
