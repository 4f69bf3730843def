package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import softac.autodiff.Activation;
import softac.autodiff.Op;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** Kinks straddled on purpose: the step is longer than the way to the kink, and the check still sees the right piece. */
final class BranchesTest {
    /** x/10 below 0, which the tape does not know. */
    private static final Op LEAKY =
            Op.elementwise(Function.of("leaky", x -> x > 0 ? x : x / 10, (x, y) -> x > 0 ? 1 : 0.1));

    private static final Function TENTH = Function.of("tenth", x -> x / 10, (x, y) -> 0.1);

    /** The same, which says so. */
    private static final Op DECLARED =
            Op.elementwise(Function.of("declaredLeaky", x -> x > 0 ? x : x / 10, (x, y) -> x > 0 ? 1 : 0.1)
                    .inPieces(x -> x > 0 ? Function.IDENTITY : TENTH, Function.IDENTITY, TENTH));

    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    /** On, beside, and far from the kink. */
    private final Parameter near = Table.row(1e-4, -1e-4, 1e-9, -1e-9, 0, 1, -1).parameter("near", kernels);

    private GradientReport check(UnaryOperator<Tensor> f) {
        return GradientCheck.full()
                .run(tape, List.of(near), () -> f.apply(tape.parameter(near)).exp());
    }

    @Test
    void reluAndAbsAreHeldToTheirSide() {
        GradientReport relu = check(Tensor::relu).assertCertified();
        assertThat(relu.coverage()).hasSize(1);
        assertThat(relu.coverage().get(0).taken()).isEqualTo(Map.of("identity", 3L, "zero", 4L));
        assertThat(check(Tensor::abs).assertCertified().coverage().get(0).taken())
                .as("at 0 the slope is a convention, which needs no cover")
                .isEqualTo(Map.of("identity", 3L, "neg", 3L, "zero", 1L));
    }

    /** Within 2⁻⁵ lie five of the seven; each crosses on one side, once for every output; at 0 only to the right. */
    @Test
    void flipsAreCounted() {
        Coverage relu = check(Tensor::relu).coverage().get(0);
        assertThat(relu.flips()).isEqualTo(5);
        assertThat(check(Tensor::relu).flips()).isEqualTo(5);
    }

    @Test
    void reluInsideALayerIsHeldToo() {
        UnaryOperator<Tensor> layer =
                x -> x.transpose().affine(x.tape().constant(2), x.tape().constant(0), Activation.RELU);
        GradientReport report = check(layer).assertCertified();
        assertThat(report.coverage().get(0).operation()).isEqualTo("affine+relu");
        assertThat(report.coverage().get(0).place()).contains("(7×1");
        assertThat(report.coverage().get(0).taken()).isEqualTo(Map.of("identity", 3L, "zero", 4L));
    }

    @Test
    void aLayerNamesItsParameters() {
        Parameter w = Table.row(0.5, -0.5).parameter("net.weight", kernels);
        Parameter b = Table.row(1e-5, 1e-5).parameter("net.bias", kernels);
        Tensor[] x = new Tensor[1];
        GradientReport report = GradientCheck.full().run(tape, List.of(w, b), () -> {
            x[0] = tape.constant(Table.of(new double[] {0}, new double[] {1}).matrix(kernels));
            return x[0].affine(tape.parameter(w), tape.parameter(b), Activation.RELU)
                    .square()
                    .sum();
        });
        report.assertCertified();
        assertThat(report.coverage().get(0).place()).isEqualTo("#3 (2×2; net.weight, net.bias)");
        assertThat(report.flips()).isPositive();
    }

    @Test
    void minAndMaxAreHeldAlsoWhereTheyAreStretchedAndTied() {
        for (BinaryOperator<Tensor> f : List.<BinaryOperator<Tensor>>of(Tensor::min, Tensor::max)) {
            GradientReport report = check(x -> f.apply(x, x.tape().constant(0))).assertCertified();
            assertThat(report.coverage().get(0).taken().keySet()).containsExactly("first", "second");
            check(x -> f.apply(x.tape().constant(0), x)).assertCertified();
            check(x -> f.apply(x, x.transpose())).assertCertified();
        }
    }

    @Test
    void clampIsHeldAtItsBounds() {
        check(x -> x.clamp(-1e-4, 1e-9)).assertCertified();
        GradientReport wide = check(x -> x.clamp(-20, 2)).assertAgrees();
        assertThat(wide.notCertified()).hasSize(2).allMatch(line -> line.endsWith(": second"));
        assertThatThrownBy(wide::assertCertified)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("not certified, never taken: max #2", "not certified, never taken: min #4");
    }

    /** Another base point may take the other branch: together they cover it. */
    @Test
    void aSyntheticBatchCoversTheRest() {
        GradientReport inside = check(x -> x.clamp(-20, 2));
        kernels.set(near.value(), 0, 0, -30);
        kernels.set(near.value(), 0, 1, 5);
        near.changed();
        GradientReport both = inside.and(check(x -> x.clamp(-20, 2))).assertCertified();
        assertThat(both.derivatives()).hasSize(2 * 49);
        assertThat(both.coverage()).hasSize(2);
        assertThat(both.coverage().get(0).taken()).isEqualTo(Map.of("first", 13L, "second", 1L));
    }

    /** The convention relu′(0) = 0 is that of the piece 0; had it been 1, the check would say so. */
    @Test
    void aWrongSlopeAtTheKinkItselfIsFound() {
        Function relu = Function.of("relu", x -> Math.max(x, 0), (x, y) -> x >= 0 ? 1 : 0)
                .inPieces(x -> x > 0 ? Function.IDENTITY : Function.RELU.pieceAt(-1), Function.IDENTITY);
        GradientReport report = check(x -> x.tape().apply(Op.elementwise(relu), x));
        assertThat(report.count(Verdict.DISAGREES)).isEqualTo(1);
        assertThat(Objects.requireNonNull(report.worst()).where()).startsWith("near[1,5]");
    }

    @Test
    void piecesThatDoNotGiveTheValueAreFound() {
        Function wrong = Function.of("wrongPieces", Math::abs, (x, y) -> x > 0 ? 1 : x < 0 ? -1 : 0)
                .inPieces(x -> Function.IDENTITY, Function.IDENTITY);
        GradientReport report = check(x -> x.tape().apply(Op.elementwise(wrong), x));
        assertThat(report.verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(Objects.requireNonNull(report.culprit()).operation()).isEqualTo("wrongPieces");
    }

    // ------------------------------------------------------------------------------- kinks the tape does not know

    @Test
    void aDeclaredKinkIsHeld() {
        GradientReport report = check(x -> x.tape().apply(DECLARED, x)).assertCertified();
        assertThat(report.unknownKinks()).isEmpty();
    }

    /** Where the step crosses an undeclared kink the check says that it does not know, never that the rule is wrong. */
    @Test
    void anUndeclaredKinkIsUndecidedNotWrong() {
        GradientReport report = check(x -> x.tape().apply(LEAKY, x));
        assertThat(report.unknownKinks()).hasSize(1);
        assertThat(report.unknownKinks().get(0)).startsWith("leaky #1 (1×7; near)");
        assertThat(report.toString()).contains("kinks unknown to the tape: leaky");
        for (Derivative derivative : report.derivatives()) {
            boolean onTheKink = derivative.column() == derivative.output()
                    && Math.abs(kernels.get(near.value(), 0, derivative.column())) < 1e-6;
            assertThat(derivative.verdict())
                    .as(derivative.toString())
                    .isEqualTo(onTheKink ? Verdict.UNDECIDED : Verdict.AGREES);
        }
        assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThatThrownBy(report::assertAgrees).hasMessageContaining("undecided");
    }

    /** Wherever between the smallest and the largest step the kink lies. */
    @Test
    void noDistanceToAnUndeclaredKinkMakesARightRuleWrong() {
        for (int n = 1; n <= 320; n++) {
            Parameter x = Table.scalar(StrictMath.pow(2, -4 - 0.06 * n)).parameter("x", kernels);
            for (double sign : new double[] {1, -1}) {
                kernels.set(x.value(), 0, 0, sign * Math.abs(kernels.get(x.value(), 0, 0)));
                GradientReport report = GradientCheck.full()
                        .run(
                                tape,
                                List.of(x),
                                () -> tape.apply(LEAKY, tape.parameter(x)).exp());
                assertThat(report.verdict()).as("%s", report).isNotEqualTo(Verdict.DISAGREES);
            }
        }
    }
}
