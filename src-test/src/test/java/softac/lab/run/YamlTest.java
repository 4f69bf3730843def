package softac.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.registry.Tasks;

/** Settings as a file: exact, closed, and refused in one line when they are anything else. */
final class YamlTest {
    private static final RunSettings SETTINGS =
            Preset.of(Tasks.named("lqr")).settings(Tasks.named("lqr"), Long.MAX_VALUE);

    private final Yaml yaml = new Yaml();

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("settings.yaml");
    }

    private String written() throws IOException {
        yaml.write(file(), "comment", SETTINGS);
        return Files.readString(file());
    }

    private void assertRefused(String text, String... words) throws IOException {
        Files.writeString(file(), text);
        assertThat(catchThrowable(() -> yaml.read(file(), RunSettings.class)))
                .as(text)
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(file() + ": ")
                .satisfies(message ->
                        List.of(words).forEach(word -> assertThat(message).contains(word)))
                .doesNotContain("\n", "tools.jackson", "Exception");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        yaml.write(file(), "comment", SETTINGS);
        assertThat(yaml.read(file(), RunSettings.class)).isEqualTo(SETTINGS);
    }

    @Test
    void numbersAreExact() {
        Rng bits = Seed.of(1).rng();
        for (int n = 0; n < 2000; n++) {
            double any = Math.abs(Double.longBitsToDouble(bits.nextLong()));
            if (any > 0 && any < Double.POSITIVE_INFINITY) {
                LearningSettings settings = new LearningSettings(1, any, 0.99, 0.005, null);
                byte[] text = yaml.text(settings).getBytes(StandardCharsets.UTF_8);
                assertThat(yaml.parse(text, LearningSettings.class)).isEqualTo(settings);
            }
        }
    }

    @Test
    void everyKeyMustBeThere() throws IOException {
        List<String> lines = written().lines().toList();
        for (int n = 1; n < lines.size(); n++) { // line 0 is the comment
            int left = n;
            if (lines.get(n).matches(" *[a-z-]+: .*") && !lines.get(n).contains("max-gradient-norm")) {
                assertRefused(String.join(
                        "\n",
                        IntStream.range(0, lines.size())
                                .filter(i -> i != left)
                                .mapToObj(lines::get)
                                .toList()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        seed: 9223372036854775807 | seed: 9223372036854775808       | seed, whole number
        seed: 9223372036854775807 | seed: 1.5                       | seed, whole number
        seed: 9223372036854775807 | seed: -1                        | --seed -1, at least 0
        seed: 9223372036854775807 | seed: many                      | seed, whole number
        algo: v2                  | algo: v3                        | algo, v1 or v2
        algo: v2                  | algo: 1                         | algo, v1 or v2
        task: Lqr-v0              | task: Lqr-v9                    | unknown task, did you mean 'Lqr-v0'?
        task: Lqr-v0              | task: [Lqr-v0]                  | task, text
        task: Lqr-v0              | task: !!java.net.URL [file:///] | task, text
        alpha: 0.2                | alpha: .nan                     | temperature
        alpha: 0.2                | initial-alpha: 1                | target-entropy
        batch: 256                | batch: 999999                   | --batch 999999, --replay 5000
        batch: 256                | batch: { }                      | batch, whole number
        batch: 256                | batch:                          | batch
        hidden:\\n  - 64\\n  - 64   | hidden:                         | hidden
        - 64                      | -                               | hidden
        - 64                      | - 0                             | --hidden
        algo: v2                  | algo: null                      | algo
        task: Lqr-v0              | task:                           | task
        discount: 0.9             | discount: 1.1                   | --discount 1.1
        tau: 0.02                 | tau: 0.02\\n  tau: 0.02         | Duplicate
        task: Lqr-v0              | task: Lqr-v0\\nextra: 1         | extra, unknown key
        activation: relu          | activation: none                | --activation
    """)
    void nothingElseIsTaken(String right, String wrong, String words) throws IOException {
        String text = written();
        String given = right.replace("\\n", "\n");
        assertThat(text).contains(given);
        assertRefused(text.replace(given, wrong.replace("\\n", "\n")), words.split(", ", -1));
    }

    @Test
    void neitherIsWhatIsNoSettingsAtAll() throws IOException {
        assertRefused("");
        assertRefused("# nothing");
        assertRefused("[1, 2]");
        assertRefused("a: &a [*a, *a]");
        assertRefused("task: [");
        assertRefused("\0\1\2\3");
        assertRefused(written() + "---\n" + written());
        assertRefused("#".repeat(1 << 16) + "\n", "more than 65536 bytes");
    }
}
