package softac.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * Adam over one array, exactly as PyTorch computes it, written in two ways.
 *
 * <p>With c = lr √(1 − β₂ᵗ) / (1 − β₁ᵗ) and ε′ = ε √(1 − β₂ᵗ), PyTorch's step is p ← p − c m / (√v + ε′). β₁ and β₂ are
 * the floats that DJL takes.
 */
final class Adam {
    /** How a step is written. */
    enum Style {
        /** DJL's own update, one native call. */
        NATIVE,
        /** Arithmetic on NDArrays, in place where possible. */
        ARITHMETIC
    }

    private static final double LEARNING_RATE = 3e-4;
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final double EPSILON = 1e-8;

    private final Style style;
    private final NDArray first;
    private final NDArray second;
    private int steps;

    Adam(Style style, NDArray weight) {
        this.style = style;
        first = weight.zerosLike();
        second = weight.zerosLike();
    }

    /** Lets the arrays that a step makes end with the pass. */
    void attach(NDManager pass) {
        first.tempAttach(pass);
        second.tempAttach(pass);
    }

    /** Moves a weight along its gradient. */
    void step(NDArray weight, NDArray gradient) {
        steps++;
        double root = Math.sqrt(1 - Math.pow(BETA2, steps));
        double rate = LEARNING_RATE * root / (1 - Math.pow(BETA1, steps));
        double epsilon = EPSILON * root;
        switch (style) {
            case NATIVE ->
                weight.getNDArrayInternal()
                        .adamUpdate(
                                new NDList(weight, gradient, first, second),
                                new NDList(weight),
                                (float) LEARNING_RATE,
                                (float) rate,
                                0,
                                1,
                                -1,
                                BETA1,
                                BETA2,
                                (float) epsilon,
                                true,
                                false);
            case ARITHMETIC -> {
                first.muli(BETA1).addi(gradient.mul(1 - (double) BETA1));
                second.muli(BETA2).addi(gradient.square().muli(1 - (double) BETA2));
                NDArray scaled = second.sqrt().addi(epsilon);
                weight.subi(first.div(scaled).muli(rate));
            }
        }
    }
}
