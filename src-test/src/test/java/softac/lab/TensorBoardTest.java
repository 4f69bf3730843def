package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.plot.Curve;
import softac.lab.run.Layer;
import softac.lab.run.Measured;
import softac.lab.run.RunFolder;
import softac.lab.tensorboard.EventReader;

/** The event file of a run that was stopped and gone on with: the numbers of its tables, rounded to float. */
final class TensorBoardTest {
    private static final String OPTIONS = " --hidden 8 --batch 8 --warmup 20 --evaluate-episodes 1";

    @TempDir
    private static Path directory;

    private static Path run;

    @BeforeAll
    static void trainAndStopAndGoOn() throws IOException {
        String command = "train pendulum --steps 400 --evaluate-every 100 --out whole" + OPTIONS;
        Sac.run(directory, command.split(" ")).succeeded();
        run = directory.resolve("run");
        StoppedRun.make(run, RunFolder.open(directory.resolve("whole")).sourced(Layer.EMPTY), 200, 350);
        assertThat(Files.size(run.resolve("events.out.tfevents.softac"))).isPositive();
        Sac.run(directory, "resume", "run").succeeded();
    }

    /** {@code tag step value}, of what stands in the tables. */
    private static Set<String> tables() throws IOException {
        Set<String> points = new TreeSet<>();
        Map<String, Curve> measured = new TreeMap<>(Measured.of(RunFolder.open(run)));
        measured.remove("time/time_elapsed");
        measured.forEach((tag, curve) -> {
            for (int n = 0; n < curve.size(); n++) {
                if (!Double.isNaN(curve.values()[n])) {
                    points.add(point(tag, (long) curve.steps()[n], (float) curve.values()[n]));
                }
            }
        });
        return points;
    }

    private static String point(String tag, long step, float value) {
        return tag + " " + step + " " + value;
    }

    @Test
    void holdsEveryNumberOfTheTablesOnce() throws IOException {
        EventReader read = new EventReader(Files.readAllBytes(run.resolve("events.out.tfevents.softac")));
        List<String> points = read.points().stream()
                .map(point -> point(point.tag(), point.step(), point.value()))
                .toList();
        assertThat(points).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tables());
        assertThat(points).hasSizeGreaterThan(4 * 10);
        assertThat(read.versions()).containsExactly("brain.Event:2");
    }

    /** Both ways that TensorBoard reads: for scripts, and for its page. (A run that took no time has infinite speed.) {@code SOFTAC_PYTHON} names a Python that has it. */
    @Test
    void tensorBoardReadsTheSame() throws Exception {
        String python = Optional.ofNullable(System.getenv("SOFTAC_PYTHON")).orElse("python3");
        assumeTrue(
                succeeds(python, "-c", "import tensorboard"),
                () -> python + " has no tensorboard: pip install tensorboard, and name that Python in SOFTAC_PYTHON");
        Path script = Path.of(System.getProperty("softac.root"), "src-test/src/test/resources/tensorboard/read.py");
        assertThat(succeeds(python, script.toString(), run.toString())).isTrue();

        List<String> lines = Files.readAllLines(directory.resolve("python.out"));
        for (String reader : List.of("script", "page")) {
            assertThat(lines.stream()
                            .map(line -> line.split("\t"))
                            .filter(cells -> cells[0].equals(reader))
                            .map(cells -> point(
                                    cells[1],
                                    Long.parseLong(cells[2]),
                                    Float.parseFloat(cells[3].replace("inf", "Infinity")))))
                    .as(reader)
                    .containsExactlyInAnyOrderElementsOf(tables());
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(directory.resolve("python.out").toFile())
                    .redirectError(directory.resolve("python.err").toFile())
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) { // no such program
            return false;
        }
    }
}
