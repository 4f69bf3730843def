package softac.sac.agent;

import java.util.List;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.nn.Initializer;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Rng;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/**
 * π_φ(a|s): a Gaussian whose mean and log σ a network computes, squashed by tanh (v1 appendix C, v2 appendix C).
 *
 * <pre>
 * μ, ℓ = net(s);  σ = exp(clamp(ℓ, min, max));  u = μ + σ ⊙ ε,  ε ~ N(0, I);  a = tanh u
 * log π(a|s) = Σ_j [ −ε²/2 − log σ − log(2π)/2 − log(1 − tanh² u) ]                        v1 (21), v2 (26)
 * </pre>
 */
public final class SquashedGaussianPolicy implements Stateful {
    private static final double HALF_LOG_2_PI = 0.5 * StrictMath.log(2 * Math.PI);

    private final Mlp net;
    private final int observationSize;
    private final int actionSize;
    private final double logStdMin;
    private final double logStdMax;

    /**
     * A policy whose network is all zeros.
     *
     * @param kernels give the precision
     * @param observationSize n
     * @param actionSize m
     * @param config hidden layers, activation and the clamps of log σ
     */
    public SquashedGaussianPolicy(Kernels kernels, int observationSize, int actionSize, SacConfig config) {
        net = new Mlp("policy", kernels, config.activation(), config.sizes(observationSize, 2 * actionSize));
        this.observationSize = observationSize;
        this.actionSize = actionSize;
        logStdMin = config.logStdMin();
        logStdMax = config.logStdMax();
    }

    /** Draws the network's parameters anew. */
    SquashedGaussianPolicy initialize(Kernels kernels, Rng rng) {
        net.initialize(Initializer.PYTORCH, kernels, rng);
        return this;
    }

    /**
     * Draws actions by reparameterisation, a = f_φ(ε; s) (v1 (11), v2 (8)).
     *
     * @param s (B × n)
     * @param noise B·m draws, row by row
     * @param out receives a (B × m) and log π(a|s) (B × 1)
     */
    public void sample(Tensor s, Noise noise, PolicySample out) {
        squash(net.apply(s), noise, out);
    }

    /**
     * Draws actions from given Gaussians, a = tanh(μ + σ ⊙ ε): the rest of {@link #sample} after the network.
     *
     * @param head μ in the first m columns, unclamped log σ in the last m (B × 2m)
     * @param noise B·m draws, row by row
     * @param out receives a (B × m) and log π(a|s) (B × 1)
     */
    public void squash(Tensor head, Noise noise, PolicySample out) {
        Tensor mean = head.columns(0, actionSize).named("μ");
        Tensor logStd = head.columns(actionSize, 2 * actionSize)
                .clamp(logStdMin, logStdMax)
                .named("log σ");
        Tensor epsilon = head.tape().constant(head.rows(), actionSize, noise).named("ε");
        Tensor u = mean.add(logStd.exp().mul(epsilon)).named("u");
        Tensor action = u.tanh().named("a"); // before log π: gradients add up in this order
        out.set(logStd, u, action, logProbability(epsilon, logStd, u).named("log π(a|s)"));
    }

    /** log N(u; μ, σ) − Σ log(1 − tanh² u), where u = μ + σ ε. */
    private static Tensor logProbability(Tensor epsilon, Tensor logStd, Tensor u) {
        Tensor gaussian = epsilon.square().scale(-0.5).sub(logStd).sub(HALF_LOG_2_PI);
        return gaussian.sub(u.logOneMinusTanhSquared()).sumColumns();
    }

    /**
     * tanh μ(s): the median of each action dimension; neither mean nor mode of the squashed distribution.
     *
     * @param s (B × n)
     * @return (B × m)
     */
    public Tensor deterministic(Tensor s) {
        return net.apply(s).columns(0, actionSize).tanh();
    }

    /** n. */
    public int observationSize() {
        return observationSize;
    }

    /** m. */
    public int actionSize() {
        return actionSize;
    }

    /** Mean in the first m columns of its output, unclamped log σ in the last m. */
    public Mlp net() {
        return net;
    }

    /** φ. */
    public List<Parameter> parameters() {
        return net.parameters();
    }

    @Override
    public void state(StateVisitor visitor) {
        net.state(visitor);
    }
}
