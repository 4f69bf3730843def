package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.autodiff.Activation;
import softac.autodiff.kernel.Precision;
import softac.lab.run.Algorithm;
import softac.lab.run.LearningSettings;
import softac.lab.run.NetworkSettings;
import softac.lab.run.Preset;
import softac.lab.run.RunFolder;
import softac.lab.run.RunSettings;
import softac.lab.run.TemperatureSettings;
import softac.lab.run.TrainingSettings;
import softac.sac.env.registry.Tasks;

/** What is typed goes over what the preset says, and that over the papers. */
final class SettingsTest {
    @TempDir
    private Path directory;

    private RunSettings settingsOf(String command) throws IOException {
        Sac.run(directory, (command + " --evaluate-episodes 1 --out run").split(" ", -1))
                .succeeded();
        return RunFolder.open(directory.resolve("run")).settings();
    }

    @Test
    void everyOptionReachesTheSettings() throws IOException {
        RunSettings settings = settingsOf("train lqr --algo v1 --seed 7 --precision float64 --steps 1_2 --warmup 4"
                + " --updates-per-step 0.5 --replay 1e1 --evaluate-every 6 --hidden 3,5,4 --activation tanh --batch 2"
                + " --learning-rate .002 --discount 0.5 --tau 1 --max-gradient-norm 3 --reward-scale 0.25");

        assertThat(settings)
                .isEqualTo(new RunSettings(
                        "Lqr-v0",
                        7,
                        Algorithm.V1,
                        Precision.FLOAT64,
                        new NetworkSettings(List.of(3, 5, 4), Activation.TANH),
                        new LearningSettings(2, 0.002, 0.5, 1, 3.0),
                        TemperatureSettings.scaled(0.25),
                        new TrainingSettings(12, 4, 0.5, 10, 6, 1)));
    }

    @Test
    void whatIsNotTypedComesFromThePreset() throws IOException {
        RunSettings preset = Preset.of(Tasks.named("lqr")).settings(Tasks.named("lqr"), 1);
        RunSettings settings = settingsOf("train Lqr-v0 --steps 1 --batch 2");

        assertThat(settings.network()).isEqualTo(preset.network());
        assertThat(settings.temperature()).isEqualTo(TemperatureSettings.fixed(0.2));
        assertThat(settings.learning()).isEqualTo(new LearningSettings(2, 1e-3, 0.9, 0.02, 1.0));
        assertThat(settings.training().replay()).as("holds a batch").isEqualTo(2);
    }

    @Test
    void aTypedTemperatureReplacesThePresets() throws IOException {
        assertThat(settingsOf("train lqr --steps 1 --target-entropy -0.5").temperature())
                .isEqualTo(TemperatureSettings.learned(1, -0.5));
    }

    @Test
    void halfOfALearnedTemperatureIsCompletedByThePapers() throws IOException {
        assertThat(settingsOf("train lqr --steps 1 --initial-alpha 0.1").temperature())
                .isEqualTo(TemperatureSettings.learned(0.1, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pendulum", "lqr", "hill", "bandit", "bandit2"})
    void theSettingsFileSaysWhatThePresetSays(String task) throws IOException {
        RunSettings preset = Preset.of(Tasks.named(task)).settings(Tasks.named(task), 1);
        RunSettings settings = settingsOf("train " + task + " --steps 1");

        assertThat(settings.learning()).isEqualTo(preset.learning());
        assertThat(settings.network()).isEqualTo(preset.network());
        assertThat(settings.temperature()).isEqualTo(preset.temperature());
    }

    /** Their names fill the header of a checkpoint. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void asManyLayersAsAllowedCanBeSavedAndGoneOnWith(String algo) throws IOException {
        String layers = "2" + ",2".repeat(63);
        RunSettings settings =
                settingsOf("train bandit --steps 2 --warmup 1 --batch 1 --algo " + algo + " --hidden " + layers);

        assertThat(settings.network().hidden()).hasSize(64);
        assertThat(directory.resolve("run/checkpoints/000000000002.safetensors"))
                .isRegularFile();
        Sac.run(directory, "resume", "run", "--steps", "3", "--force").succeeded();
    }

    @Test
    void theLastSeedsThereAreCanBeTrained() {
        Sac.run(directory, "train", "bandit", "--steps", "2", "--seeds", "9223372036854775806..9223372036854775807")
                .succeeded();
    }

    @Test
    void numbersStandInTheFileAsPeopleWriteThem() throws IOException {
        settingsOf("train pendulum --steps 1 --learning-rate 3e-4");
        assertThat(Files.readString(directory.resolve("run/settings.yaml")))
                .contains("\ntask: Pendulum-v1 ", "\n  learning-rate: 0.0003 ", "\n  target-entropy: -1 ")
                .doesNotContain("alpha: null", "reward-scale");
    }
}
