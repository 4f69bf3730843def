package softac.autodiff.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeedTest {
    private final Seed root = Seed.of(1);

    @Test
    void aNameBecomesItsLengthAndItsBytes() {
        assertThat(root.split("env")).isEqualTo(root.split(3).split(0x766e65));
        assertThat(root.split("actor"))
                .isEqualTo(root.split(5).split(0x6f746361).split(0x72));
        assertThat(root.split("α")).isEqualTo(root.split(2).split(0xb1ce));
        assertThat(root.split("")).isEqualTo(root.split(0));
    }

    @Test
    void theLengthKeepsNamesApartThatFillUpToTheSameWords() {
        assertThat(root.split("a")).isNotEqualTo(root.split("a\0"));
        assertThat(root.split("abcd").split("e")).isNotEqualTo(root.split("abcde"));
        assertThat(root.split("ab")).isNotEqualTo(root.split("a").split("b"));
    }

    @Test
    void equalSeedsHashAlikeAndStartTheSameStream() {
        Seed again = Seed.of(1).split("env").split("noise");
        Seed seed = root.split("env").split("noise");
        assertThat(again).isEqualTo(seed).hasSameHashCodeAs(seed).isNotEqualTo(root);
        assertThat(again.rng().nextLong()).isEqualTo(seed.rng().nextLong());
        assertThat(Seed.of(2).split("env")).isNotEqualTo(root.split("env"));
        assertThat(root).isNotEqualTo(1L);
    }

    @Test
    void everyStreamOfASeedStartsAtItsBeginning() {
        Rng first = root.rng();
        long word = first.nextLong();
        first.nextLong();
        assertThat(root.rng().nextLong()).isEqualTo(word);
    }

    @Test
    void printsTheExpressionThatMakesIt() {
        assertThat(root.split("env").split(3)).hasToString("Seed.of(1).split(\"env\").split(3)");
        assertThat(root.split("a \"b\" \\ c\n")).hasToString("Seed.of(1).split(\"a \\\"b\\\" \\\\ c\\n\")");
    }

    @Test
    void refusesWhatNumpyRefuses() {
        assertThatThrownBy(() -> Seed.of(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Seed.of(-1): a seed is 0 or greater; type for example Seed.of(1)");
        assertThatThrownBy(() -> root.split("env").split(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Seed.of(1).split(\"env\").split(-2): an index is 0 or greater; type for example split(0)");
    }

    @Test
    void refusesHalfASurrogatePair() {
        assertThatThrownBy(() -> root.split("half \ud83d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half a surrogate pair");
    }
}
