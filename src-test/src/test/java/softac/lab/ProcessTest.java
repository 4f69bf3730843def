package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.embed.Jvm;

/** The process as a shell starts it. */
final class ProcessTest {
    @TempDir
    private Path directory;

    private Sac start(List<String> jvm, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1"));
        command.addAll(Jvm.LANES); // as bin/sac does
        command.addAll(jvm);
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        String err = take("err");
        assertThat(err).startsWith(Jvm.WARNING + "\n");
        return new Sac(process.exitValue(), take("out"), err.substring(Jvm.WARNING.length() + 1));
    }

    private String take(String file) throws IOException {
        String text = Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
        Files.delete(directory.resolve(file));
        return text;
    }

    /** What the disk does not take is said; who reads no further had enough. */
    @Test
    void whatCannotBePrintedIsNotLostSilently() {
        for (String reason : List.of("No space left on device", "Bad file descriptor", "Broken pipe")) {
            StringWriter err = new StringWriter();
            StandardOutput out = new StandardOutput(new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException(reason);
                }
            });
            PrintWriter printed = new PrintWriter(out, true, StandardCharsets.UTF_8);
            assertThat(out.ended(ExitCode.DONE, new PrintWriter(err))).isEqualTo(ExitCode.DONE);
            printed.println("a result");
            int code = out.ended(ExitCode.DONE, new PrintWriter(err));
            if (reason.equals("Broken pipe")) {
                assertThat(new Sac(code, "", err.toString())).isEqualTo(new Sac(ExitCode.DONE, "", ""));
            } else {
                new Sac(code, "", err.toString()).refused(ExitCode.USAGE, "standard output: " + reason);
            }
            assertThat(out.ended(ExitCode.FAILED, new PrintWriter(err))).isEqualTo(ExitCode.FAILED);
        }
    }

    @Test
    void trainsIntoTheFolderRunsWithTheSameBitsAsHere() throws Exception {
        String[] command = {"train", "bandit", "--steps", "150", "--evaluate-every", "50"};
        Sac process = start(
                        List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Asia/Kathmandu"), command)
                .succeeded();
        Sac here = Sac.run(directory, command).succeeded();

        assertThat(process.fact("state hash")).isEqualTo(here.fact("state hash"));
        assertThat(process.out())
                .as("Greek letters, even where the locale has none")
                .contains("J_π", "α");
        assertThat(process.fact("run folder")).matches("runs/bandit-1-[0-9]{8}-[0-9]{6}(-2)?");
        assertThat(directory.resolve(process.fact("run folder")).resolve("metrics.csv"))
                .hasSameBinaryContentAs(Path.of(here.fact("run folder")).resolve("metrics.csv"));
    }

    @Test
    void saysWhichHeapTheReplayNeeds() throws Exception {
        start(List.of("-Xmx48m"), "train", "pendulum", "--replay", "10_000_000")
                .refused(ExitCode.USAGE, "330,000,000 bytes", "SAC_JAVA_OPTS=-Xmx", "smaller --replay");
        assertThat(Sac.contents(directory)).isEmpty();
    }

    @Test
    void endsWithTheExitCode() throws Exception {
        start(List.of(), "train", "pendulun").refused(ExitCode.USAGE, "did you mean 'pendulum'?");
    }

    @Test
    void runsOfTheSameSecondHaveFoldersOfTheirOwn() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Shell shell = new Shell(nowhere, nowhere, false, directory, clock, System::nanoTime);
        for (int n = 0; n < 3; n++) {
            assertThat(Main.run(shell, "train", "bandit", "--steps", "1", "--seed", "9"))
                    .isEqualTo(ExitCode.DONE);
        }

        assertThat(directory.resolve("runs").toFile().list())
                .containsExactlyInAnyOrder(
                        "bandit-9-20260102-030405", "bandit-9-20260102-030405-2", "bandit-9-20260102-030405-3");
    }
}
