package softac.autodiff;

import java.util.List;
import softac.autodiff.kernel.BinaryFunction;
import softac.autodiff.kernel.Function;

/**
 * The table of operations. Sums of an empty matrix are 0, its log-sum-exp is −∞, and everything else of an empty
 * matrix is empty; a product over an inner size of 0 is 0 (the bias, for affine).
 */
public final class Ops {
    private Ops() {}

    /** A value that does not depend on anything. */
    static final Op CONSTANT = new Op("constant", (name, s) -> {}, (k, s) -> {}, null);

    /** A use of a parameter. */
    static final Op PARAMETER = new Op("parameter", (name, s) -> {}, (k, s) -> {}, null);

    /** Y = A·B, (m×k)·(k×n) → (m×n);  Ā += Ȳ·Bᵀ,  B̄ += Aᵀ·Ȳ. */
    static final Op MATMUL = new Op("matmul", Shapes::product, (k, s) -> k.multiply(s.a(), s.b(), s.y()), (k, s) -> {
        if (s.wantsA()) {
            k.multiplyAddTransB(s.gy(), s.b(), s.ga());
        }
        if (s.wantsB()) {
            k.multiplyAddTransA(s.a(), s.gy(), s.gb());
        }
    });

    static final Op AFFINE = affine("affine", Activation.NONE);
    static final Op AFFINE_RELU = affine("affine+relu", Activation.RELU);
    static final Op AFFINE_TANH = affine("affine+tanh", Activation.TANH);

    static final Op ADD = Op.elementwise(BinaryFunction.ADD);
    static final Op SUB = Op.elementwise(BinaryFunction.SUBTRACT);
    static final Op MUL = Op.elementwise(BinaryFunction.MULTIPLY);
    static final Op DIV = Op.elementwise(BinaryFunction.DIVIDE);
    static final Op MIN = Op.elementwise(BinaryFunction.MIN);
    static final Op MAX = Op.elementwise(BinaryFunction.MAX);

    static final Op NEG = Op.elementwise(Function.NEGATE);
    static final Op RELU = Op.elementwise(Function.RELU);
    static final Op TANH = Op.elementwise(Function.TANH);
    static final Op SIGMOID = Op.elementwise(Function.SIGMOID);
    static final Op EXP = Op.elementwise(Function.EXP);
    static final Op LOG = Op.elementwise(Function.LOG);
    static final Op SOFTPLUS = Op.elementwise(Function.SOFTPLUS);
    static final Op SQUARE = Op.elementwise(Function.SQUARE);
    static final Op SQRT = Op.elementwise(Function.SQRT);
    static final Op ABS = Op.elementwise(Function.ABS);
    static final Op LOG_ONE_MINUS_TANH_SQUARED = Op.elementwise(Function.LOG_ONE_MINUS_TANH_SQUARED);

    /** y = Σ_ij x_ij;  x̄ += ȳ, stretched. */
    static final Op SUM = sum("sum", Shapes::scalar);

    /** y_j = Σ_i x_ij;  x̄ += ȳ, stretched. */
    static final Op SUM_ROWS = sum("sumRows", Shapes::row);

    /** y_i = Σ_j x_ij;  x̄ += ȳ, stretched. */
    static final Op SUM_COLUMNS = sum("sumColumns", Shapes::column);

    /** y_i = log Σ_j e^(x_ij);  x̄_ij += e^(x_ij − y_i) ȳ_i. */
    static final Op LOG_SUM_EXP = new Op(
            "logSumExp",
            Shapes::column,
            (k, s) -> k.logSumExp(s.a(), s.y()),
            (k, s) -> k.logSumExpGradient(s.a(), s.gy(), s.ga()));

    /** Y = [A B];  Ā += left part of Ȳ,  B̄ += right part of Ȳ. */
    static final Op CONCAT = new Op(
            "concat",
            Shapes::beside,
            (k, s) -> {
                k.copyColumns(s.a(), 0, s.a().getNumCols(), s.y(), 0);
                k.copyColumns(s.b(), 0, s.b().getNumCols(), s.y(), s.a().getNumCols());
            },
            (k, s) -> {
                if (s.wantsA()) {
                    k.addColumns(s.gy(), 0, s.a().getNumCols(), s.ga(), 0);
                }
                if (s.wantsB()) {
                    k.addColumns(s.gy(), s.a().getNumCols(), s.b().getNumCols(), s.gb(), 0);
                }
            });

    /** Y = X[:, i…j];  X̄[:, i…j] += Ȳ. */
    static final Op SLICE = new Op(
            "columns",
            Shapes::slice,
            (k, s) -> k.copyColumns(s.a(), s.i(), s.j() - s.i(), s.y(), 0),
            (k, s) -> k.addColumns(s.gy(), 0, s.j() - s.i(), s.ga(), s.i()));

    /** Y = Xᵀ;  X̄ += Ȳᵀ. */
    static final Op TRANSPOSE = new Op(
            "transpose",
            Shapes::transposed,
            (k, s) -> k.transpose(s.a(), s.y()),
            (k, s) -> k.addTranspose(s.gy(), s.ga()));

    /** y = x;  passes no gradient. */
    static final Op STOP_GRADIENT = new Op("stopGradient", Shapes::same, (k, s) -> k.copy(s.a(), s.y()), null);

    /**
     * Every operation with arguments, each of them property-tested.
     *
     * @return the table
     */
    public static List<Op> all() {
        return List.of(
                MATMUL,
                AFFINE,
                AFFINE_RELU,
                AFFINE_TANH,
                ADD,
                SUB,
                MUL,
                DIV,
                MIN,
                MAX,
                NEG,
                RELU,
                TANH,
                SIGMOID,
                EXP,
                LOG,
                SOFTPLUS,
                SQUARE,
                SQRT,
                ABS,
                LOG_ONE_MINUS_TANH_SQUARED,
                SUM,
                SUM_ROWS,
                SUM_COLUMNS,
                LOG_SUM_EXP,
                CONCAT,
                SLICE,
                TRANSPOSE,
                STOP_GRADIENT);
    }

    static Op affine(Activation f) {
        return switch (f) {
            case NONE -> AFFINE;
            case RELU -> AFFINE_RELU;
            case TANH -> AFFINE_TANH;
        };
    }

    /** Y = f(X·W + b);  Ȳ ← f′(Y) ⊙ Ȳ in place,  X̄ += Ȳ·Wᵀ,  W̄ += Xᵀ·Ȳ,  b̄ += Σ_rows Ȳ. */
    private static Op affine(String name, Activation activation) {
        Function f = activation.function();
        return new Op(name, Shapes::affine, (k, s) -> k.affine(s.a(), s.b(), s.c(), f, s.y()), (k, s) -> {
            if (f != Function.IDENTITY) {
                k.mask(f, s.y(), s.gy());
            }
            if (s.wantsA()) {
                k.multiplyAddTransB(s.gy(), s.b(), s.ga());
            }
            if (s.wantsB()) {
                k.multiplyAddTransA(s.a(), s.gy(), s.gb());
            }
            if (s.wantsC()) {
                k.addColumnSums(s.gy(), s.gc());
            }
        }, Pieces.ofAffine(f));
    }

    private static Op sum(String name, Op.ShapeRule shape) {
        return new Op(name, shape, (k, s) -> k.sum(s.a(), s.y()), (k, s) -> k.addStretched(s.gy(), s.ga()));
    }
}
