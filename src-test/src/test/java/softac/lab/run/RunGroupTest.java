package softac.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody chose, and what groups of runs are called. */
final class RunGroupTest {
    private static RunSettings pendulum(Setting setting, Object value) {
        return SourcedSettings.of(Layer.EMPTY, Layer.typed(Map.of(Setting.TASK, "Pendulum-v1", setting, value)))
                .settings();
    }

    @Test
    void thePresetGoesNowhereBeyondItself() {
        assertThat(Chosen.of(pendulum(Setting.SEED, 3L))).isEmpty();
        assertThat(Chosen.of(pendulum(Setting.ALGO, "v1"))).isEmpty();
        assertThat(Chosen.of(pendulum(Setting.LEARNING_RATE, 3e-4)))
                .containsExactly(Map.entry(Setting.LEARNING_RATE, "0.0003"));
        assertThat(Chosen.of(pendulum(Setting.HIDDEN, List.of(8, 4))))
                .containsExactly(Map.entry(Setting.HIDDEN, "8,4"));
        assertThat(Chosen.of(pendulum(Setting.STEPS, 500L)))
                .as("its replay holds all steps, as the preset's does")
                .containsExactly(Map.entry(Setting.STEPS, "500"));
        assertThat(Chosen.of(pendulum(Setting.ALPHA, 0.2))).containsExactly(Map.entry(Setting.ALPHA, "0.2"));
    }

    @Test
    void groupsAreCalledByWhatSomebodyChose() {
        RunGroup v1 = new RunGroup(pendulum(Setting.ALGO, "v1"), Map.of());
        RunGroup v2 = new RunGroup(pendulum(Setting.SEED, 3L), Map.of());
        RunGroup slow = new RunGroup(pendulum(Setting.LEARNING_RATE, 1e-4), Map.of());
        assertThat(RunGroup.names(List.of(v2))).containsExactly("");
        assertThat(RunGroup.names(List.of(v1, v2))).containsExactly("algo v1", "algo v2");
        assertThat(RunGroup.names(List.of(v2, slow))).containsExactly("learning-rate 0.001", "learning-rate 0.0001");
        assertThat(RunGroup.names(List.of(v1, v2, slow)))
                .containsExactly(
                        "algo v1, learning-rate 0.001",
                        "algo v2, learning-rate 0.001",
                        "algo v2, learning-rate 0.0001");
    }
}
