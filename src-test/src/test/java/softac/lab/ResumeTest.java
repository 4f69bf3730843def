package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.lab.run.Layer;
import softac.lab.run.Recorder;
import softac.lab.run.Resumption;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.RunState;

/** {@code sac resume}: what it says, lists and refuses. */
final class ResumeTest {
    private static final String OPTIONS = " --hidden 8 --batch 8 --warmup 20 --evaluate-episodes 1";

    @TempDir
    private static Path directory;

    private static Sac whole;

    private static Sac run(String command) {
        return Sac.run(directory, command.split(" ", -1));
    }

    @BeforeAll
    static void train() {
        whole = run("train pendulum --steps 400 --evaluate-every 100 --out whole" + OPTIONS)
                .succeeded();
    }

    /** A run of 400 steps that was stopped after 200, with checkpoints of steps 100 and 200. */
    @BeforeEach
    void stop() throws IOException {
        StoppedRun.make(
                directory.resolve("run"),
                RunFolder.open(directory.resolve("whole")).sourced(Layer.EMPTY),
                100,
                200);
    }

    @Test
    void goesOnAsIfNothingHadBeen() {
        Sac sac = run("resume run").succeeded();

        assertThat(sac.out()).contains("resumed at step 200\n");
        assertThat(sac.fact("state hash")).isEqualTo(whole.fact("state hash"));
        assertThat(sac.fact("mean return")).isEqualTo(whole.fact("mean return"));
        for (String file : List.of("metrics.csv", "settings.yaml", "policy.safetensors", "best.safetensors")) {
            assertThat(directory.resolve("run").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("whole").resolve(file));
        }
        assertThat(contents("run")).isEqualTo(contents("whole"));
    }

    /** Which checkpoints are saved is a matter of time. */
    private static List<String> contents(String run) {
        return Sac.contents(directory.resolve(run)).stream()
                .map(name -> name.replaceAll("[0-9]{12}", "…"))
                .toList();
    }

    @Test
    void theLogTellsWhatHappened() throws IOException {
        run("resume run").succeeded();

        assertThat(Files.readAllLines(directory.resolve("run/log.txt")))
                .hasSize(4)
                .allMatch(line -> line.matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z .+"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("began"),
                        line -> assertThat(line).contains("stopped after step 200"),
                        line -> assertThat(line).contains("resumed at step 200"),
                        line -> assertThat(line).contains("done"));
    }

    @Test
    void aRunThatIsDoneSaysSoAndHowToGoOn() {
        Sac sac = run("resume whole").succeeded();

        assertThat(sac.fact("done")).startsWith("all 400 steps").endsWith("whole --steps 800 --force");
        assertThat(sac.fact("state hash")).isEqualTo(whole.fact("state hash"));
    }

    @Test
    void changedSettingsAreListedAndRefusedUnlessForced() throws IOException {
        Path file = directory.resolve("run/settings.yaml");
        String settings = Files.readString(file);
        Files.writeString(file, settings.replace("learning-rate: 0.001", "learning-rate: 0.002"));

        Sac refused = run("resume run --steps 300");
        refused.refused(ExitCode.USAGE, "--force");
        assertThat(refused.out().lines())
                .containsExactly("learning.learning-rate: 0.001 → 0.002", "training.steps: 400 → 300");

        Sac forced = run("resume run --steps 300 --force").succeeded();
        assertThat(forced.out()).contains("training.steps: 400 → 300\n");
        assertThat(forced.fact("state hash")).isNotEqualTo(whole.fact("state hash"));
        assertThat(Files.readString(file))
                .isEqualTo(settings.replace("learning-rate: 0.001", "learning-rate: 0.002")
                        .replace("steps: 400", "steps: 300"));
        assertThat(Files.readString(directory.resolve("run/log.txt"))).contains("changed training.steps: 400 → 300");
        assertThat(run("resume run").succeeded().out()).contains("done");
    }

    @Test
    void aLongerRunIsTheLongerRun() throws IOException {
        Sac longer = run("train pendulum --steps 600 --replay 400 --evaluate-every 100 --out longer" + OPTIONS)
                .succeeded();
        Sac resumed = run("resume run --steps 600 --force").succeeded();

        assertThat(resumed.fact("state hash")).isEqualTo(longer.fact("state hash"));
        assertThat(directory.resolve("run/metrics.csv"))
                .hasSameBinaryContentAs(directory.resolve("longer/metrics.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[8]|[9]", "relu|tanh", "seed: 1|seed: 2", "float32|float64", "replay: 400|replay: 500"})
    void whatAStateIsMadeForCannotChange(String change) throws IOException {
        String[] replacement = change.split("\\|", -1);
        Path file = directory.resolve("run/settings.yaml");
        String settings = Files.readString(file);
        Files.writeString(file, settings.replace(replacement[0], replacement[1]));
        List<String> before = Sac.contents(directory.resolve("run"));

        assertThat(settings).contains(replacement[0]);
        run("resume run --force").refused(ExitCode.USAGE, "cannot go on with another", "train a new one");
        assertThat(Sac.contents(directory.resolve("run"))).isEqualTo(before);
    }

    @Test
    void fewerStepsThanDoneAreRefused() {
        run("resume run --steps 150 --force").refused(ExitCode.USAGE, "--steps 150", "200 are done");
    }

    @Test
    void aRunThatGoesOnIsRefused() throws IOException {
        RunFolder folder = RunFolder.open(directory.resolve("run"));
        try (RunLock lock = RunLock.take(folder)) {
            assertThat(RunState.of(lock.folder())).isEqualTo(RunState.RUNNING);
            run("resume run").refused(ExitCode.USAGE, "still going on");
            assertThat(RunState.of(folder)).isEqualTo(RunState.RUNNING);
        }
        assertThat(RunState.of(folder)).isEqualTo(RunState.STOPPED);
        run("resume run").succeeded();
        assertThat(RunState.of(folder)).isEqualTo(RunState.DONE);
    }

    @Test
    void thePageThatStaysIsOfARunThatIsDone() throws Exception {
        StringWriter out = new StringWriter();
        Thread watching = new Thread(() -> Main.run(
                new PrintWriter(out), new PrintWriter(new StringWriter()), directory, "resume", "run", "--watch"));
        watching.start();
        try {
            for (int n = 0; n < 600 && watching.isAlive() && !out.toString().contains("the page stays"); n++) {
                Thread.sleep(50);
            }
            assertThat(watching.isAlive()).isTrue();
            assertThat(out.toString()).contains("watching ", "resumed at step 200\n", "the page stays");
            assertThat(RunState.of(RunFolder.open(directory.resolve("run")))).isEqualTo(RunState.DONE);
        } finally {
            watching.interrupt();
            watching.join(10_000);
        }
        assertThat(watching.isAlive()).isFalse();
    }

    private static Path checkpoint(String run, int steps) {
        return directory.resolve(run).resolve("checkpoints/%012d.safetensors".formatted(steps));
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncated", "header", "data", "settings", "empty"})
    void aDamagedCheckpointIsPassedOverWithAWarning(String damage) throws IOException {
        Path newest = checkpoint("run", 200);
        byte[] bytes = Files.readAllBytes(newest);
        switch (damage) {
            case "truncated" -> bytes = java.util.Arrays.copyOf(bytes, bytes.length - 1);
            case "header" -> bytes[100] ^= 4;
            case "data" -> bytes[bytes.length - 1000] ^= 1;
            case "settings" ->
                bytes[new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("steps: 400") + 7] ^= 1;
            default -> bytes = new byte[0];
        }
        Files.write(newest, bytes);

        Sac sac = run("resume run");
        assertThat(sac.code()).isZero();
        assertThat(sac.err())
                .matches("sac resume: warning: [^\n]+\n")
                .contains("000000000200.safetensors", "going on from 000000000100.safetensors");
        assertThat(sac.out()).contains("resumed at step 100\n");
        assertThat(sac.fact("state hash")).isEqualTo(whole.fact("state hash"));
        assertThat(directory.resolve("run/metrics.csv")).hasSameBinaryContentAs(directory.resolve("whole/metrics.csv"));
        assertThat(Files.readString(directory.resolve("run/log.txt"))).contains("warning: ");
        assertThat(run("resume run").succeeded().fact("state hash")).isEqualTo(whole.fact("state hash"));
    }

    /** The damaged one lies between the good one and the next: it must not take the place of the good one. */
    @Test
    void theGoodCheckpointIsKeptUntilThereAreTwo() throws IOException {
        RunFolder folder = RunFolder.open(directory.resolve("run"));
        StoppedRun.make(folder.path(), folder.sourced(Layer.EMPTY), 100, 150);
        Files.write(checkpoint("run", 150), new byte[7]);
        try (RunLock lock = RunLock.take(folder);
                Resumption resumption = Resumption.of(lock, folder.sourced(Layer.EMPTY), 1);
                Recorder recorder = resumption.recorder(Clock.systemUTC(), () -> 0)) {
            while (resumption.run().trainer().steps() < 180) {
                resumption.run().trainer().advance(List.of(recorder));
            }
            recorder.save();
        }
        assertThat(Sac.contents(directory.resolve("run/checkpoints")))
                .containsExactly("000000000100.safetensors", "000000000180.safetensors");

        Files.write(checkpoint("run", 180), new byte[0]);
        Sac sac = run("resume run");
        assertThat(sac.out()).contains("resumed at step 100\n");
        assertThat(sac.fact("state hash")).isEqualTo(whole.fact("state hash"));
    }

    @Test
    void whereNoCheckpointCanBeReadNothingIsTouched() throws IOException {
        Files.write(checkpoint("run", 100), new byte[0]);
        Files.write(checkpoint("run", 200), new byte[7]);
        byte[] metrics = Files.readAllBytes(directory.resolve("run/metrics.csv"));

        run("resume run").refused(ExitCode.USAGE, "000000000100.safetensors", "000000000200.safetensors", "train anew");
        assertThat(directory.resolve("run/metrics.csv")).hasBinaryContent(metrics);
    }

    @Test
    void whereNoneWasSavedYetItBeginsAnew() throws IOException {
        Files.delete(checkpoint("run", 100));
        Files.delete(checkpoint("run", 200));
        Path metrics = directory.resolve("run/metrics.csv");
        String first = Files.readAllLines(metrics).stream().limit(2).collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(metrics, first + "half a li"); // killed before it could save what it had just measured

        Sac sac = run("resume run").succeeded();
        assertThat(sac.out()).contains("no checkpoint yet: begun anew\n");
        assertThat(sac.fact("state hash")).isEqualTo(whole.fact("state hash"));
        assertThat(directory.resolve("run/metrics.csv")).hasSameBinaryContentAs(directory.resolve("whole/metrics.csv"));
    }

    /** Of a version before there were checkpoints: to begin anew would throw away what was learned. */
    @Test
    void aRunWithoutALockIsLeftAlone() throws IOException {
        Files.delete(directory.resolve("run/run.lock"));
        byte[] metrics = Files.readAllBytes(directory.resolve("run/metrics.csv"));

        run("resume run").refused(ExitCode.USAGE, "run.lock");
        assertThat(directory.resolve("run/metrics.csv")).hasBinaryContent(metrics);
    }

    @Test
    void whatAKilledProcessLeftHalfDoneIsRemoved() throws IOException {
        Path folder = directory.resolve("run");
        Files.createFile(folder.resolve(".policy.safetensors.0.tmp"));
        Files.createFile(folder.resolve("checkpoints/.000000000300.safetensors.0.tmp"));
        Files.writeString(folder.resolve("metrics.csv"), "300,2", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("log.txt"), "2026-11-2", StandardOpenOption.APPEND);

        run("resume run").succeeded();
        assertThat(contents("run")).isEqualTo(contents("whole"));
        assertThat(folder.resolve("metrics.csv")).hasSameBinaryContentAs(directory.resolve("whole/metrics.csv"));
        try (Stream<String> log = Files.lines(folder.resolve("log.txt"))) {
            assertThat(log).anyMatch(line -> line.equals("2026-11-2"));
        }
    }

    @Test
    void metricsCutByHandAreRefused() throws IOException {
        Files.writeString(directory.resolve("run/metrics.csv"), "");

        run("resume run").refused(ExitCode.USAGE, "metrics.csv", "0 bytes");
    }

    @Test
    void theCurveGoesOnFromTheRowsThatAreThere() throws IOException {
        run("resume run").succeeded();

        assertThat(directory.resolve("run/curve.png")).hasSameBinaryContentAs(directory.resolve("whole/curve.png"));
    }

    /** Two evaluations, so a checkpoint was saved after the first. */
    @Test
    void aRunWithoutItsCheckpointsIsNotBegunAnew() throws IOException {
        Files.delete(checkpoint("run", 100));
        Files.delete(checkpoint("run", 200));
        byte[] before = Files.readAllBytes(directory.resolve("run/metrics.csv"));
        run("resume run")
                .refused(ExitCode.USAGE, "evaluations, but no checkpoint", "train anew with bin/sac train --config");
        assertThat(directory.resolve("run/metrics.csv")).hasBinaryContent(before);
    }

    @Test
    void aTableThatIsMissingIsNotMadeAnew() throws IOException {
        Files.delete(directory.resolve("run/metrics.csv"));
        run("resume run").refused(ExitCode.USAGE, "metrics.csv: missing; expected at least", "put it back");
        assertThat(directory.resolve("run/metrics.csv")).doesNotExist();
    }

    @Test
    void nothingThereIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        run("resume nowhere").refused(ExitCode.USAGE, "no such folder");
        run("resume empty").refused(ExitCode.USAGE, "no settings.yaml");
        run("resume .").refused(ExitCode.USAGE, "a folder of", "runs: name one of them");
        run("resume").refused(ExitCode.USAGE, "missing <run folder>");
    }
}
