package softac.sac.agent;

import java.util.List;
import java.util.stream.Stream;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.nn.Initializer;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Rng;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/**
 * Q_θ₁ and Q_θ₂, two networks on [s, a] that start apart; the smaller of the two holds back overestimation (v1 section
 * 4.2, after Fujimoto et al. 2018).
 */
public final class TwinQ implements Stateful {
    private final Mlp first;
    private final Mlp second;
    private final List<Parameter> parameters;
    private final String minimum;

    /**
     * Two networks of zeros.
     *
     * @param name their parameters are {@code name1.…} and {@code name2.…}
     * @param kernels give the precision
     * @param observationSize n
     * @param actionSize m
     * @param config hidden layers and activation
     */
    public TwinQ(String name, Kernels kernels, int observationSize, int actionSize, SacConfig config) {
        int[] sizes = config.sizes(observationSize + actionSize, 1);
        minimum = "min " + name;
        first = new Mlp(name + "1", kernels, config.activation(), sizes);
        second = new Mlp(name + "2", kernels, config.activation(), sizes);
        parameters = Stream.concat(first.parameters().stream(), second.parameters().stream())
                .toList();
    }

    /** Draws both networks' parameters anew, the first network first. */
    TwinQ initialize(Kernels kernels, Rng rng) {
        first.initialize(Initializer.PYTORCH, kernels, rng);
        second.initialize(Initializer.PYTORCH, kernels, rng);
        return this;
    }

    /**
     * min_i Q_θᵢ(s, a).
     *
     * @param s (B × n)
     * @param a (B × m)
     * @return (B × 1)
     */
    public Tensor min(Tensor s, Tensor a) {
        Tensor input = s.concat(a);
        return first.apply(input).min(second.apply(input)).named(minimum);
    }

    /** Q_θ₁, (B × (n + m)) → (B × 1). */
    public Mlp first() {
        return first;
    }

    /** Q_θ₂, (B × (n + m)) → (B × 1). */
    public Mlp second() {
        return second;
    }

    /** θ₁, θ₂. */
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public void state(StateVisitor visitor) {
        first.state(visitor);
        second.state(visitor);
    }
}
