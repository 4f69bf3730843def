package softac.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine, the agents and the theory against numbers made by PyTorch and mpmath: every quantity of every case of every file in
 * {@code -Dgolden.dir=…} (relative to the repository), by default of the copies beside these tests.
 */
class GoldenTest {
    static Stream<GoldenFile> files() throws URISyntaxException {
        String given = System.getProperty("golden.dir", "");
        return given.isEmpty()
                ? committedFiles()
                : GoldenFile.in(Path.of(System.getProperty("softac.root", "")).resolve(given));
    }

    /** The copies beside these tests. */
    static Stream<GoldenFile> committedFiles() throws URISyntaxException {
        URL resources = Objects.requireNonNull(GoldenTest.class.getResource("/golden"));
        return GoldenFile.in(Path.of(resources.toURI()));
    }

    @ParameterizedTest
    @MethodSource("files")
    @SuppressWarnings("SystemOut")
    void everyQuantityIsWithinItsTolerance(GoldenFile file) {
        Scores scores = file.scores();
        System.out.println(scores.line(file.cases()));
        assertThat(scores.failures()).isEmpty();
    }
}
