package softac.autodiff.kernel;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An elementwise function of one variable: its value {@code y = f(x)} and its slope {@code f′}, given x and y.
 *
 * <p>Both are computed in double precision whatever the matrices hold, and rounded once when stored. They must not
 * depend on anything but their arguments.
 */
public final class Function {
    /** y = x; slope 1. */
    public static final Function IDENTITY = of("identity", x -> x, (x, y) -> 1);

    /** y = −x; slope −1. */
    public static final Function NEGATE = of("neg", x -> -x, (x, y) -> -1);

    /** y = 0; slope 0. */
    private static final Function ZERO = of("zero", x -> 0, (x, y) -> 0);

    /** y = max(x, 0), NaN survives; slope 1 where x > 0, else 0. */
    public static final Function RELU = of("relu", x -> Math.max(x, 0), (x, y) -> y > 0 ? 1 : 0)
            .inPieces(x -> x > 0 ? IDENTITY : ZERO, ZERO, IDENTITY);

    /** y = tanh x; slope 1 − y². */
    public static final Function TANH = of("tanh", Elementary::tanh, (x, y) -> 1 - y * y);

    /** y = σ(x) = 1 / (1 + e^(−x)); slope σ(x) σ(−x). */
    public static final Function SIGMOID =
            of("sigmoid", Elementary::sigmoid, (x, y) -> Elementary.sigmoid(x) * Elementary.sigmoid(-x));

    /** y = e^x; slope y. */
    public static final Function EXP = of("exp", Elementary::exp, (x, y) -> y);

    /** y = ln x, NaN below 0; slope 1 / x. */
    public static final Function LOG = of("log", StrictMath::log, (x, y) -> 1 / x);

    /**
     * y = ln(1 + e^x); slope σ(x). A primitive because composed from max, exp and log its slope at 0 would be 1 instead
     * of ½.
     */
    public static final Function SOFTPLUS = of("softplus", Elementary::softplus, (x, y) -> Elementary.sigmoid(x));

    /** y = x²; slope 2x. */
    public static final Function SQUARE = of("square", x -> x * x, (x, y) -> 2 * x);

    /** y = √x, NaN below 0; slope 1 / (2y). */
    public static final Function SQRT = of("sqrt", Math::sqrt, (x, y) -> 0.5 / y);

    /** y = |x|; slope the sign of x, 0 at 0. */
    public static final Function ABS = of("abs", Math::abs, (x, y) -> x > 0 ? 1 : x < 0 ? -1 : x)
            .inPieces(x -> x > 0 ? IDENTITY : x < 0 ? NEGATE : ZERO, NEGATE, IDENTITY);

    /**
     * y = log(1 − tanh² x) = 2(log 2 − |x| − log1p(e^(−2|x|))); slope −2 tanh x.
     *
     * <p>The log-determinant of tanh squashing (Haarnoja et al. 2018a, eq. 21). A primitive because {@code log(1 − a²)}
     * is −∞ from |x| = 19.06 on, because an ε inside the log loses the force that pulls a saturated action back, and
     * because composed from softplus its gradient loses all digits near 0.
     */
    public static final Function LOG_ONE_MINUS_TANH_SQUARED =
            of("logOneMinusTanhSquared", Elementary::logOneMinusTanhSquared, (x, y) -> -2 * Elementary.tanh(x));

    private final String name;
    private final DoubleUnaryOperator value;
    private final DoubleBinaryOperator slope;
    private final @Nullable DoubleFunction<Function> pieceAt;
    private final List<Function> pieces;

    private Function(
            String name,
            DoubleUnaryOperator value,
            DoubleBinaryOperator slope,
            @Nullable DoubleFunction<Function> pieceAt,
            List<Function> pieces) {
        this.name = name;
        this.value = value;
        this.slope = slope;
        this.pieceAt = pieceAt;
        this.pieces = pieces;
    }

    /**
     * A function of one's own.
     *
     * @param name as it stands in messages and graphs
     * @param value x ↦ f(x)
     * @param slope (x, y) ↦ f′(x), where y = f(x) is offered because it is often the cheaper argument
     * @return the function
     */
    public static Function of(String name, DoubleUnaryOperator value, DoubleBinaryOperator slope) {
        return new Function(name, value, slope, null, List.of());
    }

    /**
     * The same function, which also knows its kinks: it is put together from smooth pieces. Nothing computes with them but
     * the gradient check, whose differences must not step across a kink.
     *
     * <pre>{@code
     * Function leaky = Function.of("leaky", x -> x > 0 ? x : x / 10, (x, y) -> x > 0 ? 1 : 0.1)
     *         .inPieces(x -> x > 0 ? Function.IDENTITY : tenth, Function.IDENTITY, tenth);
     * }</pre>
     *
     * @param pieceAt x ↦ the smooth function whose value and slope this one has at x
     * @param pieces those that a check has to meet; a convention for a single point, as |x|′(0) = 0, need not be among them
     * @return the function with its pieces
     */
    public Function inPieces(DoubleFunction<Function> pieceAt, Function... pieces) {
        return new Function(name, value, slope, pieceAt, List.of(pieces));
    }

    /** The smooth pieces; none where the function is smooth, or its kinks are not known. */
    public List<Function> pieces() {
        return pieces;
    }

    /**
     * The smooth piece at a point: the function itself where it has no pieces.
     *
     * @param x argument
     * @return the function whose value and slope this one has at x
     */
    public Function pieceAt(double x) {
        return pieceAt == null ? this : pieceAt.apply(x);
    }

    /**
     * The function at a point.
     *
     * @param x argument
     * @return f(x)
     */
    public double value(double x) {
        return value.applyAsDouble(x);
    }

    /**
     * The derivative at a point.
     *
     * @param x argument
     * @param y f(x), as stored
     * @return f′(x)
     */
    public double slope(double x, double y) {
        return slope.applyAsDouble(x, y);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
