package softac.autodiff.nn;

import java.util.function.DoubleSupplier;
import softac.autodiff.Parameter;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Rng;

/**
 * How the weights W (in × out) and the bias b (1 × out) of an affine layer begin.
 *
 * <p>The default of this library is {@link #PYTORCH}: the implementations that people compare curves with
 * (Stable-Baselines3, CleanRL, Spinning Up) start from it, and it needs no knowledge of the activation.
 */
@FunctionalInterface
public interface Initializer {
    /** W, b ~ U(−1/√in, 1/√in): what {@code torch.nn.Linear} does. The default. */
    Initializer PYTORCH = (kernels, rng, in, weight, bias) -> {
        double bound = 1 / Math.sqrt(in);
        uniform(kernels, rng, bound, weight);
        uniform(kernels, rng, bound, bias);
    };

    /** W ~ U(−√(6/in), √(6/in)), b = 0: keeps the variance through relu layers (He et al. 2015, eq. 10). */
    Initializer HE = (kernels, rng, in, weight, bias) -> {
        uniform(kernels, rng, Math.sqrt(6.0 / in), weight);
        kernels.fill(0, bias.value());
    };

    /**
     * W ~ U(−√(6/(in+out)), √(6/(in+out))), b = 0: keeps the variance through tanh layers in both directions (Glorot
     * and Bengio 2010, eq. 16).
     */
    Initializer XAVIER = (kernels, rng, in, weight, bias) -> {
        uniform(kernels, rng, Math.sqrt(6.0 / (in + weight.value().getNumCols())), weight);
        kernels.fill(0, bias.value());
    };

    /**
     * Fills the parameters of one layer, whatever they hold.
     *
     * @param kernels of the layer's precision
     * @param rng the stream to draw from
     * @param in number of inputs
     * @param weight (in × out), overwritten
     * @param bias (1 × out), overwritten
     */
    void fill(Kernels kernels, Rng rng, int in, Parameter weight, Parameter bias);

    private static void uniform(Kernels kernels, Rng rng, double bound, Parameter parameter) {
        DoubleSupplier draw = () -> rng.uniform(-bound, bound);
        kernels.fill(draw, parameter.value());
    }
}
