package softac.autodiff.kernel;

import java.util.List;

/** The elementwise functions that have a name. */
final class AllFunctions {
    static final List<Function> OF_ONE = List.of(
            Function.IDENTITY,
            Function.NEGATE,
            Function.RELU,
            Function.TANH,
            Function.SIGMOID,
            Function.EXP,
            Function.LOG,
            Function.SOFTPLUS,
            Function.SQUARE,
            Function.SQRT,
            Function.ABS,
            Function.LOG_ONE_MINUS_TANH_SQUARED);

    static final List<BinaryFunction> OF_TWO = List.of(
            BinaryFunction.ADD,
            BinaryFunction.SUBTRACT,
            BinaryFunction.MULTIPLY,
            BinaryFunction.DIVIDE,
            BinaryFunction.MIN,
            BinaryFunction.MAX);

    private AllFunctions() {}
}
