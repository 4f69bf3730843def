package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.sac.train.file.SafeTensors;

/** {@code sac show} of a run's policy, of the file alone, and of files of other kinds. */
final class ShowTest {
    @TempDir
    private static Path directory;

    private static String lastReturn;

    @BeforeAll
    static void train() throws IOException {
        Sac.run(
                        directory,
                        "train",
                        "pendulum",
                        "--steps",
                        "200",
                        "--evaluate-every",
                        "100",
                        "--hidden",
                        "8,4",
                        "--out",
                        "run")
                .succeeded();
        Files.copy(directory.resolve("run/policy.safetensors"), directory.resolve("alone.safetensors"));
        List<String> lines = Files.readAllLines(directory.resolve("run/metrics.csv"));
        int column = List.of(lines.get(0).split(",", -1)).indexOf("eval/mean_reward");
        lastReturn = Numbers.reward(Double.parseDouble(lines.get(2).split(",", -1)[column]));
    }

    /** 3·8 + 8 + 8·4 + 4 + 4·2 + 2 parameters. */
    @Test
    void aFileIsWhatItIsMadeOf() throws IOException {
        Sac sac = Sac.run(directory, "show", "alone.safetensors").succeeded();

        assertThat(sac.fact("network")).isEqualTo("3-8-4-2 relu, 78 parameters in float32");
        assertThat(sac.fact("observes")).isEqualTo("3 numbers");
        assertThat(sac.fact("acts in")).isEqualTo("[-2.0, 2.0]");
        assertThat(sac.fact("log σ in")).isEqualTo("[-20.0, 2.0]");
        try (SafeTensors file = SafeTensors.open(directory.resolve("alone.safetensors"))) {
            assertThat(sac.fact("hash")).isEqualTo(file.require(SafeTensors.HASH));
        }
        assertThat(sac.out()).doesNotContain("run  ", "settings");
    }

    @Test
    void inItsRunItIsAlsoWhereItComesFrom() {
        Sac sac = Sac.run(directory, "show", "run").succeeded();

        assertThat(sac.fact("network")).startsWith("3-8-4-2 relu");
        assertThat(sac.fact("run")).endsWith("run");
        assertThat(sac.fact("task")).startsWith("Pendulum-v1");
        assertThat(sac.fact("algorithm")).isEqualTo("SAC v2, seed 1");
        assertThat(sac.fact("learned for")).isEqualTo("200 of 200 steps");
        assertThat(sac.fact("return")).startsWith(lastReturn + ", mean of 10 episodes");
        assertThat(sac.fact("settings"))
                .isEqualTo("those of the preset, but --hidden 8,4 --steps 200 --evaluate-every 100");
        assertThat(Sac.run(directory, "show", "run/policy.safetensors")
                        .succeeded()
                        .fact("hash"))
                .isEqualTo(sac.fact("hash"));
    }

    @Test
    void theBestPolicyIsOfTheBestEvaluation() throws IOException {
        Path best = Files.createDirectory(directory.resolve("best"));
        Files.copy(directory.resolve("run/settings.yaml"), best.resolve("settings.yaml"));
        Files.copy(directory.resolve("alone.safetensors"), best.resolve("best.safetensors"));
        Files.writeString(
                best.resolve("metrics.csv"), "time/total_timesteps,eval/mean_reward\n50,-9\n100,-5\n150,-5\n200,-7\n");
        Sac sac = Sac.run(directory, "show", "best/best.safetensors").succeeded();
        assertThat(sac.fact("learned for")).isEqualTo("100 of 200 steps");
        assertThat(sac.fact("return")).startsWith("-5.0000,");
    }

    @Test
    void whatIsNoPolicyIsSaidInOneLine() throws IOException {
        Files.write(
                directory.resolve("photo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0, 0});
        Files.writeString(directory.resolve("empty"), "");
        Files.createDirectories(directory.resolve("no-run"));
        Sac.run(directory, "show", "photo.png").refused(ExitCode.USAGE, "photo.png", "a PNG image");
        Files.writeString(directory.resolve("film.gif"), "GIF89a and so on");
        Sac.run(directory, "show", "film.gif").refused(ExitCode.USAGE, "film.gif", "a GIF image");
        Sac.run(directory, "show", "empty").refused(ExitCode.USAGE, "empty");
        Sac.run(directory, "show", "run/settings.yaml")
                .refused(ExitCode.USAGE, "settings.yaml", "expected a whole safetensors");
        Sac.run(directory, "show", "no-run").refused(ExitCode.USAGE, "no-run", "no settings.yaml");
        Sac.run(directory, "show", "nothing").refused(ExitCode.USAGE, "nothing", "no such file");
        Sac.run(directory, "show").refused(ExitCode.USAGE, "missing <policy>");
    }
}
