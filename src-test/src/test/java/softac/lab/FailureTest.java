package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;
import softac.sac.env.EnvironmentException;

/** What fails once training has begun, or by a mistake of this program. */
final class FailureTest {
    @TempDir
    private Path directory;

    @Test
    void numbersThatOverflowAreExitCode3() {
        Sac sac = Sac.run(directory, "train", "pendulum", "--steps", "300", "--learning-rate", "1e30", "--out", "run");

        sac.refused(ExitCode.FAILED, "update ", "smaller --learning-rate", "run");
        assertThat(sac.err()).doesNotContain("rewards");
        assertThat(Sac.contents(directory.resolve("run")))
                .containsExactly(
                        "checkpoints",
                        "events.out.tfevents.softac",
                        "log.txt",
                        "machine.yaml",
                        "metrics.csv",
                        "run.lock",
                        "settings.yaml",
                        "timing.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--reward-scale 1e300",
                "--alpha 1e300",
                "--initial-alpha 1e300",
                "--algo v1 --reward-scale 1e300",
                "--algo v1 --alpha 1e300",
            })
    void whatIsTooLargeFromTheBeginningIsNoFaultOfTheSteps(String options) {
        String command = "train pendulum --steps 300 --hidden 4 --out run " + options;

        Sac sac = Sac.run(directory, command.split(" ", -1));

        sac.refused(ExitCode.FAILED, "update 1: ", "rewards or temperature are too large", "smaller --reward-scale");
        assertThat(sac.err()).doesNotContain("--learning-rate");
    }

    @Test
    void exitCodesFollowTheKindOfFailure() {
        assertThat(Errors.code(new EnvironmentException("the task failed"))).isEqualTo(3);
        assertThat(Errors.code(new IllegalArgumentException("a value"))).isEqualTo(2);
        assertThat(Errors.code(new AccessDeniedException("a file"))).isEqualTo(2);
        assertThat(Errors.code(new UncheckedIOException(new IOException("a file"))))
                .isEqualTo(2);
        assertThat(Errors.code(new IllegalStateException("a mistake"))).isEqualTo(1);
        assertThat(Errors.code(new NullPointerException())).isEqualTo(1);
    }

    @Test
    void lackOfMemoryIsAUsageError() {
        StringWriter err = new StringWriter();
        PrintWriter writer = new PrintWriter(err, true);
        Shell shell = new Shell(writer, writer, false, directory, java.time.Clock.systemUTC(), System::nanoTime);

        assertThat(new Errors(shell, Ansi.OFF).outOfMemory()).isEqualTo(2);
        assertThat(err.toString()).matches("sac: out of memory[^\n]*-Xmx4g[^\n]*\n");
    }
}
