package softac.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.NonFiniteException;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** What is not finite is refused by name before it does harm. */
final class AdamNonFiniteTest {
    /** A loss that is not finite, or one whose gradient is not, changes no bit of parameters, moments and counter. */
    @ParameterizedTest
    @EnumSource
    void aNonFiniteLossOrGradientChangesNothing(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter w = Table.row(1, 4).parameter("w", kernels);
        Parameter b = Table.row(0, 0).parameter("b", kernels);
        Adam adam = new Adam(kernels, List.of(w, b), Adam.Settings.of(0.1).withMaxGradientNorm(1));
        for (int n = 0; n < 3; n++) {
            tape.begin();
            adam.minimize(
                    "fine",
                    tape.parameter(w)
                            .mul(tape.parameter(w))
                            .sum()
                            .add(tape.parameter(b).sum()));
        }
        kernels.fill(0, b.value());
        b.changed();
        List<Memory.Piece> before = Memory.of(kernels, adam, w, b);

        tape.begin();
        assertThatThrownBy(() -> adam.minimize("critic", tape.parameter(w).sum().mul(tape.constant(Double.NaN))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("loss critic is NaN");
        assertThatThrownBy(() -> adam.minimize("critic", tape.parameter(w).sum().div(0)))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("loss critic is Infinity");
        // √0 is finite, its slope is not
        assertThatThrownBy(() -> adam.minimize(
                        "root",
                        tape.parameter(b).sqrt().sum().add(tape.parameter(w).sum())))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("gradient of root with respect to b (1×2) is Infinity at row 0, column 0");
        assertThat(Memory.of(kernels, adam, w, b)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void theMessageSaysWhichElementOfTheGradient(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter w = Table.of(new double[] {1, 1, 1}, new double[] {1, 1, 0}).parameter("q.weight", kernels);
        Adam adam = new Adam(kernels, List.of(w), Adam.Settings.of(0.1));
        Tensor loss = tape.parameter(w).sqrt().mul(tape.parameter(w).sqrt()).sum(); // x̄ = 2·½·√x/√x = 0/0 at 0
        assertThat(loss.item()).isFinite();
        assertThatThrownBy(() -> adam.minimize("J_Q", loss))
                .hasMessage("gradient of J_Q with respect to q.weight (2×3) is NaN at row 1, column 2");
    }
}
