package softac.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Against {@code scipy.stats.trim_mean(x, 0.25)} and the definition. */
final class InterquartileMeanTest {
    /** SciPy's documentation: {@code trim_mean(np.arange(20), 0.1)} is 9.5; here a quarter goes on either side. */
    @Test
    void knownAnswers() {
        assertThat(InterquartileMean.of(7)).isEqualTo(7);
        assertThat(InterquartileMean.of(1, 2, 6)).as("⌊3/4⌋ = 0 are left out").isEqualTo(3);
        assertThat(InterquartileMean.of(100, 2, -50, 4))
                .as("one on either side")
                .isEqualTo(3);
        assertThat(InterquartileMean.of(-160, -140, -1500, -141, -145)).isEqualTo((-160 - 141 - 145) / 3.0);
        assertThat(InterquartileMean.of(8, 7, 6, 5, 4, 3, 2, 1e9)).isEqualTo((4 + 5 + 6 + 7) / 4.0);
    }

    @Property(tries = 300)
    void liesBetweenTheMiddleValuesAndMovesWithThem(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = -1e6, max = 1e6) Double> drawn) {
        double[] values = drawn.stream().mapToDouble(Double::doubleValue).toArray();
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int left = values.length / 4;
        double mean = InterquartileMean.of(values);
        assertThat(mean).isBetween(sorted[left], sorted[values.length - 1 - left]);
        double[] moved = Arrays.stream(values).map(x -> 3 - 2 * x).toArray();
        assertThat(InterquartileMean.of(moved)).isCloseTo(3 - 2 * mean, within(1e-8));
    }

    @Property(tries = 100)
    void equalValuesHaveExactlyTheirMean(@ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
        double[] same = new double[7];
        Arrays.fill(same, value);
        assertThat(InterquartileMean.of(same)).isEqualTo(value);
    }
}
