package softac.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the book quotes is what is compiled: a block of code stands, line by line but for its indentation, in the file that
 * the comment above it names, {@code <!-- excerpt: path -->}; and the classes and tests that it names exist.
 */
final class BookExcerptsTest {
    private static final Path ROOT = Path.of(System.getProperty("softac.root"));
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- excerpt: (\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-zA-Z]*[a-z][a-zA-Z]*)`");

    static Stream<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/book"))) {
            List<Path> chapters = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            assertThat(chapters).isNotEmpty();
            return chapters.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void everyBlockOfCodeIsCompiled(Path chapter) throws IOException {
        BLOCK.matcher(Files.readString(chapter)).results().forEach(block -> {
            assertThat(block.group(2)).as("the source of%n%s", block.group(3)).isNotNull();
            assertThat(flat(read(ROOT.resolve(block.group(2)))))
                    .as(block.group(2))
                    .contains(flat(block.group(3)));
        });
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void everyClassAndTestThatIsNamedExists(Path chapter) throws IOException {
        Set<String> types = types();
        assertThat(TYPE.matcher(Files.readString(chapter)).results().map(type -> type.group(1)))
                .isNotEmpty()
                .allMatch(types::contains);
    }

    /** Without indentation. */
    private static String flat(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n")) + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static Set<String> types() throws IOException {
        try (Stream<Path> files = Stream.of("autodiff/src", "sac/src", "lab/src", "src-test/src")
                .map(ROOT::resolve)
                .flatMap(BookExcerptsTest::walk)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new AssertionError(folder + " cannot be read", e);
        }
    }
}
