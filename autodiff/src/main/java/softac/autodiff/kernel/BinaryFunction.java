package softac.autodiff.kernel;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An elementwise function of two variables: its value {@code y = f(a, b)} and its partial derivatives, given a, b and y.
 *
 * <p>Computed in double precision and rounded once when stored, which for the four arithmetic operations gives exactly
 * the bits of single precision arithmetic.
 */
public final class BinaryFunction {
    /** y = a + b. */
    public static final BinaryFunction ADD = of("add", (a, b) -> a + b, Slope.ONE, Slope.ONE);

    /** y = a − b. */
    public static final BinaryFunction SUBTRACT = of("sub", (a, b) -> a - b, Slope.ONE, Slope.MINUS_ONE);

    /** y = a · b. */
    public static final BinaryFunction MULTIPLY = of("mul", (a, b) -> a * b, Slope.SECOND, Slope.FIRST);

    /** y = a / b; ∂y/∂a = 1/b, ∂y/∂b = −y/b. */
    public static final BinaryFunction DIVIDE = of("div", (a, b) -> a / b, (a, b, y) -> 1 / b, (a, b, y) -> -y / b);

    /** y = a. */
    private static final BinaryFunction FIRST = of("first", (a, b) -> a, Slope.ONE, Slope.ZERO);

    /** y = b. */
    private static final BinaryFunction SECOND = of("second", (a, b) -> b, Slope.ZERO, Slope.ONE);

    /** y = min(a, b), NaN survives; the slope belongs to the smaller argument, to a where they are equal. */
    public static final BinaryFunction MIN =
            of("min", Math::min, (a, b, y) -> isMin(a, b) ? 1 : 0, (a, b, y) -> isMin(a, b) ? 0 : 1)
                    .inPieces((a, b) -> isMin(a, b) ? FIRST : SECOND, FIRST, SECOND);

    /** y = max(a, b), NaN survives; the slope belongs to the larger argument, to a where they are equal. */
    public static final BinaryFunction MAX =
            of("max", Math::max, (a, b, y) -> isMin(-a, -b) ? 1 : 0, (a, b, y) -> isMin(-a, -b) ? 0 : 1)
                    .inPieces((a, b) -> isMin(-a, -b) ? FIRST : SECOND, FIRST, SECOND);

    /** A partial derivative. */
    @FunctionalInterface
    public interface Slope {
        /** 1. */
        Slope ONE = (a, b, y) -> 1;

        /** 0. */
        Slope ZERO = (a, b, y) -> 0;

        /** −1. */
        Slope MINUS_ONE = (a, b, y) -> -1;

        /** a. */
        Slope FIRST = (a, b, y) -> a;

        /** b. */
        Slope SECOND = (a, b, y) -> b;

        /**
         * The derivative at a point.
         *
         * @param a first argument
         * @param b second argument
         * @param y f(a, b), as stored
         * @return the derivative
         */
        double at(double a, double b, double y);
    }

    /** Which smooth piece a function is at a point. */
    @FunctionalInterface
    public interface PieceAt {
        /**
         * The piece.
         *
         * @param a first argument
         * @param b second argument
         * @return the function whose value and slopes hold there
         */
        BinaryFunction at(double a, double b);
    }

    private final String name;
    private final DoubleBinaryOperator value;
    private final Slope slopeA;
    private final Slope slopeB;
    private final @Nullable PieceAt pieceAt;
    private final List<BinaryFunction> pieces;

    private BinaryFunction(
            String name,
            DoubleBinaryOperator value,
            Slope slopeA,
            Slope slopeB,
            @Nullable PieceAt pieceAt,
            List<BinaryFunction> pieces) {
        this.name = name;
        this.value = value;
        this.slopeA = slopeA;
        this.slopeB = slopeB;
        this.pieceAt = pieceAt;
        this.pieces = pieces;
    }

    /**
     * A function of one's own.
     *
     * @param name as it stands in messages and graphs
     * @param value (a, b) ↦ f(a, b)
     * @param slopeA (a, b, y) ↦ ∂f/∂a
     * @param slopeB (a, b, y) ↦ ∂f/∂b
     * @return the function
     */
    public static BinaryFunction of(String name, DoubleBinaryOperator value, Slope slopeA, Slope slopeB) {
        return new BinaryFunction(name, value, slopeA, slopeB, null, List.of());
    }

    /**
     * The same function, which also knows its kinks: it is put together from smooth pieces, as {@link Function#inPieces}.
     *
     * @param pieceAt (a, b) ↦ the smooth function whose value and slopes this one has there
     * @param pieces those that a check has to meet
     * @return the function with its pieces
     */
    public BinaryFunction inPieces(PieceAt pieceAt, BinaryFunction... pieces) {
        return new BinaryFunction(name, value, slopeA, slopeB, pieceAt, List.of(pieces));
    }

    /** The smooth pieces; none where the function is smooth, or its kinks are not known. */
    public List<BinaryFunction> pieces() {
        return pieces;
    }

    /**
     * The smooth piece at a point: the function itself where it has no pieces.
     *
     * @param a first argument
     * @param b second argument
     * @return the function whose value and slopes this one has there
     */
    public BinaryFunction pieceAt(double a, double b) {
        return pieceAt == null ? this : pieceAt.at(a, b);
    }

    /**
     * The function at a point.
     *
     * @param a first argument
     * @param b second argument
     * @return f(a, b)
     */
    public double value(double a, double b) {
        return value.applyAsDouble(a, b);
    }

    /**
     * The partial derivative in the first argument.
     *
     * @return (a, b, y) ↦ ∂f/∂a
     */
    public Slope slopeA() {
        return slopeA;
    }

    /**
     * The partial derivative in the second argument.
     *
     * @return (a, b, y) ↦ ∂f/∂b
     */
    public Slope slopeB() {
        return slopeB;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }

    /** Whether a is the minimum that is passed on: a NaN is, and so is the first of two equals. */
    private static boolean isMin(double a, double b) {
        return a <= b || Double.isNaN(a);
    }
}
