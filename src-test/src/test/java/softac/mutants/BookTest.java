package softac.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The tables of the book are the lists of mistakes; {@code benchmarks/bugs} writes them. */
final class BookTest {
    @Test
    void listsTheMistakesInRules() throws IOException {
        assertThat(Book.read("rules")).isEqualTo(Book.rules());
    }

    @Test
    void listsTheMistakesInLosses() throws IOException {
        assertThat(Book.read("losses")).isEqualTo(Book.losses());
    }

    @Test
    void listsTheReturnsOfEachBugThatWasTrained() throws IOException {
        assertThat(Book.read("returns")).contains(Bugs.names());
    }
}
