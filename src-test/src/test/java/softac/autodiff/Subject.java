package softac.autodiff;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * One line of the registry: an operation, or a composition, how its arguments are drawn and what its value should be.
 *
 * @param name as in the printed table
 * @param draw arguments inside the domain and away from kinks
 * @param formula how it is recorded
 * @param reference its value, computed naively
 */
record Subject(String name, Draw draw, Formula formula, Function<Arguments, Table> reference) {
    /** Records the formula. */
    @FunctionalInterface
    interface Formula {
        Tensor record(List<Tensor> x, Arguments arguments);
    }

    /** Records the formula on arguments that are parameters. */
    Tensor record(Tape tape, List<Parameter> parameters, Arguments arguments) {
        return formula.record(parameters.stream().map(tape::parameter).toList(), arguments);
    }

    static Subject of(Op op, Draw draw, Function<Arguments, Table> reference) {
        return new Subject(op.name(), draw, Subject.apply(op), reference);
    }

    static Subject unary(Op op, Draw draw, DoubleUnaryOperator f) {
        return of(op, draw, x -> x.get(0).map(f));
    }

    static Subject binary(Op op, Draw draw, DoubleBinaryOperator f) {
        return of(op, draw, x -> Naive.combine(x.get(0), x.get(1), f));
    }

    static Subject composed(
            String name, Draw draw, Function<Tensor, Tensor> formula, Function<Table, Table> reference) {
        return new Subject(name, draw, (x, arguments) -> formula.apply(x.get(0)), x -> reference.apply(x.get(0)));
    }

    private static Formula apply(Op op) {
        return (x, arguments) -> {
            Tape tape = x.get(0).tape();
            return switch (x.size()) {
                case 1 -> tape.apply(op, x.get(0), arguments.i(), arguments.j());
                case 2 -> tape.apply(op, x.get(0), x.get(1));
                default -> tape.apply(op, x.get(0), x.get(1), x.get(2));
            };
        };
    }
}
