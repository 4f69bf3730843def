package softac.autodiff;

import org.jspecify.annotations.Nullable;
import softac.autodiff.kernel.BinaryFunction;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;

/**
 * An operation is its formula: a shape, a value and a gradient, each a lambda over its {@link Slot} that captures
 * nothing that changes. An operation of one's own is made by the same call as the engine's:
 *
 * <pre>{@code
 * // y = x³;  x̄ += 3x² ⊙ ȳ
 * static final Op CUBE = Op.elementwise(Function.of("cube", x -> x * x * x, (x, y) -> 3 * x * x));
 * Tensor y = tape.apply(CUBE, x);
 * }</pre>
 *
 * @param name as it stands in messages and graphs
 * @param shape gives y its shape or refuses the arguments
 * @param value y = f(a, b, c)
 * @param gradient ā += …, b̄ += …, c̄ += …; null for an operation that passes no gradient
 * @param kinks its smooth pieces, for checks; null for an operation that is smooth or does not know
 */
public record Op(
        String name,
        ShapeRule shape,
        Rule value,
        @Nullable Rule gradient,
        @Nullable Kinks<?> kinks) {
    /**
     * An operation that is smooth, or does not know its kinks.
     *
     * @param name as it stands in messages and graphs
     * @param shape gives y its shape or refuses the arguments
     * @param value y = f(a, b, c)
     * @param gradient ā += …, b̄ += …, c̄ += …; null for an operation that passes no gradient
     */
    public Op(String name, ShapeRule shape, Rule value, @Nullable Rule gradient) {
        this(name, shape, value, gradient, null);
    }

    /** Gives the slot its shape. */
    @FunctionalInterface
    public interface ShapeRule {
        /**
         * Calls {@link Slot#shape}.
         *
         * @param name of the operation, for the message
         * @param s the slot, whose arguments are known and whose value is not
         * @throws IllegalArgumentException when the arguments do not fit
         */
        void infer(String name, Slot s);
    }

    /** Computes the value or the gradients of a slot. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Runs the rule.
         *
         * @param k the loops to compute with
         * @param s where arguments, value and gradients are
         */
        void run(Kernels k, Slot s);
    }

    /** y = f(x);  x̄ += f′(x) ⊙ ȳ. */
    public static Op elementwise(Function f) {
        return new Op(
                f.toString(),
                Shapes::same,
                (k, s) -> k.apply(f, s.a(), s.y()),
                (k, s) -> k.applyGradient(f, s.a(), s.y(), s.gy(), s.ga()),
                Pieces.of(f));
    }

    /** y = f(a, b), stretching sizes of 1;  ā += ∂f/∂a ⊙ ȳ, b̄ += ∂f/∂b ⊙ ȳ, summed over what was stretched. */
    public static Op elementwise(BinaryFunction f) {
        return new Op(
                f.toString(),
                Shapes::stretched,
                (k, s) -> k.combine(f, s.a(), s.b(), s.y()),
                (k, s) -> {
            if (s.wantsA()) {
                k.combineGradient(f.slopeA(), s.a(), s.b(), s.y(), s.gy(), s.ga());
            }
            if (s.wantsB()) {
                k.combineGradient(f.slopeB(), s.a(), s.b(), s.y(), s.gy(), s.gb());
            }
        },
                Pieces.of(f));
    }
}
