package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and {@code kill}: an orderly end, whatever the task does. */
final class InterruptTest {
    private static final String TRAIN =
            "train pendulum --steps 20000 --hidden 8 --batch 8 --warmup 20 --evaluate-every 500"
                    + " --evaluate-episodes 1 --threads 1 --out ";

    @TempDir
    private static Path directory;

    private static Sac whole;

    @BeforeAll
    static void trainWithoutAStop() {
        whole = Sac.run(directory, (TRAIN + "whole").split(" ", -1)).succeeded();
    }

    @Test
    void killSavesAndSaysHowToGoOn() throws Exception {
        stoppedBy("TERM", 128 + 15);
    }

    @Test
    void controlCSavesAndSaysHowToGoOn() throws Exception {
        String status = Files.readString(Path.of("/proc/self/status"));
        long ignored = Long.parseUnsignedLong(
                status.lines()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .findFirst()
                        .orElseThrow()
                        .substring(7)
                        .strip(),
                16);
        assumeTrue((ignored & 2) == 0, "these tests run in the background, where SIGINT is ignored");
        stoppedBy("INT", 128 + 2);
    }

    private static void stoppedBy(String signal, int code) throws Exception {
        SacProcess process = SacProcess.start(directory, (TRAIN + signal).split(" ", -1));
        awaitRows(process, signal, 1);
        long first = stop(process, signal, code);
        SacProcess again = SacProcess.start(directory, "resume", signal, "--threads", "1");
        awaitRows(again, signal, first / 500 + 1);
        long second = stop(again, signal, code);
        assertThat(second).isGreaterThan(first);

        Sac end = Sac.run(directory, "resume", signal).succeeded();
        assertThat(end.out()).contains("resumed at step " + Numbers.count(second) + "\n");
        assertThat(end.fact("state hash")).isEqualTo(whole.fact("state hash"));
        assertThat(directory.resolve(signal).resolve("metrics.csv"))
                .hasSameBinaryContentAs(directory.resolve("whole/metrics.csv"));
    }

    private static void awaitRows(SacProcess process, String out, long rows) throws Exception {
        Path metrics = directory.resolve(out).resolve("metrics.csv");
        while (process.isAlive()
                && !(Files.exists(metrics) && Files.readAllLines(metrics).size() > rows)) {
            Thread.sleep(1);
        }
    }

    /** Returns the step it stopped after. */
    private static long stop(SacProcess process, String signal, int code) throws IOException, InterruptedException {
        process.signal(signal);
        Sac sac = process.ended();
        assertThat(sac).isEqualTo(new Sac(code, sac.out(), ""));
        List<String> lines = sac.out().lines().toList();
        String last = lines.get(lines.size() - 1);
        assertThat(last).matches("stopped after step [\\d,]+: go on with bin/sac resume " + signal);
        long step = Long.parseLong(
                last.replaceAll("stopped after step ([\\d,]+):.*", "$1").replace(",", ""));
        assertThat(directory.resolve(signal).resolve("checkpoints/%012d.safetensors".formatted(step)))
                .exists();
        assertThat(Files.readString(directory.resolve(signal).resolve("log.txt")))
                .contains(" stopped after step " + step + "\n");
        return step;
    }

    @Test
    void aStepThatNeverEndsDoesNotKeepTheProcess() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        Hanging.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.getInputStream().read()).as("it hangs").isEqualTo('h');
            SacProcess.signal(process, "TERM"); // destroy() would close the stream that is read below
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("lost patience");
        } finally {
            process.destroyForcibly();
        }
    }

    /** A task that hangs. */
    static final class Hanging {
        private Hanging() {}

        /** Waits for ever. */
        public static void main(String[] args) throws InterruptedException {
            try (Interrupt interrupt = new Interrupt(1, () -> System.out.println("lost patience"))) {
                System.out.println("h" + interrupt.asked());
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
