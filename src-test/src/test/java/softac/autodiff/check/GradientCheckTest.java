package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import softac.autodiff.Op;
import softac.autodiff.Parameter;
import softac.autodiff.Shapes;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** The check passes what is right, and finds what is wrong, where it is wrong. */
final class GradientCheckTest {
    /** x³ with a slope that is a thousandth too large: the mistake that PyTorch's default tolerance lets through. */
    private static final Op WRONG_CUBE =
            Op.elementwise(Function.of("wrongCube", x -> x * x * x, (x, y) -> 3.003 * x * x));

    /** x, whose gradient comes back with its first two columns exchanged. */
    private static final Op SWAPPED = new Op("swapped", Shapes::same, (k, s) -> k.copy(s.a(), s.y()), (k, s) -> {
        k.addColumns(s.gy(), 0, 1, s.ga(), 1);
        k.addColumns(s.gy(), 1, 1, s.ga(), 0);
    });

    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    @Test
    void aRightGradientPasses() {
        Parameter w =
                Table.of(new double[] {0.3, -0.7}, new double[] {1.2, 0.1}).parameter("w", kernels);
        Table x = Table.of(new double[] {1, 2}, new double[] {-3, 0.5}, new double[] {0, 1});
        GradientReport report = GradientCheck.full()
                .run(
                        tape,
                        List.of(w),
                        () -> tape.constant(x.matrix(kernels))
                                .matmul(tape.parameter(w))
                                .tanh()
                                .square()
                                .mean());
        report.assertAgrees();
        assertThat(report.derivatives()).hasSize(4);
        assertThat(report.error()).isLessThan(1e-11);
    }

    @Test
    void aPlantedMistakeIsFoundAtTheRightEntry() {
        Parameter fine = Table.row(1, 1).parameter("fine", kernels);
        Parameter wrong = Table.of(new double[] {0.1, 0.2, 0}, new double[] {0.1, 0.1, 2}, new double[] {0.1, 0.3, 0})
                .parameter("wrong", kernels);
        GradientReport report = GradientCheck.full()
                .run(
                        tape,
                        List.of(fine, wrong),
                        () -> tape.parameter(fine)
                                .square()
                                .sum()
                                .add(tape.apply(WRONG_CUBE, tape.parameter(wrong))
                                        .sum()));
        Derivative worst = Objects.requireNonNull(report.worst());
        assertThat(worst.parameter()).isEqualTo("wrong");
        assertThat(worst.row()).isEqualTo(1);
        assertThat(worst.column()).isEqualTo(2);
        assertThat(worst.output()).isZero();
        assertThat(worst.analytic()).isCloseTo(12.012, within(1e-9));
        assertThat(worst.numeric()).isCloseTo(12, within(1e-9));
        assertThat(report.verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(report.count(Verdict.DISAGREES)).isEqualTo(7);
        Rule culprit = Objects.requireNonNull(report.culprit());
        assertThat(culprit.operation()).isEqualTo("wrongCube");
        assertThat(culprit.argument()).isEqualTo("a");
        assertThatThrownBy(report::assertAgrees)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "11 derivatives, 7 disagree", "worst: wrong[2,3]", "analytic 12.01", "culprit: wrongCube #");
    }

    /**
     * Of saturated terms that cancel little is left beside the rounding of each, and none of them moves near the base point.
     */
    @Property(tries = 300)
    void saturatedTermsThatCancelAreNotCalledWrong(@ForAll @LongRange(min = 0) long seed) {
        Rng rng = Seed.of(seed).rng();
        Parameter x = Table.draw(1, 2 + rng.nextInt(4), () -> rng.uniform(6, 20) * (rng.nextInt(2) == 0 ? 1 : -1))
                .parameter("x", kernels);
        GradientReport report = GradientCheck.sample(9, 0, Seed.of(seed))
                .run(tape, List.of(x), () -> tape.parameter(x).tanh());
        assertThat(report.verdict()).as("seed %d: %s", seed, report).isNotEqualTo(Verdict.DISAGREES);
    }

    @Test
    void itComparesEveryOutputWithEveryEntry() {
        Parameter x = Table.row(1, 2, 3).parameter("x", kernels);
        GradientReport report =
                GradientCheck.full().run(tape, List.of(x), () -> tape.apply(SWAPPED, tape.parameter(x)));
        assertThat(report.derivatives()).hasSize(9);
        assertThat(report.derivatives()).extracting(Derivative::where).contains("x[1,1]", "x[1,2] → output 3");
        assertThat(report.count(Verdict.DISAGREES)).isEqualTo(5);
        assertThat(report.error()).isCloseTo(1, within(1e-9));
        GradientReport fine = GradientCheck.full()
                .run(tape, List.of(x), () -> tape.parameter(x).columns(0, 2).square());
        assertThat(fine.derivatives()).hasSize(6);
        fine.assertAgrees();
    }

    @Test
    void aGradientOfTheWrongSignOrOfNaNIsNoMatch() {
        Parameter x = Table.scalar(1).parameter("x", kernels);
        Op negated = Op.elementwise(Function.of("negated", v -> v, (v, y) -> -1));
        Op undefined = Op.elementwise(Function.of("undefined", v -> v, (v, y) -> Double.NaN));
        assertThat(GradientCheck.full()
                        .run(tape, List.of(x), () -> tape.apply(negated, tape.parameter(x)))
                        .error())
                .isCloseTo(2, within(1e-9));
        GradientReport report =
                GradientCheck.full().run(tape, List.of(x), () -> tape.apply(undefined, tape.parameter(x)));
        assertThat(report.error()).isInfinite();
        assertThatThrownBy(report::assertAgrees).isInstanceOf(AssertionError.class);
    }

    @Test
    void theParametersAreBackAtTheirValuesAndVersionsMoved() {
        Parameter w = Table.row(0.1, -2e5).parameter("w", kernels);
        long version = w.version();
        GradientCheck.full()
                .run(tape, List.of(w), () -> tape.parameter(w).square())
                .assertAgrees();
        assertThat(Table.of(kernels, w.value()).values()).containsExactly(0.1, -2e5);
        assertThat(w.version()).isGreaterThan(version);
        Tensor loss = tape.parameter(w).sum();
        assertThatCode(() -> tape.differentiate(loss, List.of(w))).doesNotThrowAnyException();
    }

    @Test
    void nothingToCompareIsNoErrorAndNoPass() {
        Parameter none = new Parameter("none", kernels, 0, 3);
        GradientReport report = GradientCheck.full()
                .run(tape, List.of(none), () -> tape.parameter(none).sum());
        assertThat(report.derivatives()).isEmpty();
        assertThat(report.worst()).isNull();
        assertThat(report.error()).isZero();
        assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThatThrownBy(report::assertAgrees).isInstanceOf(AssertionError.class);
    }

    @Test
    void singlePrecisionIsRefused() {
        Kernels single = TestKernels.of(Precision.FLOAT32);
        Parameter w = Table.scalar(1).parameter("w", single);
        Tape other = new Tape(single);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.full().run(other, List.of(w), () -> other.parameter(w)))
                .withMessageContainingAll("FLOAT32", "FLOAT64");
    }

    /** Every evaluation of the operation at a moved value fails once: while recording, while replaying, in a rule. */
    @Test
    void theParametersAreBackAtTheirValuesAlsoAfterAnError() {
        double[] values = {0.1, -2e5};
        for (int failing = 1; failing <= 40; failing++) {
            Parameter w = Table.row(values).parameter("w", kernels);
            int[] left = {failing};
            Op fragile = new Op(
                    "fragile",
                    Shapes::same,
                    (k, s) -> {
                        if (!Arrays.equals(Table.of(k, s.a()).values(), values) && --left[0] == 0) {
                            throw new IllegalStateException("made up");
                        }
                        k.copy(s.a(), s.y());
                    },
                    (k, s) -> k.addStretched(s.gy(), s.ga()));
            assertThatThrownBy(() ->
                            GradientCheck.full().run(tape, List.of(w), () -> tape.apply(fragile, tape.parameter(w))))
                    .hasMessage("made up");
            assertThat(Table.of(kernels, w.value()).values())
                    .as("failing at point %d", failing)
                    .containsExactly(values);
        }
    }
}
