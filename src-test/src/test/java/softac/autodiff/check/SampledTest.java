package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import softac.autodiff.Op;
import softac.autodiff.Parameter;
import softac.autodiff.Shapes;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;

/** Subsets of the entries and random directions. */
final class SampledTest {
    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);
    private final Parameter w = Table.draw(6, 7, Seed.of(1).rng()).parameter("w", kernels);
    private final Parameter b = Table.draw(1, 3, Seed.of(2).rng()).parameter("b", kernels);

    private Tensor loss() {
        return tape.parameter(w).tanh().sum().mul(tape.parameter(b).exp().mean());
    }

    @Test
    void entriesAreDrawnWithoutRepetitionFromEachParameter() {
        GradientReport report = GradientCheck.sample(10, 0, Seed.of(3)).run(tape, List.of(w, b), this::loss);
        report.assertAgrees();
        assertThat(report.derivatives()).hasSize(10 + 3);
        assertThat(report.derivatives()).extracting(Derivative::where).doesNotHaveDuplicates();
        assertThat(GradientCheck.sample(10, 0, Seed.of(3)).run(tape, List.of(w, b), this::loss))
                .as("the same seed, the same report")
                .isEqualTo(report);
        assertThat(GradientCheck.sample(10, 0, Seed.of(4))
                        .run(tape, List.of(w, b), this::loss)
                        .derivatives())
                .extracting(Derivative::where)
                .isNotEqualTo(
                        report.derivatives().stream().map(Derivative::where).toList());
    }

    @Test
    void choosingIsUniform() {
        int[] counts = new int[8];
        for (int n = 0; n < 8000; n++) {
            int[] chosen = Directions.choose(8, 3, Seed.of(5).split(n).rng());
            assertThat(chosen).hasSize(3).isSorted().doesNotHaveDuplicates();
            Arrays.stream(chosen).forEach(i -> counts[i]++);
        }
        assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - 3000) < 5 * 43); // √(8000·⅜·⅝) = 43
        assertThat(Directions.choose(4, 9, Seed.of(5).rng())).containsExactly(0, 1, 2, 3);
        assertThat(Directions.choose(4, 0, Seed.of(5).rng())).isEmpty();
    }

    @Test
    void directionsAreOfLengthOneOverAllParameters() {
        GradientReport report = GradientCheck.sample(0, 5, Seed.of(3)).run(tape, List.of(w, b), this::loss);
        report.assertAgrees();
        assertThat(report.derivatives())
                .extracting(Derivative::where)
                .containsExactly("direction 1", "direction 2", "direction 3", "direction 4", "direction 5");
        double[][] u = Directions.unit(
                new double[][] {new double[42], new double[3]}, Seed.of(3).rng());
        assertThat(Math.sqrt(Directions.dot(u, u))).isBetween(1 - 1e-15, 1 + 1e-15);
    }

    /** One wrong entry of 45: a sample of entries may miss it, no direction does. */
    @Test
    void oneWrongEntryShowsInEveryDirection() {
        Op wrong = new Op("wrongCorner", Shapes::same, (k, s) -> k.copy(s.a(), s.y()), (k, s) -> {
            k.addStretched(s.gy(), s.ga());
            k.set(s.ga(), 3, 4, k.get(s.ga(), 3, 4) * (1 + 1e-6));
        });
        GradientReport report = GradientCheck.sample(0, 8, Seed.of(3))
                .run(
                        tape,
                        List.of(w, b),
                        () -> tape.apply(wrong, tape.parameter(w)).square().sum());
        assertThat(report.count(Verdict.DISAGREES)).isEqualTo(8);
    }

    @Test
    void tolerancesMayBeOthers() {
        Op nearly = new Op("nearly", Shapes::same, (k, s) -> k.copy(s.a(), s.y()), (k, s) -> {
            k.addStretched(s.gy(), s.ga());
            k.scale(1 + 1e-6, s.ga());
        });
        Supplier<Tensor> f = () -> tape.apply(nearly, tape.parameter(b)).exp().sum();
        assertThat(GradientCheck.full().run(tape, List.of(b), f).verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(GradientCheck.full()
                        .within(1e-3, 1e-3)
                        .run(tape, List.of(b), f)
                        .verdict())
                .as("a bar that excludes the rule is no pass, whatever the tolerance")
                .isEqualTo(Verdict.DISAGREES);
        assertThat(GradientCheck.full()
                        .within(1e-17, 0)
                        .run(tape, List.of(b), () -> tape.parameter(b).exp().sum())
                        .verdict())
                .as("no difference is that exact")
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void numbersThatMakeNoCheckAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.sample(-1, 0, Seed.of(1)))
                .withMessageContaining("-1 entries");
        assertThatIllegalArgumentException().isThrownBy(() -> GradientCheck.sample(0, -1, Seed.of(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.full().within(Double.NaN, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.full().within(0, -1e-3));
    }
}
