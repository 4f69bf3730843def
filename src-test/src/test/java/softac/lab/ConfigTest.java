package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code sac train --config}: settings from a file. */
final class ConfigTest {
    @TempDir
    private Path directory;

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("my.yaml"), text);
    }

    private Sac train(String... more) {
        return Sac.run(
                directory,
                Stream.concat(Stream.of("train", "--config", "my.yaml"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private String written(String run) throws IOException {
        return Files.readString(directory.resolve(run).resolve("settings.yaml"));
    }

    @Test
    void aFewLinesAreEnough() throws IOException {
        write("""
                # a short one
                task: bandit
                training:
                  steps: 1e2
                  evaluate-every: 50
                learning: {batch: 16, learning-rate: 3e-4}
                """);

        train("--out", "run", "--learning-rate", "2e-4").succeeded();

        assertThat(written("run"))
                .containsPattern("\ntask: ContinuousBandit-v0 +# my.yaml\n")
                .containsPattern("\n  steps: 100 +# my.yaml\n")
                .containsPattern("\n  batch: 16 +# my.yaml\n")
                .containsPattern("\n  learning-rate: 0.0002 +# command line\n")
                .containsPattern("\n  alpha: 0.02 +# preset bandit\n")
                .containsPattern("\n  replay: 100 +# as many as steps\n");
    }

    @Test
    void aRunFedBackIsTheSameRun() throws IOException {
        String[] options = {"--steps", "120", "--evaluate-every", "60", "--seed", "3", "--hidden", "8,8", "--out", "a"};
        write("task: hill\nlearning:\n  max-gradient-norm: 2\n");
        Sac first = train(options).succeeded();

        Sac again = Sac.run(directory, "train", "--config", "a/settings.yaml", "--out", "b")
                .succeeded();
        Sac third = Sac.run(directory, "train", "--config", "b/settings.yaml", "--out", "c")
                .succeeded();

        assertThat(again.fact("state hash")).isEqualTo(first.fact("state hash"));
        assertThat(directory.resolve("b/metrics.csv")).hasSameBinaryContentAs(directory.resolve("a/metrics.csv"));
        assertThat(third.fact("state hash")).isEqualTo(first.fact("state hash"));
        assertThat(written("c"))
                .isEqualTo(written("b"))
                .contains("# settings.yaml")
                .doesNotContain("preset");
    }

    @Test
    void aTaskThatIsTypedWinsAndBringsItsPreset() throws IOException {
        write("task: pendulum\ntraining: {steps: 3}\n");
        train("bandit", "--out", "run").succeeded();
        assertThat(written("run"))
                .containsPattern("\ntask: ContinuousBandit-v0 +# command line\n")
                .containsPattern("\n  hidden: \\[32, 32] +# preset bandit\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        hidden: 8                                    | hidden: [8]
        hidden: 8,4                                  | hidden: [8, 4]
        hidden: [8, 4]                               | hidden: [8, 4]
        """)
    void hiddenLayersAreWrittenAsTheyAreTypedToo(String line, String expected) throws IOException {
        write("task: bandit\ntraining: {steps: 1}\nnetwork:\n  " + line + "\n");
        train("--out", "run").succeeded();
        assertThat(written("run")).contains("  " + expected + " ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        seed: 5                                     | | missing <task>; pendulum, lqr
        task: pendulun                              | | line 1: unknown task 'pendulun': did you mean 'pendulum'?
        task: 5                                     | | line 1: unknown task '5'
        task: 5                                     | bandit | line 1: unknown task '5'
        task: [pendulum]                            | | line 1: task: '["pendulum"]': must be a name, such as pendulum
        task: [bandit]                              | bandit | line 1: task: '["bandit"]': must be a name
        base: 5                                     | | unknown key 'base': expected task, seed; network, learning, t
        seed: 1\\ntraining:\\n  training: {steps: 5}  | | line 3: unknown key 'training' here: it stands in no block
        training:\\n  trainin: 5                    | | line 2: unknown key 'trainin': did you mean 'training'?
        sed: 5                                      | | line 1: unknown key 'sed': did you mean 'seed'?
        seed: 1\\nlerning: {batch: 5}               | | line 2: unknown key 'lerning': did you mean 'learning'?
        learning:\\n  bach: 5                       | | line 2: unknown key 'bach': did you mean 'batch'?
        learning:\\n  learning_rate: 5              | | line 2: unknown key 'learning_rate'; 'learning-rate'?
        learning:\\n  wibble: 5                     | | line 2: unknown key 'wibble': expected batch, learning-rate
        batch: 5                                    | | line 1: unknown key 'batch' here: it stands below 'learning:'
        learning:\\n  seed: 5                       | | line 2: unknown key 'seed' here: it stands in no block
        training:\\n  batch: 5                      | | line 2: unknown key 'batch' here; below 'learning:'
        learning: 5                                 | | line 1: learning: a block of settings expected
        learning:\\n- batch                         | | line 1: learning; a block of settings expected
        seed: -1                                    | bandit | line 1: seed: -1: must be at least 0, for example seed: 1
        seed: many                                  | bandit | line 1: seed: 'many' is text: must be a whole number of
        seed: "1"                                   | bandit | line 1: seed: '1' is text: must be a whole number
        seed: 0x10                                  | bandit | line 1: seed: '0x10' is text; such as 10000 or 1e4
        seed: 1_000                                 | bandit | line 1: seed: '1_000' is text; such as 10000 or 1e4
        seed: x                                     | bandit --seed 1 | line 1: seed: 'x' is text; whole number
        seed: 1.5                                   | bandit | line 1: seed: '1.5': must be a whole number
        seed: 9223372036854775808                   | bandit | line 1: seed: '9223372036854775808'; at most 9,223,372,
        seed:                                       | bandit | line 1: seed: a value expected
        seed: null                                  | bandit | line 1: seed: a value expected
        seed: {a: 5}                                | bandit | line 1: seed: '{"a":5}': must be a whole number
        seed: true                                  | bandit | line 1: seed: 'true': must be a whole number
        algo: v3                                    | bandit | line 1: algo: 'v3': must be v1 or v2, for example algo: v2
        algo: V2                                    | bandit --algo v2 | line 1: algo: 'V2': must be v1 or v2
        algo: [v2]                                  | bandit | line 1: algo: '["v2"]': must be v1 or v2
        precision: double                           | bandit | precision: 'double'; for example precision: float32
        network:\\n  activation: none               | bandit | line 2: activation: 'none'; for example activation: tanh
        network:\\n  hidden: 64,x                   | bandit | line 2: hidden: '64,x'; whole numbers
        network:\\n  hidden: [64, x]                | bandit | line 2: hidden: '[64,"x"]'; 1 to 64 whole numbers
        network:\\n  hidden: [64, x]                | bandit --hidden 8 | line 2: hidden: '[64,"x"]'
        network:\\n  hidden: []                     | bandit | line 2: hidden: []: must be 1 to 64 whole numbers
        network:\\n  hidden: [0]                    | bandit | line 2: hidden: '0'; from 1 to 16384
        learning:\\n  batch: 0                      | bandit | line 2: batch: 0: must be at least 1, for example batch: 256
        learning:\\n  batch: 99999999999            | bandit | line 2: batch: '99999999999'; at most 2,147,483,647
        learning:\\n  discount: 1.01                | bandit | line 2: discount: 1.01: must be between 0 and 1
        learning:\\n  discount: .nan                | bandit | line 2: discount: ; must be a finite number
        learning:\\n  discount: 1e-99999999999      | bandit | line 2: discount: '1e-99999999999': too small; must be 0
        learning:\\n  tau: .inf                     | bandit | line 2: tau: ; must be a finite number
        learning:\\n\\tbatch: 5                     | | line 2: not YAML; a tab, where only spaces may stand
        seed: 1\\ntask: @foo                        | | line 2: not YAML; begins with '@' must stand in quotes
        %YAML 9.9\\n---\\ntask: bandit              | | line 1: not YAML; YAML 9.9 is not known; %YAML
        seed: 1\\nlearning: {batch: 5               | | not YAML; expected ','; while parsing a flow; line 2
        learning:\\n  tau: -1                       | bandit | line 2: tau: -1.0: must be above 0
        temperature: {alpha: 1, reward-scale: 1}    | bandit | line 1: alpha and reward-scale are both set
        temperature: {alpha: 1, target-entropy: 1}  | bandit | line 1: alpha fixes; target-entropy; one or the other
        temperature: {target-entropy: 0.7}          | bandit | target entropy 0.7; below 1·log 2
        temperature: {initial-alpha: 1}             | bandit --algo v1 | line 1: initial-alpha; --reward-scale; --algo v2
        training: {replay: 5}                       | bandit --batch 6 | --batch 6 is larger than replay: 5; line 1
        learning: {batch: 6}                        | bandit --replay 5 | line 1: batch: 6 is larger than --replay 5
        """)
    void refuses(String text, String typed, String words) throws IOException {
        write(text.replace("\\n", "\n").replace("\\t", "\t") + "\n");
        String[] more = typed == null ? new String[0] : typed.split(" ", -1);

        Sac sac = train(more);

        sac.refused(ExitCode.USAGE, words.split("; ", -1));
        assertThat(sac.out()).isEmpty();
        assertThat(Sac.contents(directory)).as("nothing written").containsExactly("my.yaml");
    }

    static Stream<Arguments> hostile() {
        String bomb = """
                a: &a [x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
                task: *c
                """;
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("a comment", "# nothing\n"),
                Arguments.of("empty blocks", "learning:\ntraining: {}\n"),
                Arguments.of("a list", "[1, 2]\n"),
                Arguments.of("a word", "pendulum\n"),
                Arguments.of("NUL", "task: pen\0dulum\n"),
                Arguments.of("controls", "\u0001\u0002\u0003"),
                Arguments.of("a bell in a word", "task: \"pen\\adulum\"\n"),
                Arguments.of("an escape in a word", "task: \"\\e[31mred\"\n"),
                Arguments.of("a line in a key", "\"a\\nb\": 1\n"),
                Arguments.of("a line in a word", "task: \"a\\nb\\nc\"\n"),
                Arguments.of("a tab", "learning:\n\tbatch: 5\n"),
                Arguments.of("no end", "learning: {batch: 5\n"),
                Arguments.of("no end of a word", "task: 'pendulum\n"),
                Arguments.of("two documents", "task: pendulum\n---\ntask: bandit\n"),
                Arguments.of("a key twice", "task: pendulum\nseed: 1\nseed: 2\n"),
                Arguments.of("a block twice", "task: pendulum\nlearning: {tau: 1}\nlearning: {tau: 1}\n"),
                Arguments.of("a merge", "task: pendulum\nlearning: &l {batch: 5}\ntraining: {<<: *l}\n"),
                Arguments.of("an alias of itself", "task: &t [*t]\n"),
                Arguments.of("aliases of aliases", bomb),
                Arguments.of("an alias of nothing", "task: *nobody\n"),
                Arguments.of("a tag of Java's", "task: !!java.net.URL [http://127.0.0.1:1/]\n"),
                Arguments.of("a tag of its own", "!!softac.lab.Main {task: x}\n"),
                Arguments.of("a tag of a script", "task: !!javax.script.ScriptEngineManager [x]\n"),
                Arguments.of("brackets", "task: " + "[".repeat(60_000) + "\n"),
                Arguments.of("braces", "{a: ".repeat(15_000) + "\n"),
                Arguments.of("dashes", "- ".repeat(30_000) + "\n"),
                Arguments.of("question marks", "? ".repeat(30_000) + "\n"),
                Arguments.of(
                        "deep hidden", "task: bandit\nnetwork:\n  hidden: " + "[".repeat(9_000) + "]".repeat(9_000)),
                Arguments.of("a long number", "seed: " + "9".repeat(60_000) + "\n"),
                Arguments.of("a large exponent", "task: bandit\nlearning:\n  tau: 1e999999999\n"),
                Arguments.of("a long whole exponent", "task: bandit\ntraining:\n  steps: 1e999999999\n"),
                Arguments.of("a long key", "k".repeat(60_000) + ": 1\n"),
                Arguments.of("many keys", numbered("k%d: 1\n", 5_000)),
                Arguments.of("too much", "# " + "x".repeat(1 << 16) + "\n"));
    }

    private static String numbered(String line, int n) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            text.append(String.format(line, i));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hostile(String name, String text) throws IOException {
        write(text);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean(); // others may keep the machine busy
        long begin = threads.getCurrentThreadCpuTime();

        Sac sac = train();

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin)).isLessThan(Duration.ofSeconds(1));
        sac.refused(ExitCode.USAGE, "my.yaml: ");
        assertThat(sac.err())
                .hasSizeLessThan(400)
                .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]")
                .doesNotContain("StreamRead", "get", "Version{");
        assertThat(Sac.contents(directory)).containsExactly("my.yaml");
    }

    @Test
    void notYamlAtAll() throws IOException {
        byte[] bytes = new byte[1 << 12];
        for (int n = 0; n < bytes.length; n++) {
            bytes[n] = (byte) (31 * n * n + 7);
        }
        Files.write(directory.resolve("my.yaml"), bytes);
        train().refused(ExitCode.USAGE, "my.yaml");
        Files.write(directory.resolve("my.yaml"), "task: pendul\u00fcm".getBytes(StandardCharsets.ISO_8859_1));
        train().refused(ExitCode.USAGE, "my.yaml");
        Files.write(directory.resolve("my.yaml"), "task: pendulun\n".getBytes(StandardCharsets.UTF_16));
        train().refused(ExitCode.USAGE, "my.yaml");
    }

    @Test
    void tooMuchIsSaidWithItsLine() throws IOException {
        write("seed: 1\ntask: " + "[".repeat(600));
        train().refused(ExitCode.USAGE, "my.yaml: line 2: ", "depth (501)", "(500)");
        write("seed: 1\ntraining:\n  steps: " + "9".repeat(60_000));
        train().refused(ExitCode.USAGE, "my.yaml: line 3: steps: '9999", "9…': must be a whole number of at most");
        write("task: bandit\nnetwork:\n  hidden: [" + "8, ".repeat(64) + "8]");
        train().refused(ExitCode.USAGE, "my.yaml: line 3: hidden: 65 layers: must be 1 to 64");
    }

    @Test
    void noFileToRead() throws IOException {
        train().refused(ExitCode.USAGE, "my.yaml: no such file");
        Sac.run(directory, "train", "--config", ".").refused(ExitCode.USAGE, "a folder");
        Sac.run(directory, "train", "--config=").refused(ExitCode.USAGE, "'': name a file");
        Sac.run(directory, "train", "--config", "/dev/zero").refused(ExitCode.USAGE, "/dev/zero", "65536 bytes");
        if (Files.exists(Path.of("/proc/self/mem"))) { // can be opened, but not read from its beginning
            Sac.run(directory, "train", "--config", "/proc/self/mem").refused(ExitCode.USAGE, "/proc/self/mem: ");
        }
        assertThat(Sac.contents(directory)).isEmpty();
    }
}
