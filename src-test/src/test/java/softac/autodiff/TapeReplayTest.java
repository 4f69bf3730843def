package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** What was recorded can be computed again, with other operations in its place, and pulled back from any gradient. */
final class TapeReplayTest {
    private static void move(Kernels kernels, Parameter p, double... values) {
        kernels.load(values, p.value());
        p.changed();
    }

    @ParameterizedTest
    @EnumSource
    void replayComputesWhatDependsOnWhatMoved(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter a = Table.row(1, 2).parameter("a", kernels);
        Parameter b = Table.row(3, 4).parameter("b", kernels);
        Tensor noise = tape.constant(Table.row(0.5, 0.25).matrix(kernels));
        Tensor fixed = tape.parameter(b).square();
        Tensor y = tape.parameter(a).mul(noise).add(fixed).add(tape.parameter(a).stopGradient());
        assertThat(Table.of(y).values()).containsExactly(0.5 + 9 + 1, 0.5 + 16 + 2);
        move(kernels, a, 10, 20);
        move(kernels, b, 0, 0);
        tape.replay(y, List.of(a));
        assertThat(Table.of(y).values())
                .as("neither what was not named nor what passes no gradient")
                .containsExactly(5 + 9 + 1, 5 + 16 + 2);
        tape.replay(y, List.of(a, b));
        assertThat(Table.of(y).values()).containsExactly(5 + 1, 5 + 2);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAfterAReplayAreThoseOfTheNewPoint(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter a = Table.row(1, 2).parameter("a", kernels);
        Tensor loss = tape.parameter(a).square().sum();
        move(kernels, a, 3, 5);
        assertThatIllegalStateException().isThrownBy(() -> tape.differentiate(loss, List.of(a)));
        tape.replay(loss, List.of(a));
        tape.differentiate(loss, List.of(a));
        assertThat(Table.of(kernels, a.gradient()).values()).containsExactly(6, 10);
    }

    @ParameterizedTest
    @EnumSource
    void aReplacedOperationIsReplayedAndDifferentiatedUntilTheNextPass(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Parameter a = Table.row(3).parameter("a", kernels);
        Tensor y = tape.parameter(a).square();
        List<Slot> recorded = tape.recorded();
        assertThat(recorded).hasSize(2);
        assertThat(recorded.get(0).parameter()).isSameAs(a);
        assertThat(recorded.get(1).op()).isSameAs(Ops.SQUARE);
        assertThat(recorded.get(1).argument(0)).isSameAs(recorded.get(0));
        tape.replace(recorded.get(1), Ops.NEG);
        assertThat(y.item()).isEqualTo(9);
        tape.replay(y, List.of(a));
        assertThat(y.item()).isEqualTo(-3);
        tape.differentiate(y, List.of(a));
        assertThat(kernels.get(a.gradient(), 0, 0)).isEqualTo(-1);
        assertThat(recorded).allMatch(Slot::isReached);
        tape.begin();
        assertThat(tape.parameter(a).square().item()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource
    void whatAValueWasComputedFromIsKnown(Precision precision) {
        Tape tape = new Tape(TestKernels.of(precision));
        Tensor a = tape.constant(1);
        Tensor b = tape.constant(2);
        Tensor before = b.exp(); // leads nowhere
        Tensor y = a.stopGradient().add(a);
        Tensor after = y.square();
        assertThat(tape.recorded(y)).containsExactly(slots(tape, 0, 3, 4));
        assertThat(tape.recorded(before)).containsExactly(slots(tape, 1, 2));
        assertThat(tape.recorded(after)).containsExactly(slots(tape, 0, 3, 4, 5));
        tape.begin();
        assertThatIllegalStateException().isThrownBy(() -> tape.recorded(y)).withMessageContaining("earlier pass");
    }

    private static Slot[] slots(Tape tape, int... positions) {
        return Arrays.stream(positions).mapToObj(tape.recorded()::get).toArray(Slot[]::new);
    }

    /** ȳᵀ J for Y = A·B: Ā = Ȳ·Bᵀ, B̄ = Aᵀ·Ȳ. */
    @ParameterizedTest
    @EnumSource
    void aGradientOfAnyShapeIsPulledBack(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        Table a = Table.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        Table b = Table.of(new double[] {1, -1}, new double[] {2, 0.5});
        Table gy = Table.of(new double[] {1, 0}, new double[] {0, 2}, new double[] {-1, 1});
        Parameter pa = a.parameter("a", kernels);
        Parameter pb = b.parameter("b", kernels);
        Tensor y = tape.parameter(pa).matmul(tape.parameter(pb));
        tape.differentiate(y, gy.matrix(kernels), List.of(pa, pb));
        assertThat(Table.of(kernels, pa.gradient()).values())
                .containsExactly(Naive.product(gy, Naive.transpose(b)).values());
        assertThat(Table.of(kernels, pb.gradient()).values())
                .containsExactly(Naive.product(Naive.transpose(a), gy).values());
    }

    @ParameterizedTest
    @EnumSource
    void aGradientOfAnotherShapePrecisionOrPassIsRefused(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Kernels others = TestKernels.of(precision == Precision.FLOAT64 ? Precision.FLOAT32 : Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter a = Table.row(1, 2).parameter("a", kernels);
        Tensor y = tape.parameter(a).square();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.differentiate(y, Table.row(1).matrix(kernels), List.of(a)))
                .withMessageContainingAll("y is 1×2", "1×1", "same shape");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.differentiate(y, Table.row(1, 1).matrix(others), List.of(a)))
                .withMessageContaining(precision.toString());
        tape.begin();
        assertThatIllegalStateException()
                .isThrownBy(() -> tape.differentiate(y, Table.row(1, 1).matrix(kernels), List.of(a)));
        assertThatIllegalStateException().isThrownBy(() -> tape.replay(y, List.of(a)));
    }
}
