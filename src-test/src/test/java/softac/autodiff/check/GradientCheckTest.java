package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
        GradientReport report = GradientCheck.run(
                tape,
                List.of(w),
                () -> tape.constant(x.matrix(kernels))
                        .matmul(tape.parameter(w))
                        .tanh()
                        .square()
                        .mean());
        report.assertWithin(1e-10);
        assertThat(report.entries()).isEqualTo(4);
        assertThat(report.error()).isPositive().isLessThan(1e-10);
    }

    @Test
    void aPlantedMistakeIsFoundAtTheRightEntry() {
        Parameter fine = Table.row(1, 1).parameter("fine", kernels);
        Parameter wrong = Table.of(new double[] {0.1, 0.2, 0}, new double[] {0.1, 0.1, 2}, new double[] {0.1, 0, 0})
                .parameter("wrong", kernels);
        GradientReport report = GradientCheck.run(
                tape,
                List.of(fine, wrong),
                () -> tape.parameter(fine)
                        .square()
                        .sum()
                        .add(tape.apply(WRONG_CUBE, tape.parameter(wrong)).sum()));
        GradientReport.Entry worst = Objects.requireNonNull(report.worst());
        assertThat(worst.parameter()).isEqualTo("wrong");
        assertThat(worst.row()).isEqualTo(1);
        assertThat(worst.column()).isEqualTo(2);
        assertThat(worst.output()).isZero();
        assertThat(worst.analytic()).isCloseTo(12.012, within(1e-9));
        assertThat(worst.numeric()).isCloseTo(12, within(1e-9));
        assertThat(report.error()).isCloseTo(1e-3, within(1e-6));
        assertThatThrownBy(() -> report.assertWithin(1e-8))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("11 entries", "wrong[1,2] → output 0", "analytic 12.01", "numeric ");
    }

    @Test
    void itComparesEveryOutputWithEveryEntry() {
        Parameter x = Table.row(1, 2, 3).parameter("x", kernels);
        GradientReport report = GradientCheck.run(tape, List.of(x), () -> tape.apply(SWAPPED, tape.parameter(x)));
        assertThat(report.entries()).isEqualTo(9);
        assertThat(report.error()).isCloseTo(1, within(1e-9));
        GradientReport fine = GradientCheck.run(
                tape, List.of(x), () -> tape.parameter(x).columns(0, 2).square());
        assertThat(fine.entries()).isEqualTo(6);
        fine.assertWithin(1e-8);
    }

    @Test
    void aGradientOfTheWrongSignOrOfNaNIsNoMatch() {
        Parameter x = Table.scalar(1).parameter("x", kernels);
        Op negated = Op.elementwise(Function.of("negated", v -> v, (v, y) -> -1));
        Op undefined = Op.elementwise(Function.of("undefined", v -> v, (v, y) -> Double.NaN));
        assertThat(GradientCheck.run(tape, List.of(x), () -> tape.apply(negated, tape.parameter(x)))
                        .error())
                .isCloseTo(2, within(1e-9));
        GradientReport report = GradientCheck.run(tape, List.of(x), () -> tape.apply(undefined, tape.parameter(x)));
        assertThat(report.error()).isInfinite();
        assertThatThrownBy(() -> report.assertWithin(1e300)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theParametersAreBackAtTheirValuesAndVersionsMoved() {
        Parameter w = Table.row(0.1, -2e5).parameter("w", kernels);
        long version = w.version();
        GradientCheck.run(tape, List.of(w), () -> tape.parameter(w).square()).assertWithin(1e-8);
        assertThat(Table.of(kernels, w.value()).values()).containsExactly(0.1, -2e5);
        assertThat(w.version()).isGreaterThan(version);
        Tensor loss = tape.parameter(w).sum();
        assertThatCode(() -> tape.differentiate(loss, List.of(w))).doesNotThrowAnyException();
    }

    @Test
    void nothingToCompareIsNoErrorAndNoPass() {
        Parameter none = new Parameter("none", kernels, 0, 3);
        GradientReport report = GradientCheck.run(
                tape, List.of(none), () -> tape.parameter(none).sum());
        assertThat(report.entries()).isZero();
        assertThat(report.worst()).isNull();
        assertThat(report.error()).isZero();
        assertThat(report).hasToString("no entries");
        assertThatThrownBy(() -> report.assertWithin(1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void singlePrecisionIsRefused() {
        Kernels single = TestKernels.of(Precision.FLOAT32);
        Parameter w = Table.scalar(1).parameter("w", single);
        Tape other = new Tape(single);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.run(other, List.of(w), () -> other.parameter(w)))
                .withMessageContainingAll("FLOAT32", "FLOAT64");
    }

    /** Four points around each of the two values. */
    @Test
    void theParametersAreBackAtTheirValuesAlsoAfterAnError() {
        double[] values = {0.1, -2e5};
        for (int failing = 1; failing <= 8; failing++) {
            Parameter w = Table.row(values).parameter("w", kernels);
            int[] left = {failing};
            long[] version = {0};
            assertThatThrownBy(() -> GradientCheck.run(tape, List.of(w), () -> {
                        boolean moved =
                                !Arrays.equals(Table.of(kernels, w.value()).values(), values);
                        if (moved && --left[0] == 0) {
                            version[0] = w.version();
                            throw new IllegalStateException("made up");
                        }
                        return tape.parameter(w).square();
                    }))
                    .hasMessage("made up");
            assertThat(Table.of(kernels, w.value()).values())
                    .as("failing at point %d", failing)
                    .containsExactly(values);
            assertThat(w.version()).isGreaterThan(version[0]);
        }
    }
}
