package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** The rule of use: what may be differentiated, and what is refused. */
final class TapeRulesTest {
    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);
    private final Parameter w = Table.scalar(3).parameter("w", kernels);
    private final Parameter v = Table.scalar(5).parameter("v", kernels);

    private double gradient(Parameter parameter) {
        return kernels.get(parameter.gradient(), 0, 0);
    }

    private void move(Parameter parameter, double value) {
        kernels.fill(value, parameter.value());
        parameter.changed();
    }

    // ------------------------------------------------------------------------------------ changed parameters

    @Test
    void aParameterThatChangedSinceItWasRecordedIsRefusedByName() {
        Tensor loss = tape.parameter(w).square();
        move(w, 4);
        assertThatIllegalStateException()
                .isThrownBy(() -> tape.differentiate(loss, List.of(w)))
                .withMessageContaining("parameter w changed")
                .withMessageContaining("square");
    }

    @Test
    void soIsOneThatOnlyStandsOnTheWayOfAnothersGradient() {
        Tensor loss = tape.parameter(v).mul(tape.parameter(w)); // ∂loss/∂v needs w
        move(w, 4);
        assertThatIllegalStateException()
                .isThrownBy(() -> tape.differentiate(loss, List.of(v)))
                .withMessageContaining("parameter w changed");
    }

    @Test
    void whatWasComputedFromItBeforeIsAConstant() {
        Tensor old = tape.parameter(w).exp(); // y from the old policy
        move(w, 100);
        tape.differentiate(tape.parameter(v).mul(old), List.of(v));
        assertThat(gradient(v)).isEqualTo(StrictMath.exp(3));
    }

    @Test
    void itIsAConstantForTheParameterThatMovedAsWell() {
        Tensor old = tape.parameter(w).exp();
        move(w, 100);
        tape.differentiate(tape.parameter(w).sub(old).square(), List.of(v));
        assertThat(gradient(v)).isZero();
        Tensor now = tape.parameter(v);
        move(w, 101);
        tape.differentiate(now.mul(old), List.of(v));
        assertThat(gradient(v)).isEqualTo(StrictMath.exp(3));
    }

    @Test
    void recordedAgainItIsFine() {
        Tensor unused = tape.parameter(w).square();
        move(w, 4);
        tape.differentiate(tape.parameter(w).square(), List.of(w));
        assertThat(gradient(w)).isEqualTo(8);
        assertThat(unused.item()).isEqualTo(9);
    }

    @Test
    void aBranchThatDoesNotLeadToTheLossMayBeStale() {
        Tensor unused = tape.parameter(w).square();
        move(w, 4);
        assertThatCode(() -> tape.differentiate(tape.parameter(v).square(), List.of(v, w)))
                .doesNotThrowAnyException();
        assertThat(gradient(v)).isEqualTo(10);
        assertThat(gradient(w)).isZero();
        assertThat(unused.item()).isEqualTo(9);
    }

    // ---------------------------------------------------------------------------------------- named or not

    @Test
    void aParameterThatTheLossDoesNotReachGetsAZeroGradient() {
        kernels.fill(7, v.gradient());
        tape.differentiate(tape.parameter(w).square(), List.of(w, v));
        assertThat(gradient(w)).isEqualTo(6);
        assertThat(gradient(v)).isZero();
    }

    @Test
    void aParameterThatIsNotNamedKeepsItsGradient() {
        kernels.fill(7, v.gradient());
        tape.differentiate(tape.parameter(w).mul(tape.parameter(v)), List.of(w));
        assertThat(gradient(w)).isEqualTo(5);
        assertThat(gradient(v)).isEqualTo(7);
    }

    @Test
    void aLossWithoutParametersHasZeroGradients() {
        kernels.fill(7, w.gradient());
        tape.differentiate(tape.constant(2).square(), List.of(w));
        assertThat(gradient(w)).isZero();
    }

    @Test
    void theLossMayBeAParameter() {
        tape.differentiate(tape.parameter(w), List.of(w));
        assertThat(gradient(w)).isEqualTo(1);
    }

    @Test
    void namingAParameterTwiceChangesNothing() {
        tape.differentiate(tape.parameter(w).square(), List.of(w, w));
        assertThat(gradient(w)).isEqualTo(6);
    }

    @Test
    void usesOfAParameterAddUp() {
        tape.differentiate(tape.parameter(w).mul(tape.parameter(w)).add(tape.parameter(w)), List.of(w));
        assertThat(gradient(w)).isEqualTo(7);
    }

    @Test
    void onePassMayBeDifferentiatedAgainAndAgain() {
        Tensor product = tape.parameter(w).mul(tape.parameter(v));
        Tensor loss = product.square();
        for (int n = 0; n < 3; n++) {
            tape.differentiate(loss, List.of(w, v));
            assertThat(gradient(w)).isEqualTo(2 * 15 * 5);
            assertThat(gradient(v)).isEqualTo(2 * 15 * 3);
            tape.differentiate(product, List.of(v));
            assertThat(gradient(v)).isEqualTo(3);
        }
    }

    @Test
    void aFusedActivationMayOverwriteItsGradientEveryTime() {
        Tensor loss = tape.constant(2).affine(tape.parameter(w), tape.parameter(v), Activation.TANH);
        double slope = 1 - loss.item() * loss.item();
        for (int n = 0; n < 3; n++) {
            tape.differentiate(loss, List.of(w, v));
            assertThat(gradient(w)).isEqualTo(2 * slope);
            assertThat(gradient(v)).isEqualTo(slope);
        }
    }

    // ---------------------------------------------------------------------------------------------- refusals

    @Test
    void aTensorOfAnEarlierPassIsRefused() {
        Tensor old = tape.parameter(w).square();
        tape.begin();
        Tensor now = tape.parameter(w).square();
        assertThatIllegalStateException().isThrownBy(old::value).withMessageContaining("earlier pass");
        assertThatIllegalStateException().isThrownBy(old::exp).withMessageContaining("earlier pass");
        assertThatIllegalStateException().isThrownBy(() -> now.add(old)).withMessageContaining("begin()");
        assertThatIllegalStateException().isThrownBy(() -> tape.differentiate(old, List.of(w)));
        assertThat(now.item()).isEqualTo(9);
    }

    @Test
    void aTensorOfAnotherTapeIsRefused() {
        Tensor other = new Tape(kernels).constant(2);
        assertThatIllegalStateException()
                .isThrownBy(() -> tape.constant(1).add(other))
                .withMessageContaining("another tape")
                .withMessageContaining("constant 1×1");
        assertThatIllegalStateException().isThrownBy(() -> tape.differentiate(other, List.of(w)));
    }

    @Test
    void theOtherPrecisionIsRefused() {
        Kernels single = TestKernels.of(Precision.FLOAT32);
        Parameter p = Table.scalar(1).parameter("p", single);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.parameter(p))
                .withMessageContainingAll("p", "FLOAT32", "FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.constant(p.value()))
                .withMessageContainingAll("FLOAT32", "FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.differentiate(tape.parameter(w).square(), List.of(p)))
                .withMessageContainingAll("p", "FLOAT32", "FLOAT64");
    }

    @Test
    void aLossThatIsNoScalarIsRefused() {
        Tensor loss = tape.constant(Table.row(1, 2).matrix(kernels)).mul(tape.parameter(w));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.differentiate(loss, List.of(w)))
                .withMessageContainingAll("1×2", "1×1", "mean or sum");
        assertThatIllegalStateException().isThrownBy(loss::item).withMessageContaining("1×2");
    }

    @Test
    void aRefusedOperationLeavesNothingBehind() {
        Tensor a = tape.constant(Table.row(1, 2).matrix(kernels));
        Tensor b = tape.constant(Table.row(1, 2, 3).matrix(kernels));
        String before = tape.toDot();
        assertThatIllegalArgumentException().isThrownBy(() -> a.add(b));
        assertThat(tape.toDot()).isEqualTo(before);
        tape.differentiate(a.mul(tape.parameter(w)).sum(), List.of(w));
        assertThat(gradient(w)).isEqualTo(3);
    }

    // ----------------------------------------------------------------------------------------- reused slots

    @Test
    void anotherProgramOnTheSameSlotsIsRight() {
        tape.differentiate(tape.parameter(w).square().exp(), List.of(w));
        tape.begin();
        tape.differentiate(tape.constant(2).mul(tape.parameter(v)), List.of(w, v));
        assertThat(gradient(w)).isZero();
        assertThat(gradient(v)).isEqualTo(2);
        tape.begin();
        Tensor x = tape.constant(Table.row(1, 2, 3).matrix(kernels));
        tape.differentiate(x.mul(tape.parameter(w)).sum(), List.of(w));
        assertThat(gradient(w)).isEqualTo(6);
    }

    @Test
    void manyMoreSlotsThanAtFirstAreFine() {
        Tensor y = tape.parameter(w);
        for (int n = 0; n < 1000; n++) {
            y = y.add(tape.parameter(v));
        }
        tape.differentiate(y, List.of(w, v));
        assertThat(y.item()).isEqualTo(5003);
        assertThat(gradient(w)).isEqualTo(1);
        assertThat(gradient(v)).isEqualTo(1000);
    }

    @Test
    void constantsAreCopies() {
        var matrix = Table.scalar(2).matrix(kernels);
        Tensor constant = tape.constant(matrix);
        kernels.fill(9, matrix);
        assertThat(constant.item()).isEqualTo(2);
    }

    @Test
    void constantsFromASourceAreDrawnInRowMajorOrder() {
        double[] next = {0};
        assertThat(Table.of(tape.constant(2, 3, () -> next[0]++)).values()).containsExactly(0, 1, 2, 3, 4, 5);
    }
}
