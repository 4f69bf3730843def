package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is said in one line: what was given, what is allowed, what to type. Nothing is written. */
final class BadInputTest {
    @TempDir
    private Path directory;

    /** A short run to be damaged. */
    @TempDir
    private static Path trained;

    @BeforeAll
    static void train() {
        Sac.run(trained, "train", "bandit", "--steps", "3", "--out", "run").succeeded();
    }

    @ParameterizedTest(name = "sac {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        trian pendulum                                         | unexpected 'trian'; did you mean 'train'?; sac --help
        --stepz 5                                              | unknown option '--stepz'; sac --help
        train                                                  | missing <task>; pendulum, lqr
        train pendulun                                         | unknown task 'pendulun'; did you mean 'pendulum'?
        train CartPole-v1                                      | unknown task 'CartPole-v1'; Pendulum-v1, lqr = Lqr-v0
        train pendulum bandit                                  | unexpected 'bandit'; sac train --help
        explain                                                | missing <paper>; v1, v2
        explain v3                                             | explain 'v3'; must be v1 or v2; explain v2
        explain v2 --task pendulun                             | unknown task 'pendulun'; did you mean 'pendulum'?
        explain v2 --batch 1                                   | --batch 1; between 2 and 4096
        explain v2 --hidden x                                  | --hidden 'x'; whole numbers
        explain v2 --graphs=                                   | name a folder
        explain v2 --graph x                                   | unknown option '--graph'; did you mean '--graphs'?
        train pendulum --stepz 5                               | unknown option '--stepz'; did you mean '--steps'?
        train pendulum --steps                                 | missing the value of --steps
        train pendulum --steps 5 --warmup 2 --steps 6          | '--steps'; only once
        train pendulum --steps -5                              | --steps -5; at least 1; --steps 10000
        train pendulum --steps 0                               | --steps 0; at least 1
        train pendulum --steps 1.5                             | --steps '1.5'; whole number
        train pendulum --steps many                            | --steps 'many'; whole number
        train pendulum --steps 1e30                            | --steps '1e30'; whole number
        train pendulum --steps 1e999999999                     | --steps '1e999999999'; whole number
        train pendulum --seed -1                               | --seed -1; at least 0
        train pendulum --warmup -1                             | --warmup -1; at least 0
        train pendulum --updates-per-step -0.5                 | --updates-per-step -0.5; between 0 and 1000
        train pendulum --evaluate-every 0                      | --evaluate-every 0; at least 1
        train pendulum --evaluate-episodes 0                   | --evaluate-episodes 0; at least 1
        train pendulum --batch 0                               | --batch 0; at least 1
        train pendulum --batch 99999999999                     | --batch '99999999999'; at most 2,147,483,647
        train pendulum --replay 0 --batch 1                    | --replay 0; at least 1
        train pendulum --batch 500 --replay 100                | --batch 500 is larger than --replay 100; at most
        train pendulum --replay 2147483647                     | --replay 2147483647; must be at most 268435454; --replay 100000
        train pendulum --batch 2147483647                      | --batch 2147483647; must be at most; --batch 256
        train pendulum --batch 2147483647 --hidden 1           | --batch 2147483647; must be at most
        train pendulum --threads 0                             | --threads 0; between 1 and 64; --threads
        train pendulum --threads -1                            | --threads -1; between 1 and 64
        train pendulum --threads 65                            | --threads 65; between 1 and 64
        train pendulum --threads abc                           | --threads 'abc': must be a whole number between 1 and 64
        show @nothing                                          | @nothing: there is no such file
        @nothing                                               | unexpected '@nothing'
        train pendulum --certify-every 0                       | --certify-every 0; at least 1; --certify-every 1000
        train pendulum --certify-every x                       | --certify-every 'x'; whole number
        gradcheck pendulum                                     | unexpected 'pendulum'; sac gradcheck --help
        gradcheck --task pendulun                              | unknown task 'pendulun'; did you mean 'pendulum'?
        gradcheck --algo v3                                    | --algo 'v3'; v1 or v2
        gradcheck --seed -1                                    | --seed -1; at least 0
        gradcheck --hidden 0                                   | --hidden '0'; for example --hidden 64,64
        gradcheck --hidden x                                   | --hidden 'x'; whole numbers
        gradcheck --batch 1                                    | --batch 1; between 2 and 4096; --batch 32
        gradcheck --batch many                                 | --batch 'many'; whole number
        gradcheck --fully                                      | unknown option '--fully'; did you mean '--full'?
        train pendulum --hidden 0                              | --hidden '0'; for example --hidden 64,64
        train pendulum --hidden 64,-64                         | --hidden '64,-64'; whole numbers
        train pendulum --hidden 64,x                           | --hidden '64,x'; whole numbers
        train pendulum --hidden 64,,64                         | --hidden '64,,64'; whole numbers
        train pendulum --hidden 64,                            | --hidden '64,'; whole numbers
        train pendulum --hidden 64,99999999999                 | --hidden '64,99999999999'; whole numbers
        train pendulum --hidden 64,20000                       | --hidden '64,20000'; from 1 to 16384
        train pendulum --hidden=                               | --hidden ''; whole numbers
        train pendulum --activation swish                      | --activation 'swish'; relu or tanh
        train pendulum --algo v3                               | --algo 'v3'; v1 or v2
        train pendulum --algo V2                               | --algo 'V2'; v1 or v2
        train pendulum --precision double                      | --precision 'double'; float64 or float32
        train pendulum --learning-rate 0                       | --learning-rate 0.0; above 0
        train pendulum --learning-rate -1e-3                   | --learning-rate -0.001; above 0
        train pendulum --learning-rate NaN                     | --learning-rate 'NaN'; finite
        train pendulum --learning-rate Infinity                | --learning-rate 'Infinity'; finite
        train pendulum --learning-rate 1e999                   | --learning-rate '1e999'; finite
        train pendulum --learning-rate 0x1p-3                  | --learning-rate '0x1p-3'; number
        train pendulum --discount 1.01                         | --discount 1.01; between 0 and 1
        train pendulum --discount nan                          | --discount 'nan'; finite
        train pendulum --discount 1e-99999999999               | --discount '1e-99999999999': too small; must be 0
        train pendulum --tau 0                                 | --tau 0.0; above 0 and at most 1
        train pendulum --tau -inf                              | --tau '-inf'; finite
        train pendulum --max-gradient-norm 0                   | --max-gradient-norm 0.0; above 0
        train pendulum --alpha -0.1                            | --alpha -0.1; at least 0
        train pendulum --alpha NaN                             | --alpha 'NaN'; finite
        train pendulum --initial-alpha 0                       | --initial-alpha 0.0; above 0
        train pendulum --reward-scale 0                        | --reward-scale 0.0; above 0
        train pendulum --alpha 0.2 --reward-scale 5            | --alpha and --reward-scale are both set; one of them
        train pendulum --alpha 0.2 --target-entropy -1         | --alpha fixes; --target-entropy; one or the other
        train pendulum --reward-scale 5 --initial-alpha 1      | --reward-scale fixes; one or the other
        train pendulum --algo v1 --alpha 0.2 --reward-scale 5  | --alpha and --reward-scale are both set
        train pendulum --algo v1 --target-entropy -1           | v1; --reward-scale or --alpha; --algo v2
        train pendulum --algo v1 --initial-alpha 1             | v1; --reward-scale or --alpha; --algo v2
        train pendulum --target-entropy 0.7                    | target entropy 0.7; below 1·log 2
        train pendulum --target-entropy -Infinity              | --target-entropy '-Infinity'; finite
        train pendulum --out=                                  | ''; name a folder
        train pendulum --seeds 5..1                            | --seeds '5..1'; backwards; --seeds 1..5
        train pendulum --seeds 1,,3                            | --seeds '1,,3'; whole numbers; 1,3,5
        train pendulum --seeds 1..                             | --seeds '1..'; whole numbers
        train pendulum --seeds -1..3                           | --seeds '-1..3'; whole numbers
        train pendulum --seeds 1..3,2                          | --seeds '1..3,2'; seed 2; twice
        train pendulum --seeds 0..1000                         | --seeds '0..1000'; at most 1,000
        train pendulum --seeds 0..9223372036854775807          | --seeds '0..9223372036854775807'; at most 1,000 seeds
        train pendulum --seeds 9223372036854775808             | --seeds '9223372036854775808'; at most 9,223,372,036
        train pendulum --seeds 1..2 --seed 1                   | --seed and --seeds; give one
        train pendulum --seeds 1..2 --threads 2                | --threads is for a single run
        train pendulum --seeds 1..2 --steps 0                  | --steps 0; at least 1
        train pendulum --seeds 1..2 --target-entropy 0.7       | target entropy 0.7
        evaluate nothing-here --gif picture.png                | --gif 'picture.png'; must end with .gif
        plot nothing-here                                      | nothing-here; no such folder
        plot nothing-here --out picture.gif                    | --out 'picture.gif'; must end with .png
        plot nothing-here --smooth 0                           | --smooth 0; at least 1
        plot nothing-here --smooth x                           | --smooth 'x'; whole number
        show                                                   | missing <policy>
        show nothing-here                                      | nothing-here; no such file
        evaluate                                               | missing <run folder>; sac evaluate --help
        evaluate nothing-here                                  | nothing-here; no such folder
        evaluate nothing-here --episodes 0                     | --episodes 0; at least 1
        evaluate nothing-here --episodes ten                   | --episodes 'ten'; whole number
        evaluate nothing-here --seed -1                        | --seed -1; at least 0
        watch nothing-here --port abc                          | --port 'abc': must be a whole number between 0 and 65535
        tasks now                                              | unexpected 'now'; sac tasks --help
        """)
    void refuses(String command, String words) {
        Sac sac = Sac.run(directory, command.split(" ", -1));

        sac.refused(ExitCode.USAGE, words.split("; ", -1));
        assertThat(sac.out()).isEmpty();
        assertThat(Sac.contents(directory)).as("nothing written").isEmpty();
    }

    @Test
    void refusesAFolderThatHoldsSomething() throws IOException {
        Files.createDirectory(directory.resolve("full"));
        Files.writeString(directory.resolve("full/precious"), "data");

        Sac.run(directory, "train", "bandit", "--out", "full").refused(ExitCode.USAGE, "full", "not empty", "--out");

        assertThat(Sac.contents(directory)).containsExactly("full", "full/precious");
    }

    @Test
    void refusesAFileWhereTheFolderIsToBe() throws IOException {
        Files.writeString(directory.resolve("file"), "data");

        Sac.run(directory, "train", "bandit", "--out", "file").refused(ExitCode.USAGE, "file", "a file", "--out");
        Sac.run(directory, "train", "bandit", "--out", "file/run").refused(ExitCode.USAGE, "file/run", "--out");

        assertThat(Sac.contents(directory)).containsExactly("file");
    }

    @Test
    void leavesNoFolderWhereTheAgentCannotBeBuilt() {
        Sac.run(directory, "train", "bandit", "--target-entropy", "1", "--out", "a/b/c")
                .refused(ExitCode.USAGE, "target entropy");

        assertThat(Sac.contents(directory)).isEmpty();
    }

    @Test
    void takesAnEmptyFolder() throws IOException {
        Files.createDirectory(directory.resolve("empty"));
        Sac.run(directory, "train", "bandit", "--steps", "1", "--out", "empty").succeeded();
    }

    @Test
    void evaluatesOnlyWhatIsARun() throws IOException {
        Files.createDirectory(directory.resolve("empty"));
        Sac.run(directory, "evaluate", "empty").refused(ExitCode.USAGE, "empty", "no settings.yaml");
    }

    @Test
    void namesTheFolderOfAFile() throws IOException {
        for (String file :
                List.of("run/policy.safetensors", "run/settings.yaml", "run/checkpoints/000000000003.safetensors")) {
            assertThat(trained.resolve(file)).isRegularFile();
            for (String command : List.of("evaluate", "resume", "plot", "watch")) {
                Sac.run(trained, command, file)
                        .refused(
                                ExitCode.USAGE, file + ": a file of a run: name its folder, " + trained.resolve("run"));
            }
        }
        Files.writeString(directory.resolve("file"), "data");
        Sac.run(directory, "evaluate", "file").refused(ExitCode.USAGE, "file: a file: name the run folder");
    }

    @Test
    void refusesAFileWhereGraphsAreToBe() throws IOException {
        Files.writeString(directory.resolve("file"), "data");
        for (String graphs : List.of("file", "file/below")) {
            Sac.run(directory, "explain", "v2", "--graphs", graphs)
                    .refused(ExitCode.USAGE, graphs + ": ", "name another with --graphs");
        }
    }

    @Test
    void refusesManyLayersBeforeAnythingIsWritten() {
        String layers = "8" + ",8".repeat(64);
        for (String command : List.of("train pendulum", "gradcheck", "explain v2")) {
            Sac.run(directory, (command + " --hidden " + layers).split(" ", -1))
                    .refused(ExitCode.USAGE, "--hidden 65 layers: must be 1 to 64 whole numbers", "--hidden 64,64");
        }
        assertThat(Sac.contents(directory)).isEmpty();
    }

    @Test
    void saysWhenThereIsNoPolicy() throws IOException {
        copy("settings.yaml");
        Sac.run(directory, "evaluate", ".").refused(ExitCode.USAGE, "no policy.safetensors");
    }

    @Test
    void refusesATruncatedPolicyWhereverItIsCut() throws IOException {
        copy("settings.yaml");
        byte[] whole = Files.readAllBytes(trained.resolve("run/policy.safetensors"));
        for (int length : new int[] {0, 1, 7, 8, 9, 100, whole.length / 2, whole.length - 1}) {
            Files.write(directory.resolve("policy.safetensors"), Arrays.copyOf(whole, length));
            Sac.run(directory, "evaluate", ".").refused(ExitCode.USAGE, "policy.safetensors");
        }
    }

    @Test
    void refusesAForeignPolicy() throws IOException {
        copy("settings.yaml");
        byte[] foreign = "\u0089PNG, not a policy at all, but long enough".getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("policy.safetensors"), foreign);
        Sac.run(directory, "evaluate", ".").refused(ExitCode.USAGE, "policy.safetensors");
    }

    @Test
    void refusesThePolicyOfAnotherTask() throws IOException {
        copy("policy.safetensors");
        String settings = Files.readString(trained.resolve("run/settings.yaml"));
        Files.writeString(directory.resolve("settings.yaml"), settings.replace("ContinuousBandit-v0", "Pendulum-v1"));
        Sac.run(directory, "evaluate", ".").refused(ExitCode.USAGE, "observes 1", "shows 3");
    }

    @Test
    void refusesDamagedSettings() throws IOException {
        copy("policy.safetensors");
        String settings = Files.readString(trained.resolve("run/settings.yaml"));
        for (String bad :
                List.of("", "\0\1\2", "[]", settings + "surprise: 1\n", settings.replaceFirst("seed: 1.*\n", ""))) {
            Files.writeString(directory.resolve("settings.yaml"), bad);
            Sac.run(directory, "evaluate", ".").refused(ExitCode.USAGE, "settings.yaml: ");
        }
    }

    @Test
    void showsTheStackTraceOnlyWhenAsked() {
        Sac asked = Sac.run(directory, "train", "pendulum", "--steps", "0", "--stacktrace");
        assertThat(asked.code()).isEqualTo(ExitCode.USAGE);
        assertThat(asked.err()).startsWith("sac train: --steps 0").contains("IllegalArgumentException", "\tat softac.");
        Sac usage = Sac.run(directory, "train", "pendulum", "--stacktrace", "--stepz", "0");
        assertThat(usage.err()).startsWith("sac train: unknown option").contains("\tat picocli.");
    }

    private void copy(String file) throws IOException {
        Files.copy(trained.resolve("run").resolve(file), directory.resolve(file));
    }
}
