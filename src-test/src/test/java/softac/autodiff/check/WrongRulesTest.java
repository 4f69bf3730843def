package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Activation;
import softac.autodiff.Op;
import softac.autodiff.Parameter;
import softac.autodiff.Shapes;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.BinaryFunction;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;

/** Wrong rules inside a loss of many operations: each is found, and named. */
final class WrongRulesTest {
    private static final Op MATMUL_WITHOUT_B = new Op(
            "matmulWithoutB",
            Shapes::product,
            (k, s) -> k.multiply(s.a(), s.b(), s.y()),
            (k, s) -> k.multiplyAddTransB(s.gy(), s.b(), s.ga()));

    /** The stretched argument gets the gradient of its last element only. */
    private static final Op SUM_OF_THE_LAST =
            new Op("sumOfTheLast", Shapes::scalar, (k, s) -> k.sum(s.a(), s.y()), (k, s) -> {
                int i = s.a().getNumRows() - 1;
                int j = s.a().getNumCols() - 1;
                k.set(s.ga(), i, j, k.get(s.ga(), i, j) + k.get(s.gy(), 0, 0));
            });

    /** Overwrites where it should add: wrong only where the argument is used twice, here beside its own square. */
    private static final Op OVERWRITING =
            new Op("overwriting", Shapes::same, (k, s) -> k.copy(s.a(), s.y()), (k, s) -> k.copy(s.gy(), s.ga()));

    private static Op unary(String name, DoubleUnaryOperator f, DoubleBinaryOperator slope) {
        return Op.elementwise(Function.of(name, f, slope));
    }

    static Stream<Op> wrongFunctions() {
        return Stream.of(
                unary("tanhWithoutSquare", StrictMath::tanh, (x, y) -> 1 - y),
                unary("squareWithoutTwo", x -> x * x, (x, y) -> x),
                unary("expOfSlopeX", StrictMath::exp, (x, y) -> x),
                unary("sigmoidOffByAThousandth", x -> 1 / (1 + StrictMath.exp(-x)), (x, y) -> 1.001 * y * (1 - y)),
                unary(
                        "softplusOffByAMillionth",
                        x -> StrictMath.log1p(StrictMath.exp(x)),
                        (x, y) -> 1.000001 / (1 + StrictMath.exp(-x))),
                unary("negated", x -> x, (x, y) -> -1),
                unary("dead", x -> x, (x, y) -> 0),
                unary("notANumber", x -> x, (x, y) -> Double.NaN),
                unary(
                        "logWithEpsilon",
                        x -> -2 * StrictMath.log(StrictMath.cosh(x)),
                        (x, y) -> -2 * StrictMath.tanh(x) * (1 - 1e-6)),
                Op.elementwise(Function.of("leakyRelu", x -> Math.max(x, 0), (x, y) -> y > 0 ? 1 : 0.01)
                        .inPieces(x -> x > 0 ? Function.IDENTITY : Function.RELU.pieceAt(-1), Function.IDENTITY)));
    }

    static Stream<Op> wrongBinaries() {
        BinaryFunction min = BinaryFunction.MIN;
        return Stream.of(
                Op.elementwise(BinaryFunction.of(
                        "subtractWithoutSign", (a, b) -> a - b, BinaryFunction.Slope.ONE, BinaryFunction.Slope.ONE)),
                Op.elementwise(BinaryFunction.of(
                        "multiplyExchanged", (a, b) -> a * b, BinaryFunction.Slope.FIRST, BinaryFunction.Slope.SECOND)),
                Op.elementwise(BinaryFunction.of(
                                "minForTheOther", Math::min, (a, b, y) -> a < b ? 0 : 1, (a, b, y) -> a < b ? 1 : 0)
                        .inPieces(min::pieceAt, min.pieces().toArray(BinaryFunction[]::new))),
                Op.elementwise(BinaryFunction.of("minForTheFirst", Math::min, BinaryFunction.Slope.ONE, (a, b, y) -> 0)
                        .inPieces(min::pieceAt, min.pieces().toArray(BinaryFunction[]::new))));
    }

    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);
    private final Parameter w = Table.draw(3, 4, Seed.of(1).rng()).parameter("w", kernels);
    private final Parameter b = Table.draw(1, 4, Seed.of(2).rng()).parameter("b", kernels);
    private final Table x = Table.draw(5, 3, Seed.of(3).rng());

    private Tensor layer() {
        return tape.constant(x.matrix(kernels)).affine(tape.parameter(w), tape.parameter(b), Activation.RELU);
    }

    private Tensor linear() {
        return tape.constant(x.matrix(kernels)).affine(tape.parameter(w), tape.parameter(b), Activation.NONE);
    }

    private void assertNamed(String operation, Supplier<Tensor> loss) {
        for (GradientCheck check : List.of(GradientCheck.full(), GradientCheck.sample(3, 4, Seed.of(5)))) {
            GradientReport report = check.run(tape, List.of(w, b), loss);
            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.DISAGREES);
            assertThat(report.count(Verdict.DISAGREES)).as("%s", report).isPositive();
            assertThat(Objects.requireNonNull(report.culprit()).operation()).isEqualTo(operation);
            assertThat(report.rules().stream().filter(r -> r.verdict() == Verdict.DISAGREES))
                    .as("%s", report.rules())
                    .allMatch(rule -> rule.operation().equals(operation));
        }
    }

    @ParameterizedTest
    @MethodSource
    void wrongFunctions(Op wrong) {
        assertNamed(
                wrong.name(),
                () -> tape.apply(wrong, linear())
                        .add(0.5)
                        .square()
                        .add(layer())
                        .tanh()
                        .mean());
    }

    @ParameterizedTest
    @MethodSource
    void wrongBinaries(Op wrong) {
        assertNamed(
                wrong.name(),
                () -> tape.apply(wrong, linear(), layer().tanh().scale(0.5))
                        .square()
                        .mean());
    }

    @Test
    void anArgumentWithoutAGradient() {
        assertNamed(
                "matmulWithoutB",
                () -> tape.apply(MATMUL_WITHOUT_B, tape.constant(x.matrix(kernels)), tape.parameter(w))
                        .add(tape.parameter(b))
                        .square()
                        .sum());
    }

    @Test
    void aSumThatForgetsToStretch() {
        assertNamed("sumOfTheLast", () -> tape.apply(SUM_OF_THE_LAST, layer()).square());
    }

    /** Alone it is right: the report says that no single operation is the culprit. */
    @Test
    void aRuleThatOverwritesIsFoundButNotByItself() {
        GradientReport report = GradientCheck.full().run(tape, List.of(w, b), () -> {
            Tensor y = linear();
            return tape.apply(OVERWRITING, y).add(y.square()).sum();
        });
        assertThat(report.verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(report.culprit()).isNull();
        assertThat(report.toString()).contains("culprit: none, every operation agrees by itself");
    }

    /** The same losses with right rules: nothing is found. */
    @Test
    void rightRulesAreNotSuspected() {
        Op tanh = unary("tanh", StrictMath::tanh, (v, y) -> 1 - y * y);
        GradientCheck.full()
                .run(
                        tape,
                        List.of(w, b),
                        () -> tape.apply(tanh, linear())
                                .square()
                                .add(layer())
                                .tanh()
                                .mean())
                .assertAgrees();
    }
}
