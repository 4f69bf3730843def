package softac.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The float kernels that the build generates ({@code autodiff/pom.xml}): token for token their double source, but for
 * the marked element types, the types of the matrix and of the vector, and the names that end in 64.
 */
final class FloatTwinTest {
    private static final Path AUTODIFF = Path.of(System.getProperty("softac.root", ".."), "autodiff");
    private static final Path SOURCES = AUTODIFF.resolve("src/main/java/softac/autodiff/kernel");
    private static final Path TWINS = AUTODIFF.resolve("target/generated-sources/twin/softac/autodiff/kernel");
    private static final Pattern MARK = Pattern.compile("^// twin: 32$", Pattern.MULTILINE);
    private static final Pattern COMMENT_OF_A_TWIN = Pattern.compile("^// Generated .*$", Pattern.MULTILINE);
    private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]");

    @Test
    void everyMarkedSourceHasATwinAndNoTwinIsLeftOver() throws IOException {
        assertThat(files(TWINS))
                .isEqualTo(
                        markedSources().stream().map(FloatTwinTest::nameOfTwin).toList());
    }

    @Test
    void onlyMarkedTypesMatricesVectorsAndNamesDiffer() throws IOException {
        for (String source : markedSources()) {
            List<String> twin = tokens(
                    COMMENT_OF_A_TWIN.matcher(read(TWINS, nameOfTwin(source))).replaceFirst(""));
            assertThat(twin)
                    .as(source)
                    .isEqualTo(twinOf(tokens(MARK.matcher(read(SOURCES, source)).replaceFirst(""))));
        }
    }

    /** The rules once more, on tokens: the build applies them to text. */
    private static List<String> twinOf(List<String> source) {
        List<String> twin = new ArrayList<>();
        for (String token : source) {
            int n = twin.size();
            boolean marked = n >= 2 && twin.subList(n - 2, n).equals(List.of("@", "Real"));
            if (token.equals("double") && marked) {
                twin.add("float");
            } else if (token.equals("DoubleVector")) {
                twin.add("FloatVector");
            } else if (token.equals("DMatrixRMaj")) {
                twin.add("FMatrixRMaj");
            } else if (token.endsWith("64") && token.length() > 2 && Character.isLetter(token.charAt(0))) {
                twin.add(token.substring(0, token.length() - 2) + "32");
            } else {
                twin.add(token);
            }
        }
        return twin;
    }

    private static List<String> markedSources() throws IOException {
        List<String> marked = new ArrayList<>();
        for (String file : files(SOURCES)) {
            if (file.endsWith("64.java") && MARK.matcher(read(SOURCES, file)).find()) {
                marked.add(file);
            }
        }
        assertThat(marked).as("sources with the line // twin: 32").isNotEmpty();
        return marked;
    }

    private static String nameOfTwin(String source) {
        return source.replace("64.java", "32.java");
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String read(Path directory, String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }
}
