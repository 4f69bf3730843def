package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.kernel.BinaryFunction;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** Operations of one's own, made by the same call as the engine's. */
final class OwnOperationTest {
    /** y = x³;  x̄ += 3x² ⊙ ȳ: the example of {@link Op}. */
    private static final Op CUBE = Op.elementwise(Function.of("cube", x -> x * x * x, (x, y) -> 3 * x * x));

    /** y = √(a² + b²). */
    private static final Op HYPOT =
            Op.elementwise(BinaryFunction.of("hypot", StrictMath::hypot, (a, b, y) -> a / y, (a, b, y) -> b / y));

    /** y_j = x_(j+i) modulo the number of columns: rules written out, with an integer. */
    private static final Op ROTATE = new Op(
            "rotate",
            Shapes::same,
            (k, s) -> {
                int n = s.a().getNumCols();
                k.copyColumns(s.a(), s.i(), n - s.i(), s.y(), 0);
                k.copyColumns(s.a(), 0, s.i(), s.y(), n - s.i());
            },
            (k, s) -> {
                int n = s.a().getNumCols();
                k.addColumns(s.gy(), 0, n - s.i(), s.ga(), s.i());
                k.addColumns(s.gy(), n - s.i(), s.i(), s.ga(), 0);
            });

    /** y = x, without a gradient. */
    private static final Op FREEZE = new Op("freeze", Shapes::same, (k, s) -> k.copy(s.a(), s.y()), null);

    @ParameterizedTest
    @EnumSource
    void recordsAndDifferentiates(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter x = Table.row(1, -2, 0.5).parameter("x", kernels);
        Tensor y = tape.apply(CUBE, tape.parameter(x));
        assertThat(Table.of(y).values()).containsExactly(1, -8, 0.125);
        assertThat(y).hasToString("cube 1×3");
        tape.differentiate(y.sum(), List.of(x));
        assertThat(Table.of(kernels, x.gradient()).values()).containsExactly(3, 12, 0.75);
    }

    @Test
    void passesTheGradientCheck() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter x = Table.row(1, -2, 0.5).parameter("x", kernels);
        GradientCheck.full().run(tape, List.of(x), () -> tape.apply(CUBE, tape.parameter(x)))
                .assertAgrees();
    }

    @Test
    void stretchesLikeTheOthers() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter a = Table.row(3, 5).parameter("a", kernels);
        Parameter b = Table.of(new double[] {4}, new double[] {12}).parameter("b", kernels);
        tape.begin();
        assertThat(Table.of(tape.apply(HYPOT, tape.parameter(a), tape.parameter(b)))
                        .get(1, 1))
                .isEqualTo(13);
        GradientCheck.full().run(tape, List.of(a, b), () -> tape.apply(HYPOT, tape.parameter(a), tape.parameter(b)))
                .assertAgrees();
    }

    @Test
    void mayWriteItsRulesOut() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter x = Table.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}).parameter("x", kernels);
        assertThat(Table.of(tape.apply(ROTATE, tape.parameter(x), 1, 0)).values())
                .containsExactly(2, 3, 1, 5, 6, 4);
        GradientCheck.full().run(tape, List.of(x), () -> tape.apply(ROTATE, tape.parameter(x), 1, 0))
                .assertAgrees();
    }

    @Test
    void withoutAGradientItIsAConstant() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter x = Table.scalar(3).parameter("x", kernels);
        Tensor p = tape.parameter(x);
        tape.differentiate(tape.apply(FREEZE, p).mul(p), List.of(x));
        assertThat(kernels.get(x.gradient(), 0, 0)).isEqualTo(3);
    }

    @Test
    void isRefusedAStaleParameterLikeTheOthers() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter x = Table.scalar(3).parameter("x", kernels);
        Tensor y = tape.apply(CUBE, tape.parameter(x));
        x.changed();
        assertThatIllegalStateException()
                .isThrownBy(() -> tape.differentiate(y, List.of(x)))
                .withMessageContainingAll("cube", "parameter x changed");
    }
}
