package softac.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the book says of the code is there: every class, every member, every excerpt, every link. */
final class BookTest {
    /** Named, and not ours. */
    private static final Set<String> OTHERS = Set.of("Math", "StrictMath", "SeedSequence");

    static List<Path> chapters() throws IOException {
        return Book.chapters();
    }

    static List<Path> pages() throws IOException {
        return Book.pages();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void everyNameIsInTheSources(Path chapter) throws IOException {
        Map<String, List<Path>> sources = sources();
        assertThat(Book.names(Book.read(chapter)))
                .filteredOn(name -> !OTHERS.contains(name.type()))
                .allSatisfy(name -> {
                    List<Path> files = sources.getOrDefault(name.type().replaceAll("64$", ""), List.of());
                    assertThat(files).as("sources of `%s`", name).isNotEmpty();
                    assertThat(files)
                            .as("files of that name with the member of `%s`", name)
                            .anyMatch(file -> Pattern.compile("\\b" + name.member() + "\\b")
                                    .matcher(Book.read(file))
                                    .find());
                });
    }

    /** Sources by the name of their class, that of a twin (Product64) without its number. */
    private static Map<String, List<Path>> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Book.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString().replaceAll("(64)?\\.java$", "")));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExcerptStandsInItsSource(Path page) {
        assertThat(Book.excerpts(Book.read(page)))
                .allSatisfy(excerpt -> assertThat(
                                Book.drift(excerpt.lines(), Book.read(Book.ROOT.resolve(excerpt.file()))))
                        .as(
                                "line of the excerpt in %s that %s does not have: copy it anew",
                                page.getFileName(), excerpt.file())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        assertThat(Book.links(Book.read(page)))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    @Test
    void whatIsNotThereIsFound() {
        String source = "class A {\n    int x;\n\n    int y;\n    int z;\n}\n";
        assertThat(Book.drift(List.of("int x;", "int y;"), source)).isEmpty();
        assertThat(Book.drift(List.of("int x;", "…", "int z;"), source)).isEmpty();
        assertThat(Book.drift(List.of("int x;", "int z;"), source)).contains("int x;");
        assertThat(Book.drift(List.of("int w;"), source)).isEqualTo("int w;");
        assertThat(Book.names("`Tape.begin()` and `Adam`, `x`, `BookTest`\n```java\n`Not`\n```"))
                .extracting(Book.Name::toString)
                .containsExactly("Tape.begin", "Adam", "BookTest");
        assertThat(Book.links("[a](b.md#c) [d](https://e.f)")).containsExactly("b.md");
    }
}
