package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generator's output, read as text: what is marked became float, and nothing else changed. */
final class FloatTwinTest {
    private static final Path AUTODIFF = Path.of(System.getProperty("softac.root", ".."), "autodiff");
    private static final Path DOUBLES = AUTODIFF.resolve("src/main/java/softac/autodiff/kernel");
    private static final Path FLOATS = AUTODIFF.resolve("target/generated-sources/twin/softac/autodiff/kernel");

    /** The names, without 64.java, of the sources that have a twin. */
    static List<String> twins() throws IOException {
        try (Stream<Path> files = Files.list(DOUBLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("64.java"))
                    .filter(name -> read(DOUBLES.resolve(name)).contains("// twin: 32"))
                    .map(name -> name.substring(0, name.length() - "64.java".length()))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static List<String> twin(String name) {
        Path file = FLOATS.resolve(name + "32.java");
        assumeTrue(Files.exists(file), () -> "no generated source at " + file + ": run the build of autodiff first");
        return read(file);
    }

    @Test
    void theKernelsHaveATwin() throws IOException {
        assertThat(twins()).contains("ScalarKernels");
    }

    @ParameterizedTest
    @MethodSource("twins")
    void noMarkedDoubleIsLeft(String name) {
        assertThat(String.join("\n", twin(name)))
                .doesNotContainPattern("@Real\\s+double")
                .doesNotContainPattern("\\bDMatrixRMaj\\b")
                .doesNotContain("Real64");
    }

    /** Arrays of double are plain numbers from outside: only loading and storing have them. */
    @ParameterizedTest
    @MethodSource("twins")
    void noElementArrayIsLeftInDouble(String name) {
        assertThat(twin(name))
                .filteredOn(line -> line.contains("double[]"))
                .allMatch(line ->
                        line.contains(" load(double[] x") || line.contains(" store(ReshapeMatrix x, double[] y"));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void lineByLineOnlyTheMarkedTypesAndTheNamesDiffer(String name) {
        List<String> doubles = read(DOUBLES.resolve(name + "64.java"));
        List<String> floats = twin(name);
        assertThat(floats).hasSameSizeAs(doubles);
        for (int n = 0; n < doubles.size(); n++) {
            if (!doubles.get(n).equals("// twin: 32")) {
                assertThat(words(floats.get(n))).as("line %d", n + 1).isEqualTo(words(doubles.get(n)));
            }
        }
    }

    /** The line with what the generator may change written in one way. */
    private static String words(String line) {
        return line.replaceAll("@Real (double|float)\\b", "@Real element")
                .replaceAll("\\b[DF]MatrixRMaj\\b", "Matrix")
                .replaceAll("\\b([A-Za-z]\\w*)(64|32)\\b", "$1");
    }
}
