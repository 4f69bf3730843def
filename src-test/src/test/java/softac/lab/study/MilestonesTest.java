package softac.lab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import softac.lab.run.Preset;
import softac.lab.run.Returns;
import softac.lab.run.Run;
import softac.lab.run.RunSettings;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

final class MilestonesTest {
    /** The way to look is no part of what is computed: another trainer, stepped by hand, is as good at each of them. */
    @Test
    void areTheReturnsOfTheSameTrainingUnobserved() {
        Task task = Tasks.named("bandit");
        RunSettings settings = Preset.of(task).settings(task, 3);
        Map<Long, Double> expected = new LinkedHashMap<>();
        try (Run run = new Run(settings, 1)) {
            for (long milestone : new long[] {120, 240, 250}) {
                while (run.trainer().steps() < milestone) {
                    run.trainer().step();
                }
                double mean = Returns.of(task, run.trainer().agent().snapshot(), 0, 100)
                        .mean();
                expected.put(milestone, mean);
            }
        }

        Map<Long, Double> reached = new LinkedHashMap<>();
        Milestones.train(settings, 250, 120, reached::put);

        assertThat(reached).containsExactlyEntriesOf(expected);
        assertThat(reached.values()).doesNotHaveDuplicates(); // it learned
    }
}
