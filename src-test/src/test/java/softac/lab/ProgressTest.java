package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import softac.lab.run.LearningSettings;
import softac.lab.run.Preset;
import softac.lab.run.Run;
import softac.lab.run.RunSettings;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** The table that grows while training goes on, by a clock of which every step takes a millisecond. */
final class ProgressTest {
    private static final String ERASED = "\u001b[K";

    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter out = new StringWriter();

    private String train(boolean terminal) throws IOException {
        PrintWriter writer = new PrintWriter(out);
        Shell shell = new Shell(writer, writer, terminal, Path.of(""), Clock.systemUTC(), nanos::get);
        Task task = Tasks.named("bandit");
        RunSettings preset = Preset.of(task).settings(task, 1);
        RunSettings quick = new RunSettings(
                preset.task(),
                preset.seed(),
                preset.algo(),
                preset.precision(),
                preset.network(),
                new LearningSettings(1, 1e-3, 0.99, 0.005, null),
                preset.temperature(),
                preset.training());
        try (Run run = new Run(quick, 1)) {
            Progress progress = new Progress(shell, 0);
            progress.begin();
            for (int step = 1; step <= 1000; step++) {
                nanos.addAndGet(1_000_000);
                run.trainer().step();
                progress.stepped(run.trainer());
            }
            progress.evaluated(run.trainer(), Map.of("eval/mean_reward", -0.25));
            writer.flush();
        }
        return out.toString();
    }

    @Test
    void onATerminalARowIsRedrawnInPlaceTenTimesASecond() throws IOException {
        List<String> drawn = train(true).lines().toList(); // the carriage return ends a line here

        List<String> rows =
                drawn.stream().filter(line -> line.contains("/2,000")).toList();
        assertThat(rows).hasSize(10 + 1);
        assertThat(rows.subList(0, 10))
                .allMatch(row -> row.matches("\u001b\\[\\?7l +[\\d,]+/2,000[^\n]*\u001b\\[K\u001b\\[\\?7h"));
        assertThat(out.toString()).contains("\r" + ERASED).endsWith("\n");
        assertThat(out.toString().lines().filter(line -> line.endsWith("\n"))).isEmpty();
    }

    @Test
    void aRowSaysStepReturnLossesTemperatureSpeedAndTimeLeft() throws IOException {
        String[] cells =
                train(false).lines().reduce((a, b) -> b).orElseThrow().strip().split(" +", -1);

        assertThat(cells).hasSize(8).startsWith("1,000/2,000", "-0.2500");
        assertThat(cells).endsWith("1,000", "0:01");
    }

    @Test
    void elsewhereOnlyEvaluationsAreRows() throws IOException {
        assertThat(train(false)).doesNotContain("\r", "\u001b");
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void speedForgetsWhatIsLongAgo() {
        Speed speed = new Speed(0);
        assertThat(speed.stepsPerSecond()).isNaN();
        for (long tenth = 1; tenth <= 100; tenth++) { // 10 s of 1,000 steps/s
            speed.mark(100 * tenth, tenth * 100_000_000);
        }
        assertThat(speed.stepsPerSecond()).isEqualTo(1000);
        for (long tenth = 1; tenth <= 70; tenth++) { // 7 s of 10 steps/s
            speed.mark(10_000 + tenth, 10_000_000_000L + tenth * 100_000_000);
        }
        assertThat(speed.stepsPerSecond()).isEqualTo(10);
    }
}
