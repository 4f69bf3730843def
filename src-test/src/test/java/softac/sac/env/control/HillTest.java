package softac.sac.env.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.Environment;
import softac.sac.env.Step;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

class HillTest {
    @Property
    void aStepIsTheFormulaAndStaysInsideAndNeverTerminates(
            @ForAll @DoubleRange(min = -4, max = 4) @Scale(12) double s,
            @ForAll @DoubleRange(min = -1, max = 1) @Scale(12) double a,
            @ForAll @LongRange(min = 0) long seed) {
        Hill hill = new Hill();
        hill.reset(Seed.of(seed));
        hill.setState(s);
        Step step = hill.step(new double[] {a});
        assertThat(step.reward()).isCloseTo(Math.exp(-Math.pow(s - 1, 2)) - .1 * a * a, within(1e-15));
        assertThat(step.observation()[0])
                .isCloseTo(.9 * s + .3 * a, within(.1 + 1e-15))
                .isBetween(-4., 4.);
        assertThat(step.done()).isFalse();
    }

    /** U(−0.1, 0.1): mean 0, variance 0.2²/12. */
    @Test
    void theNoiseIsUniform() {
        Hill hill = new Hill();
        hill.reset(Seed.of(1));
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            hill.setState(0);
            double w = hill.step(new double[] {0}).observation()[0];
            sum += w;
            squares += w * w;
            largest = Math.max(largest, Math.abs(w));
        }
        double variance = .04 / 12;
        assertThat(sum / n).isCloseTo(0, within(4.5 * Math.sqrt(variance / n)));
        // Var[w²] = 0.1⁴ (1/5 − 1/9)
        assertThat(squares / n).isCloseTo(variance, within(4.5 * 1e-2 * Math.sqrt(4.0 / 45 / n)));
        assertThat(largest).isBetween(.0999, .1);
    }

    @Test
    void aStateOutsideIsRefused() {
        for (double bad : new double[] {4.1, -5, Double.NaN}) {
            assertThatThrownBy(() -> new Hill().setState(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hill: state " + bad + " given; it must be in [-4, 4]");
        }
    }

    @Test
    void theReturnOfRandomPlayIsTheReferenceReturn() {
        Task task = Tasks.named("hill");
        try (Environment env = task.create()) {
            Rng rng = Seed.of(2).rng();
            env.reset(Seed.of(3));
            int episodes = 4_000;
            double sum = 0;
            double squares = 0;
            for (int n = 0; n < episodes; n++) {
                double total = 0;
                env.reset();
                for (boolean done = false; !done; ) {
                    Step step = env.step(new double[] {rng.uniform(-1, 1)});
                    total += step.reward();
                    done = step.done();
                }
                sum += total;
                squares += total * total;
            }
            double mean = sum / episodes;
            double error = Math.sqrt((squares / episodes - mean * mean) / episodes);
            assertThat(mean).isCloseTo(task.randomReturn(), within(4.5 * error));
        }
    }

    /** Fifty rounds of dynamic programming, V interpolated linearly between 401 states, the best of 101 actions. */
    @Test
    void theBestReturnIsTheReferenceReturn() {
        int n = 401;
        double h = 8.0 / (n - 1);
        double[] v = new double[n];
        for (int t = 0; t < 50; t++) {
            double[] later = v;
            double[] now = new double[n];
            Arrays.setAll(now, i -> {
                double s = -4 + i * h;
                double best = Double.NEGATIVE_INFINITY;
                for (int k = -50; k <= 50; k++) {
                    double a = k / 50.0;
                    double m = .9 * s + .3 * a;
                    double next = 0;
                    for (double w = -.09; w < .1; w += .02) {
                        double place = (m + w + 4) / h;
                        int j = Math.max(0, Math.min(n - 2, (int) place));
                        next += (later[j] + (place - j) * (later[j + 1] - later[j])) / 10;
                    }
                    best = Math.max(best, Math.exp(-(s - 1) * (s - 1)) - .1 * a * a + next);
                }
                return best;
            });
            v = now;
        }
        double mean = 0;
        for (int i = 100; i <= 300; i++) { // s₀ ~ U(−2, 2)
            mean += (i == 100 || i == 300 ? .5 : 1) * v[i] / 200;
        }
        assertThat(Tasks.named("hill").bestReturn()).isCloseTo(mean, within(.02));
    }
}
