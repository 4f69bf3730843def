package softac.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The tables of the book are the lists of mistakes; {@code benchmarks/bugs} writes them. */
final class BugTablesTest {
    @Test
    void listsTheMistakesInRules() throws IOException {
        assertThat(BugTables.read("rules")).isEqualTo(BugTables.rules());
    }

    @Test
    void listsTheMistakesInLosses() throws IOException {
        assertThat(BugTables.read("losses")).isEqualTo(BugTables.losses());
    }

    @Test
    void listsTheReturnsOfEachBugThatWasTrained() throws IOException {
        assertThat(BugTables.read("returns")).contains(Bugs.names());
    }
}
