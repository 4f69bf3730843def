package softac.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** The settings as a list, and what groups of runs are called. */
final class RunGroupTest {
    private static final Task PENDULUM = Tasks.named("pendulum");
    private static final RunSettings PRESET = Preset.of(PENDULUM).settings(PENDULUM, 3);

    private static RunSettings with(Algorithm algo, double learningRate, long steps) {
        LearningSettings learning = PRESET.learning();
        TrainingSettings training = PRESET.training();
        return new RunSettings(
                PRESET.task(),
                1,
                algo,
                PRESET.precision(),
                PRESET.network(),
                new LearningSettings(learning.batch(), learningRate, learning.discount(), learning.tau(), null),
                Preset.of(PENDULUM).temperature(PENDULUM, algo),
                new TrainingSettings(steps, 100, 1, (int) steps, 1_000, 10));
    }

    @Test
    void theListNamesSettingsAsOptionsAre() {
        assertThat(SettingsList.of(PRESET))
                .containsEntry("task", "Pendulum-v1")
                .containsEntry("seed", "3")
                .containsEntry("algo", "v2")
                .containsEntry("precision", "float32")
                .containsEntry("hidden", "64,64")
                .containsEntry("activation", "relu")
                .containsEntry("learning-rate", "0.001")
                .containsEntry("target-entropy", "-1")
                .containsEntry("steps", "10000")
                .doesNotContainKeys("alpha", "reward-scale", "max-gradient-norm");
    }

    @Test
    void thePresetGoesNowhereBeyondItself() {
        assertThat(SettingsList.beyondPreset(PRESET)).isEmpty();
        assertThat(SettingsList.beyondPreset(with(Algorithm.V1, 1e-3, 10_000))).isEmpty();
        assertThat(SettingsList.beyondPreset(with(Algorithm.V2, 3e-4, 500)))
                .as("its replay holds all steps, as the preset's does")
                .containsExactly(Map.entry("learning-rate", "0.0003"), Map.entry("steps", "500"));
    }

    @Test
    void groupsAreCalledByWhatSomebodyChose() {
        RunGroup v1 = new RunGroup(with(Algorithm.V1, 1e-3, 10_000), Map.of());
        RunGroup v2 = new RunGroup(with(Algorithm.V2, 1e-3, 10_000), Map.of());
        RunGroup slow = new RunGroup(with(Algorithm.V2, 1e-4, 10_000), Map.of());
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
