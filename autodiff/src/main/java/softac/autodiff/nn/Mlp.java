package softac.autodiff.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import softac.autodiff.Activation;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Rng;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/**
 * A multilayer perceptron: affine layers with an activation after every one but the last.
 *
 * <pre>{@code
 * Mlp net = new Mlp("net", kernels, Activation.RELU, 3, 64, 64, 1);
 * net.initialize(Initializer.PYTORCH, kernels, seed.rng());
 * Tensor y = net.apply(x);                              // (B × 3) → (B × 1)
 * }</pre>
 */
public final class Mlp implements Stateful {
    private final String name;
    private final Activation hidden;
    private final int[] sizes;
    private final List<Linear> layers;
    private final List<Parameter> parameters;

    /**
     * A network of zeros.
     *
     * @param name its parameters are {@code name.0.weight}, {@code name.0.bias}, {@code name.1.weight} …
     * @param kernels give the precision
     * @param hidden activation after every layer but the last
     * @param sizes inputs, hidden units …, outputs; at least two, each at least 1
     * @throws IllegalArgumentException for fewer or smaller sizes
     */
    public Mlp(String name, Kernels kernels, Activation hidden, int... sizes) {
        if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(name + ": sizes " + Arrays.toString(sizes)
                    + ": need inputs, hidden units …, outputs, each at least 1");
        }
        this.name = name;
        this.hidden = hidden;
        this.sizes = sizes.clone();
        List<Linear> all = new ArrayList<>();
        for (int n = 0; n + 1 < sizes.length; n++) {
            all.add(new Linear(name + "." + n, kernels, sizes[n], sizes[n + 1]));
        }
        layers = List.copyOf(all);
        parameters = layers.stream()
                .flatMap(layer -> List.of(layer.weight(), layer.bias()).stream())
                .toList();
    }

    /**
     * Draws all parameters anew, layer by layer, weights before biases.
     *
     * @param initializer how
     * @param kernels of the network's precision
     * @param rng the stream to draw from
     * @return this
     */
    public Mlp initialize(Initializer initializer, Kernels kernels, Rng rng) {
        for (int n = 0; n < layers.size(); n++) {
            Linear layer = layers.get(n);
            initializer.fill(kernels, rng, sizes[n], layer.weight(), layer.bias());
            layer.weight().changed();
            layer.bias().changed();
        }
        return this;
    }

    /**
     * The network's function; its value bears the network's name.
     *
     * @param x (B × in)
     * @return (B × out)
     */
    public Tensor apply(Tensor x) {
        Tensor y = x;
        int last = layers.size() - 1;
        for (int n = 0; n <= last; n++) {
            y = layers.get(n).apply(y, n < last ? hidden : Activation.NONE);
        }
        return y.named(name);
    }

    /** The layers from input to output. */
    public List<Linear> layers() {
        return layers;
    }

    /** All parameters, layer by layer, weights before biases. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Inputs, hidden units …, outputs. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** The activation after every layer but the last. */
    public Activation hidden() {
        return hidden;
    }

    @Override
    public void state(StateVisitor visitor) {
        parameters.forEach(parameter -> parameter.state(visitor));
    }
}
