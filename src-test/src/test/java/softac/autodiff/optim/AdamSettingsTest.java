package softac.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AdamSettingsTest {
    @Test
    void settingsOutOfRangeAreRefused() {
        double inf = Double.POSITIVE_INFINITY;
        record Wrong(String word, double lr, double b1, double b2, double eps, double norm) {}
        for (Wrong w : List.of(
                new Wrong("learning rate", -1, 0.9, 0.999, 1e-8, inf),
                new Wrong("learning rate", Double.NaN, 0.9, 0.999, 1e-8, inf),
                new Wrong("learning rate", inf, 0.9, 0.999, 1e-8, inf),
                new Wrong("beta1", 1, 1, 0.999, 1e-8, inf),
                new Wrong("beta1", 1, -0.1, 0.999, 1e-8, inf),
                new Wrong("beta2", 1, 0.9, 1, 1e-8, inf),
                new Wrong("beta2", 1, 0.9, Double.NaN, 1e-8, inf),
                new Wrong("epsilon", 1, 0.9, 0.999, 0, inf),
                new Wrong("epsilon", 1, 0.9, 0.999, inf, inf),
                new Wrong("max gradient norm", 1, 0.9, 0.999, 1e-8, 0),
                new Wrong("max gradient norm", 1, 0.9, 0.999, 1e-8, Double.NaN))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Adam.Settings(w.lr(), w.b1(), w.b2(), w.eps(), w.norm()))
                    .withMessageStartingWith("Adam: " + w.word() + " ")
                    .withMessageContaining("must be");
        }
        assertThatCode(() -> new Adam.Settings(0, 0, 0, 1e-300, inf)).doesNotThrowAnyException();
    }
}
