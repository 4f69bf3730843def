package softac.sac.agent;

import java.util.List;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.nn.Initializer;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Rng;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** V_ψ(s), the soft state value of the first paper. */
public final class ValueFunction implements Stateful {
    private final Mlp net;

    /**
     * A network of zeros.
     *
     * @param name its parameters are {@code name.…}
     * @param kernels give the precision
     * @param observationSize n
     * @param config hidden layers and activation
     */
    public ValueFunction(String name, Kernels kernels, int observationSize, SacConfig config) {
        net = new Mlp(name, kernels, config.activation(), config.sizes(observationSize, 1));
    }

    /** Draws the network's parameters anew. */
    ValueFunction initialize(Kernels kernels, Rng rng) {
        net.initialize(Initializer.PYTORCH, kernels, rng);
        return this;
    }

    /**
     * V_ψ(s).
     *
     * @param s (B × n)
     * @return (B × 1)
     */
    public Tensor apply(Tensor s) {
        return net.apply(s);
    }

    /** The network. */
    public Mlp net() {
        return net;
    }

    /** ψ. */
    public List<Parameter> parameters() {
        return net.parameters();
    }

    @Override
    public void state(StateVisitor visitor) {
        net.state(visitor);
    }
}
