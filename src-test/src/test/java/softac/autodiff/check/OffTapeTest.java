package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** What a recorded program cannot show about the function that recorded it. */
final class OffTapeTest {
    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);
    private final Parameter w = Table.row(0.3, -0.7).parameter("w", kernels);
    private final Parameter v = Table.row(2, 1).parameter("v", kernels);

    private GradientReport check(Supplier<Tensor> f) {
        return GradientCheck.full().run(tape, List.of(v, w), f);
    }

    @Test
    void noiseIsReplayed() {
        check(() -> {
                    Rng noise = Seed.of(3).rng();
                    Tensor epsilon = tape.constant(1, 2, noise);
                    return tape.parameter(w)
                            .mul(epsilon)
                            .add(tape.parameter(v))
                            .square()
                            .sum();
                })
                .assertAgrees();
    }

    @Test
    void noiseThatIsDrawnAnewIsRefused() {
        Rng noise = Seed.of(3).rng();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(
                        () -> tape.parameter(w).mul(tape.constant(1, 2, noise)).sum()))
                .withMessageContainingAll("the function gave", "replay its noise");
    }

    @Test
    void aValueThatIsNotFiniteIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(() -> tape.parameter(w).log().sum()))
                .withMessageContaining("value is NaN at output 0");
    }

    @Test
    void aConstantComputedFromAParameterIsFoundAndNamed() {
        GradientReport report = check(() -> {
            double outside = tape.parameter(w).sum().item();
            return tape.parameter(v)
                    .square()
                    .sum()
                    .scale(outside)
                    .add(tape.parameter(w).sum());
        });
        assertThat(report.offTape()).containsExactly("w");
        assertThat(report.verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(report.toString()).contains("depends on w past the tape");
    }

    @Test
    void aBranchInJavaIsFoundWhereTheStepTakesTheOtherOne() {
        kernels.set(w.value(), 0, 0, 0);
        kernels.set(w.value(), 0, 1, 0);
        GradientReport report = check(() -> {
            Tensor sum = tape.parameter(w).sum();
            return sum.item() == 0
                    ? tape.parameter(v).sum()
                    : tape.parameter(v).sum().add(1);
        });
        assertThat(report.offTape()).containsExactly("w");
    }

    /** It is meant, and the tape knows: a constant for the gradient, and so for its numeric counterpart. */
    @Test
    void stopGradientIsAConstantForBoth() {
        GradientReport report = check(() -> tape.parameter(w)
                .square()
                .stopGradient()
                .mul(tape.parameter(w))
                .add(tape.parameter(v))
                .sum());
        report.assertAgrees();
        assertThat(report.offTape()).isEmpty();
        assertThat(report.derivatives().get(2).analytic()).isEqualTo(0.09);
    }

    /** A parameter that the function does not use has the derivative 0, known without a difference. */
    @Test
    void aParameterThatIsNotUsedAgrees() {
        GradientReport report = check(() -> tape.parameter(v).square().sum());
        report.assertAgrees();
        assertThat(report.derivatives().get(2)).satisfies(d -> {
            assertThat(d.where()).isEqualTo("w[1,1]");
            assertThat(d.analytic()).isZero();
            assertThat(d.bar()).isZero();
        });
        assertThat(report.zeros()).isEqualTo(0.5);
    }
}
