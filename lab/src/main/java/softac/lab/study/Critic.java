package softac.lab.study;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import softac.autodiff.Tensor;

/**
 * Q(s, ·) at one state and for one action, once on the tape and once as a plain function.
 *
 * @param onTape (B × 1) → (B × 1)
 * @param plain the same of one number
 */
public record Critic(UnaryOperator<Tensor> onTape, DoubleUnaryOperator plain) {
    private static final double EDGE = 0.3;

    /** Returns Q(a) = −(a − ½)², the bandit's reward: as smooth as can be. */
    public static Critic smooth() {
        return new Critic(a -> a.sub(0.5).square().neg(), a -> -(a - 0.5) * (a - 0.5));
    }

    /** Returns Q(a) = tanh(k (a − 0.3)): a cliff, the steeper the greater k. */
    public static Critic cliff(double k) {
        return new Critic(a -> a.sub(EDGE).scale(k).tanh(), a -> StrictMath.tanh(k * (a - EDGE)));
    }

    /** Returns Q(a) = sign(a − 0.3): the cliff for k → ∞, whose slope is 0 wherever it has one. */
    public static Critic jump() {
        return new Critic(
                a -> {
                    Tensor x = a.sub(EDGE);
                    return x.div(x.abs());
                },
                a -> Math.signum(a - EDGE));
    }

    /** Returns Q + c. */
    public Critic plus(double c) {
        return new Critic(a -> onTape.apply(a).add(c), a -> plain.applyAsDouble(a) + c);
    }
}
