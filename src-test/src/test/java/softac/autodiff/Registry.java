package softac.autodiff;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Every operation of {@link Ops#all()} and every composition on {@link Tensor}, with how to draw its arguments. An
 * operation without an entry fails {@link OpsProperties}.
 */
final class Registry {
    private Registry() {}

    static final Map<Op, Subject> OPERATIONS = Map.ofEntries(
            entry(Ops.MATMUL, Subject.of(Ops.MATMUL, Draw.product(), x -> Naive.product(x.get(0), x.get(1)))),
            entry(Ops.AFFINE, Subject.of(Ops.AFFINE, Draw.affine(), Registry::affine)),
            entry(
                    Ops.AFFINE_RELU,
                    Subject.of(
                            Ops.AFFINE_RELU,
                            Draw.affineAwayFromZero(),
                            x -> affine(x).map(y -> y > 0 ? y : 0))),
            entry(
                    Ops.AFFINE_TANH,
                    Subject.of(Ops.AFFINE_TANH, Draw.affine(), x -> affine(x).map(StrictMath::tanh))),
            entry(Ops.ADD, Subject.binary(Ops.ADD, Draw.two(Draw.ANY, Draw.ANY), (a, b) -> a + b)),
            entry(Ops.SUB, Subject.binary(Ops.SUB, Draw.two(Draw.ANY, Draw.ANY), (a, b) -> a - b)),
            entry(Ops.MUL, Subject.binary(Ops.MUL, Draw.two(Draw.ANY, Draw.ANY), (a, b) -> a * b)),
            entry(Ops.DIV, Subject.binary(Ops.DIV, Draw.two(Draw.ANY, Draw.NONZERO), (a, b) -> a / b)),
            entry(Ops.MIN, Subject.binary(Ops.MIN, Draw.twoApart(), (a, b) -> a < b ? a : b)),
            entry(Ops.MAX, Subject.binary(Ops.MAX, Draw.twoApart(), (a, b) -> a > b ? a : b)),
            entry(Ops.NEG, Subject.unary(Ops.NEG, Draw.one(Draw.ANY), x -> -x)),
            entry(Ops.RELU, Subject.unary(Ops.RELU, Draw.awayFrom(0), x -> x > 0 ? x : 0)),
            entry(Ops.TANH, Subject.unary(Ops.TANH, Draw.one(Draw.ANY), x -> 1 - 2 / (1 + StrictMath.exp(2 * x)))),
            entry(Ops.SIGMOID, Subject.unary(Ops.SIGMOID, Draw.one(Draw.ANY), x -> 1 / (1 + StrictMath.exp(-x)))),
            entry(Ops.EXP, Subject.unary(Ops.EXP, Draw.one(Draw.MODERATE), StrictMath::exp)),
            entry(Ops.LOG, Subject.unary(Ops.LOG, Draw.one(Draw.POSITIVE), StrictMath::log)),
            entry(
                    Ops.SOFTPLUS,
                    Subject.unary(Ops.SOFTPLUS, Draw.one(Draw.ANY), x -> StrictMath.log1p(StrictMath.exp(x)))),
            entry(Ops.SQUARE, Subject.unary(Ops.SQUARE, Draw.one(Draw.ANY), x -> x * x)),
            entry(Ops.SQRT, Subject.unary(Ops.SQRT, Draw.one(Draw.POSITIVE), StrictMath::sqrt)),
            entry(Ops.ABS, Subject.unary(Ops.ABS, Draw.awayFrom(0), x -> x > 0 ? x : -x)),
            entry(
                    Ops.LOG_ONE_MINUS_TANH_SQUARED,
                    Subject.unary(
                            Ops.LOG_ONE_MINUS_TANH_SQUARED,
                            Draw.one(Draw.ANY),
                            x -> -2 * StrictMath.log(StrictMath.cosh(x)))),
            entry(Ops.SUM, Subject.of(Ops.SUM, Draw.one(Draw.ANY), x -> Naive.sum(x.get(0)))),
            entry(Ops.SUM_ROWS, Subject.of(Ops.SUM_ROWS, Draw.one(Draw.ANY), x -> Naive.sumRows(x.get(0)))),
            entry(Ops.SUM_COLUMNS, Subject.of(Ops.SUM_COLUMNS, Draw.one(Draw.ANY), x -> Naive.sumColumns(x.get(0)))),
            entry(Ops.LOG_SUM_EXP, Subject.of(Ops.LOG_SUM_EXP, Draw.one(Draw.ANY), x -> Naive.logSumExp(x.get(0)))),
            entry(Ops.CONCAT, Subject.of(Ops.CONCAT, Draw.beside(), x -> Naive.concat(x.get(0), x.get(1)))),
            entry(Ops.SLICE, Subject.of(Ops.SLICE, Draw.slice(), x -> Naive.slice(x.get(0), x.i(), x.j()))),
            entry(Ops.TRANSPOSE, Subject.of(Ops.TRANSPOSE, Draw.one(Draw.ANY), x -> Naive.transpose(x.get(0)))),
            entry(Ops.STOP_GRADIENT, Subject.of(Ops.STOP_GRADIENT, Draw.one(Draw.ANY), x -> x.get(0))));

    static final List<Subject> COMPOSITIONS = List.of(
            Subject.composed("clamp", Draw.awayFrom(-1, 1.5), x -> x.clamp(-1, 1.5), x -> x.map(Registry::clamped)),
            Subject.composed("clamp to a point", Draw.awayFrom(1), x -> x.clamp(1, 1), x -> x.map(v -> 1)),
            Subject.composed("scale", Draw.one(Draw.ANY), x -> x.scale(-2.5), x -> x.map(v -> -2.5 * v)),
            Subject.composed("add number", Draw.one(Draw.ANY), x -> x.add(0.75), x -> x.map(v -> v + 0.75)),
            Subject.composed("sub number", Draw.one(Draw.ANY), x -> x.sub(0.75), x -> x.map(v -> v - 0.75)),
            Subject.composed("div number", Draw.one(Draw.ANY), x -> x.div(-3), x -> x.map(v -> v / -3)),
            Subject.composed(
                    "mean",
                    Draw.one(Draw.ANY),
                    Tensor::mean,
                    x -> Naive.sum(x).map(sum -> sum / (x.rows() * x.columns()))),
            Subject.composed(
                    "meanRows",
                    Draw.one(Draw.ANY),
                    Tensor::meanRows,
                    x -> Naive.sumRows(x).map(sum -> sum / x.rows())),
            Subject.composed(
                    "meanColumns",
                    Draw.one(Draw.ANY),
                    Tensor::meanColumns,
                    x -> Naive.sumColumns(x).map(sum -> sum / x.columns())),
            Subject.composed("x + x", Draw.one(Draw.ANY), x -> x.add(x), x -> x.map(v -> 2 * v)),
            Subject.composed("x · x", Draw.one(Draw.ANY), x -> x.mul(x), x -> x.map(v -> v * v)),
            Subject.composed("x / x", Draw.one(Draw.NONZERO), x -> x.div(x), x -> x.map(v -> 1)),
            Subject.composed("min(x, x)", Draw.one(Draw.ANY), x -> x.min(x), x -> x),
            Subject.composed("max(x, x)", Draw.one(Draw.ANY), x -> x.max(x), x -> x),
            Subject.composed("[x x]", Draw.one(Draw.ANY), x -> x.concat(x), x -> Naive.concat(x, x)),
            Subject.composed(
                    "x·xᵀ",
                    Draw.one(Draw.MODERATE),
                    x -> x.matmul(x.transpose()),
                    x -> Naive.product(x, Naive.transpose(x))));

    /** The entry of an operation. */
    static Subject of(Op op) {
        return Objects.requireNonNull(OPERATIONS.get(op), () -> "no entry for " + op.name());
    }

    /** All operations and compositions. */
    static List<Subject> everything() {
        return Stream.concat(Ops.all().stream().map(Registry::of), COMPOSITIONS.stream())
                .toList();
    }

    /** Those whose gradient is the derivative of their value: all but stopGradient. */
    static List<Subject> differentiable() {
        Subject stop = of(Ops.STOP_GRADIENT);
        return everything().stream().filter(subject -> !subject.equals(stop)).toList();
    }

    private static Table affine(Arguments x) {
        return Naive.affine(x.get(0), x.get(1), x.get(2));
    }

    private static double clamped(double x) {
        return x < -1 ? -1 : x > 1.5 ? 1.5 : x;
    }
}
