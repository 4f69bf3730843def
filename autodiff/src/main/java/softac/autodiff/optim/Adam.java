package softac.autodiff.optim;

import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.NonFiniteException;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) exactly as PyTorch computes it, over a named list of parameters.
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  p ← p − lr/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 * </pre>
 */
public final class Adam implements Stateful {
    /**
     * Adam's numbers.
     *
     * @param learningRate lr, at least 0
     * @param beta1 β₁ in [0, 1)
     * @param beta2 β₂ in [0, 1)
     * @param epsilon ε, above 0
     * @param maxGradientNorm all gradients together are scaled down to this Euclidean norm; infinite for no clipping
     */
    public record Settings(double learningRate, double beta1, double beta2, double epsilon, double maxGradientNorm) {
        /** Checks the ranges. */
        public Settings {
            check("learning rate", learningRate, learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY, "≥ 0");
            check("beta1", beta1, beta1 >= 0 && beta1 < 1, "in [0, 1)");
            check("beta2", beta2, beta2 >= 0 && beta2 < 1, "in [0, 1)");
            check("epsilon", epsilon, epsilon > 0 && epsilon < Double.POSITIVE_INFINITY, "> 0");
            check("max gradient norm", maxGradientNorm, maxGradientNorm > 0, "> 0");
        }

        /**
         * PyTorch's defaults, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no clipping.
         *
         * @param learningRate lr
         * @return the settings
         */
        public static Settings of(double learningRate) {
            return new Settings(learningRate, 0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY);
        }

        /**
         * The same with clipping.
         *
         * @param norm the largest allowed norm of all gradients together
         * @return new settings
         */
        public Settings withMaxGradientNorm(double norm) {
            return new Settings(learningRate, beta1, beta2, epsilon, norm);
        }

        private static void check(String name, double value, boolean allowed, String range) {
            if (!allowed) {
                throw new IllegalArgumentException("Adam: " + name + " " + value + ": must be " + range);
            }
        }
    }

    private final Kernels kernels;
    private final Settings settings;
    private final List<Parameter> parameters;
    private final List<ReshapeMatrix> first;
    private final List<ReshapeMatrix> second;
    private long steps;

    /**
     * Moments zero.
     *
     * @param kernels of the parameters' precision
     * @param parameters what it moves
     * @param settings learning rate and the rest
     */
    public Adam(Kernels kernels, List<Parameter> parameters, Settings settings) {
        this.kernels = kernels;
        this.settings = settings;
        this.parameters = List.copyOf(parameters);
        first = zeros(kernels, parameters);
        second = zeros(kernels, parameters);
    }

    private static List<ReshapeMatrix> zeros(Kernels kernels, List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> kernels.create(p.value().getNumRows(), p.value().getNumCols()))
                .toList();
    }

    /** What it moves. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * Differentiates the loss with respect to its parameters and takes a step.
     *
     * @param name of the loss, for the message
     * @param loss (1 × 1)
     * @throws NonFiniteException when the loss or a gradient is NaN or infinite; parameters and moments are unchanged
     */
    public void minimize(String name, Tensor loss) {
        if (!Double.isFinite(loss.item())) {
            throw new NonFiniteException("loss " + name + " is " + loss.item());
        }
        loss.tape().differentiate(loss, parameters);
        checkGradients(name);
        step();
    }

    private void checkGradients(String name) {
        for (int n = 0; n < parameters.size(); n++) {
            ReshapeMatrix gradient = parameters.get(n).gradient();
            int at = kernels.firstNonFinite(gradient);
            if (at >= 0) {
                int row = at / gradient.getNumCols();
                int column = at % gradient.getNumCols();
                throw new NonFiniteException("gradient of " + name + " with respect to " + parameters.get(n) + " is "
                        + kernels.get(gradient, row, column) + " at row " + row + ", column " + column);
            }
        }
    }

    /** Moves every parameter along its {@link Parameter#gradient()}, which clipping may scale down in place. */
    public void step() {
        clip();
        steps++;
        double t = (double) steps;
        double stepSize = settings.learningRate / oneMinusPower(settings.beta1, t);
        double root = Math.sqrt(oneMinusPower(settings.beta2, t));
        for (int n = 0; n < parameters.size(); n++) {
            Parameter p = parameters.get(n);
            kernels.adam(
                    stepSize,
                    root,
                    settings.beta1,
                    settings.beta2,
                    settings.epsilon,
                    p.gradient(),
                    first.get(n),
                    second.get(n),
                    p.value());
            p.changed();
        }
    }

    /** 1 − βᵗ, to the last digits also where β is near 1; StrictMath.pow would allocate three arrays a call. */
    private static double oneMinusPower(double beta, double t) {
        return -StrictMath.expm1(t * StrictMath.log(beta));
    }

    /** g ← g · maxNorm / (‖g‖ + 1e-6) where the norm over all gradients exceeds maxNorm, as PyTorch does. */
    private void clip() {
        if (settings.maxGradientNorm == Double.POSITIVE_INFINITY) {
            return;
        }
        double squares = 0;
        for (int n = 0; n < parameters.size(); n++) {
            squares += kernels.sumOfSquares(parameters.get(n).gradient());
        }
        double factor = settings.maxGradientNorm / (Math.sqrt(squares) + 1e-6);
        if (factor < 1) {
            for (int n = 0; n < parameters.size(); n++) {
                kernels.scale(factor, parameters.get(n).gradient());
            }
        }
    }

    /** Lists the moments and the number of steps; the parameters belong to their network. */
    @Override
    public void state(StateVisitor visitor) {
        long[] count = {steps};
        visitor.longs("steps", count);
        steps = count[0];
        for (int n = 0; n < parameters.size(); n++) {
            visitor.matrix(parameters.get(n).name() + ".m", first.get(n));
            visitor.matrix(parameters.get(n).name() + ".v", second.get(n));
        }
    }
}
