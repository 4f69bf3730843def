package softac.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scripts in {@code benchmarks} say before they build anything, started from elsewhere. */
final class BenchmarkScriptsTest {
    private static final Path SCRIPTS = Path.of(System.getProperty("softac.root"), "benchmarks");

    @TempDir
    private Path directory;

    static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(Files::isRegularFile)
                    .filter(Files::isExecutable)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void areTheseEight() throws IOException {
        assertThat(scripts())
                .containsExactly("brittleness", "bugs", "figures", "jmh", "race", "returns", "scaling", "watching");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void helpShowsHowToStartIt(String script) throws Exception {
        List<String> help = start(0, script, "--help");
        assertThat(help)
                .anyMatch(line -> line.startsWith("  benchmarks/" + script))
                .noneMatch(line -> line.contains("set -"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        brittleness --seed 2  | unknown option '--seed' (see benchmarks/brittleness --help)
        brittleness tau -q    | unknown option '-q' (see benchmarks/brittleness --help)
        bugs --seeds 2        | unknown option '--seeds' (see benchmarks/bugs --help)
        bugs 1 two            | seed 'two': must be a whole number of at least 0, for example benchmarks/bugs 1
        figures --all         | unknown option '--all' (see benchmarks/figures --help)
        returns -1            | unknown option '-1' (see benchmarks/returns --help)
        returns 1.5           | seed '1.5': must be a whole number of at least 0, for example benchmarks/returns 1
        scaling --float       | unknown option '--float' (see benchmarks/scaling --help)
        """)
    void refuses(String command, String complaint) throws Exception {
        String[] words = command.split(" ", -1);
        assertThat(start(2, words)).containsExactly("benchmarks/" + words[0] + ": " + complaint);
    }

    /** Lines of both outputs; no Java and no Maven is found. */
    private List<String> start(int code, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Arrays.asList(words));
        command.set(0, SCRIPTS.resolve(words[0]).toString());
        Path out = directory.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("JAVA_HOME", directory.toString());
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        assertThat(process.exitValue()).isEqualTo(code);
        return Files.readAllLines(out);
    }
}
