package softac.autodiff.nn;

import softac.autodiff.Activation;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** An affine layer Y = f(X·W + b), (B × in) → (B × out). */
public final class Linear implements Stateful {
    private final Parameter weight;
    private final Parameter bias;

    /**
     * A layer of zeros.
     *
     * @param name its parameters are {@code name.weight} and {@code name.bias}
     * @param kernels give the precision
     * @param in number of inputs
     * @param out number of outputs
     */
    public Linear(String name, Kernels kernels, int in, int out) {
        weight = new Parameter(name + ".weight", kernels, in, out);
        bias = new Parameter(name + ".bias", kernels, 1, out);
    }

    /** W (in × out). */
    public Parameter weight() {
        return weight;
    }

    /** b (1 × out). */
    public Parameter bias() {
        return bias;
    }

    /**
     * Y = f(X·W + b).
     *
     * @param x (B × in)
     * @param f applied to every element
     * @return (B × out)
     */
    public Tensor apply(Tensor x, Activation f) {
        return x.affine(x.tape().parameter(weight), x.tape().parameter(bias), f);
    }

    @Override
    public void state(StateVisitor visitor) {
        weight.state(visitor);
        bias.state(visitor);
    }
}
