package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import softac.autodiff.Activation;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.lab.run.Algorithm;
import softac.lab.run.LearningSettings;
import softac.lab.run.NetworkSettings;
import softac.lab.run.RunFolder;
import softac.lab.run.RunSettings;
import softac.lab.run.TemperatureSettings;
import softac.lab.run.TrainingSettings;

/** {@code sac train} and {@code sac evaluate} on 300 steps of the pendulum. */
final class TrainTest {
    private static final List<String> COMMAND =
            List.of("train", "pendulum", "--steps", "300", "--evaluate-every", "100");
    private static final List<String> RETURNS = List.of("mean return", "standard deviation", "interquartile mean");

    @TempDir
    private static Path directory;

    private static Sac first;
    private static Path run;

    @BeforeAll
    static void train() {
        first = train("first");
        run = directory.resolve("first");
    }

    private static Sac train(String out, String... more) {
        List<String> args = new ArrayList<>(COMMAND);
        args.addAll(List.of(more));
        args.addAll(List.of("--out", out));
        return Sac.run(directory, args.toArray(String[]::new)).succeeded();
    }

    @Test
    void leavesTheFilesOfARunAndNoOther() {
        assertThat(Sac.contents(run))
                .filteredOn(file -> !file.matches("checkpoints/000000000[12]00.safetensors")) // a matter of time
                .containsExactly(
                        "best.safetensors",
                        "checkpoints",
                        "checkpoints/000000000300.safetensors",
                        "curve.png",
                        "events.out.tfevents.softac",
                        "log.txt",
                        "machine.yaml",
                        "metrics.csv",
                        "policy.safetensors",
                        "run.lock",
                        "settings.yaml",
                        "timing.csv");
    }

    @Test
    void theCurveIsAPictureOnWhite() throws IOException {
        BufferedImage curve = ImageIO.read(run.resolve("curve.png").toFile());
        assertThat(Files.readAllBytes(run.resolve("curve.png"))).startsWith(0x89, 'P', 'N', 'G');
        assertThat(curve.getWidth()).isGreaterThanOrEqualTo(800);
        assertThat(curve.getRGB(1, 1)).isEqualTo(0xffffffff);
        Set<Integer> colours = new HashSet<>();
        for (int pixel : curve.getRGB(0, 0, curve.getWidth(), curve.getHeight(), null, 0, curve.getWidth())) {
            colours.add(pixel);
        }
        assertThat(colours).as("blue evaluations, orange training").contains(0xff1f5fa8, 0xffe08a2c);
    }

    @Test
    void settingsAreReadBackAsTheyWereTold() throws IOException {
        assertThat(RunFolder.open(run).settings())
                .isEqualTo(new RunSettings(
                        "Pendulum-v1",
                        1,
                        Algorithm.V2,
                        Precision.FLOAT32,
                        new NetworkSettings(List.of(64, 64), Activation.RELU),
                        new LearningSettings(100, 1e-3, 0.99, 0.005, null),
                        TemperatureSettings.learned(1, -1),
                        new TrainingSettings(300, 100, 1, 300, 100, 10)));
    }

    @Test
    void metricsHaveTheNamesOfStableBaselinesAndARowAnEvaluation() throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(lines.get(0).split(",", -1))
                .contains(
                        "time/total_timesteps",
                        "rollout/ep_rew_mean",
                        "eval/mean_reward",
                        "train/actor_loss",
                        "train/critic_loss",
                        "train/ent_coef",
                        "train/entropy",
                        "eval/q_value");
        assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[0])).containsExactly("100", "200", "300");
        assertThat(Files.readAllLines(run.resolve("timing.csv")))
                .hasSize(4)
                .first()
                .isEqualTo("time/total_timesteps,time/time_elapsed,time/fps");
    }

    @Test
    void plainOutputHasARowAnEvaluationAndNoControlCharacter() {
        assertThat(first.out()).doesNotContain("\r", "\u001b");
        assertThat(first.out().lines().filter(line -> line.matches(" *\\d+/300 .*")))
                .hasSize(3)
                .allMatch(line -> line.matches("( +[-\\d.,:/e–]+){8}"));
        assertThat(first.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void evaluatingTheFolderGivesTheReturnsPrintedAtTheEnd() {
        Sac again = Sac.run(directory, "evaluate", "first").succeeded();
        for (String name : RETURNS) {
            assertThat(again.fact(name)).isEqualTo(first.fact(name));
        }
        assertThat(again.fact("random play")).isEqualTo("-1238.5");
        assertThat(again.fact("near-optimal control")).isEqualTo("-133.30");
    }

    @Test
    void otherEpisodesHaveOtherReturns() {
        Sac other = Sac.run(directory, "evaluate", "first", "--episodes", "3", "--seed", "1000")
                .succeeded();
        assertThat(other.out()).contains("3 episodes", "reset(1000) … reset(1002)");
        assertThat(other.fact("mean return")).isNotEqualTo(first.fact("mean return"));
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    @ResourceLock(Resources.TIME_ZONE)
    void equalSettingsGiveEqualBitsInAnyLocaleAndTimeZone() throws IOException {
        for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab")) {
            Locale locale = Locale.getDefault();
            TimeZone zone = TimeZone.getDefault();
            try {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
                assertEqualsFirst(train(tag), directory.resolve(tag));
            } finally {
                Locale.setDefault(locale);
                TimeZone.setDefault(zone);
            }
        }
    }

    private static void assertEqualsFirst(Sac again, Path folder) throws IOException {
        for (String file : List.of("settings.yaml", "metrics.csv", "policy.safetensors", "best.safetensors")) {
            assertThat(folder.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
        }
        assertThat(again.fact("state hash")).isEqualTo(first.fact("state hash")).matches("[0-9a-f]{64}");
        for (String name : RETURNS) {
            assertThat(again.fact(name)).isEqualTo(first.fact(name));
        }
    }

    /** Layers that are wide enough to be shared; 60 updates. */
    @Test
    void threadsChangeNoBitAndTheRecordNamesThem() throws IOException {
        Sac alone = train("alone", "--hidden", "128,128", "--warmup", "240", "--threads", "1");
        Sac shared = train("shared", "--hidden", "128,128", "--warmup", "240", "--threads", "2");
        assertThat(shared.fact("state hash")).isEqualTo(alone.fact("state hash"));
        assertThat(directory.resolve("shared/metrics.csv"))
                .hasSameBinaryContentAs(directory.resolve("alone/metrics.csv"));
        try (Kernels best = Kernels.best(Precision.FLOAT32)) {
            assertThat(Files.readAllLines(directory.resolve("alone/machine.yaml")))
                    .contains("kernels: " + best.family(), "threads: 1");
            assertThat(Files.readAllLines(directory.resolve("shared/machine.yaml")))
                    .contains("kernels: " + best.family(), "threads: 2");
        }
    }

    @Test
    void anotherSeedIsAnotherRun() throws IOException {
        Sac other = train("other", "--seed", "2");
        assertThat(other.fact("state hash")).isNotEqualTo(first.fact("state hash"));
        assertThat(Files.readAllBytes(directory.resolve("other/metrics.csv")))
                .isNotEqualTo(Files.readAllBytes(run.resolve("metrics.csv")));
    }
}
