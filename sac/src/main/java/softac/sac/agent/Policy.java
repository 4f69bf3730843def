package softac.sac.agent;

import softac.autodiff.Parameter;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.optim.Polyak;
import softac.sac.env.Box;

/**
 * A trained policy and the box it acts in. Immutable; each thread takes an {@link #actor()} of its own.
 *
 * <pre>{@code
 * Actor actor = policy.actor();
 * actor.act(observation, action);                       // the deterministic action, in the task's box
 * }</pre>
 */
public final class Policy {
    private final Precision precision;
    private final SacConfig config;
    private final SquashedGaussianPolicy network;
    private final Box actions;

    /**
     * A copy of a network's present parameters.
     *
     * @param kernels of the network's precision
     * @param network to copy
     * @param config with the network's hidden layers, activation and clamps
     * @param actions the task's box
     * @throws IllegalArgumentException when the config or the box is for other sizes
     * @throws NumericalFailure when a parameter is not finite
     */
    public Policy(Kernels kernels, SquashedGaussianPolicy network, SacConfig config, Box actions) {
        if (actions.size() != network.actionSize()) {
            throw new IllegalArgumentException("policy: a network of " + network.actionSize() + " actions and a box of "
                    + actions.size() + ": must be equal");
        }
        for (Parameter parameter : network.parameters()) {
            if (kernels.firstNonFinite(parameter.value()) >= 0) {
                throw new NumericalFailure("policy: parameter " + parameter + " is not finite; load a good state");
            }
        }
        precision = kernels.precision();
        this.config = config;
        this.network = new SquashedGaussianPolicy(kernels, network.observationSize(), network.actionSize(), config);
        Polyak.copy(kernels, network.parameters(), this.network.parameters());
        this.actions = actions;
    }

    /**
     * The policy in use by one thread, with scratch of its own and the trainer's bits.
     *
     * @return a new actor
     */
    public Actor actor() {
        return new Actor(Kernels.best(precision), network, actions);
    }

    /** The element type of its parameters. */
    public Precision precision() {
        return precision;
    }

    /** Hidden layers, activation and the clamps of log σ; the rest is of no meaning here. */
    public SacConfig config() {
        return config;
    }

    /** The box its actions lie in. */
    public Box actions() {
        return actions;
    }

    /** The network, for files and certificates; its parameters are not to be written. */
    public SquashedGaussianPolicy network() {
        return network;
    }
}
