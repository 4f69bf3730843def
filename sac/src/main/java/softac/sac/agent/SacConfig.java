package softac.sac.agent;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import softac.autodiff.Activation;

/**
 * The settings of an agent. Start from {@link #v1()} or {@link #v2()}, the papers' values, and change what differs:
 *
 * <pre>{@code
 * SacConfig config = SacConfig.v2().withHidden(64, 64).withLearningRate(1e-3);
 * }</pre>
 *
 * @param hidden units of each hidden layer of every network, none for affine networks; papers: 256, 256 (v1 table 1, v2
 *     table 1)
 * @param activation after each hidden layer; papers: relu
 * @param learningRate of Adam, for every network and log α; papers: 3e-4
 * @param maxGradientNorm gradients of one optimiser are scaled down to this norm; papers: none (∞)
 * @param discount γ in [0, 1]; papers: 0.99
 * @param tau τ in (0, 1], share of the online network taken over by the target network per update; papers: 0.005
 * @param logStdMin lower clamp of the policy's log σ; the authors' code: −20
 * @param logStdMax upper clamp of the policy's log σ; the authors' code: 2
 * @param temperature how α is set; v1: reward scale, v2: learned with target entropy −m
 */
public record SacConfig(
        List<Integer> hidden,
        Activation activation,
        double learningRate,
        double maxGradientNorm,
        double discount,
        double tau,
        double logStdMin,
        double logStdMax,
        TemperatureSetting temperature) {
    /** Checks every range. */
    public SacConfig {
        hidden = List.copyOf(hidden);
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(temperature, "temperature");
        if (hidden.stream().anyMatch(units -> units < 1)) {
            throw new IllegalArgumentException("hidden layers " + hidden + ": each must have at least 1 unit");
        }
        check("learning rate", learningRate, learningRate > 0 && learningRate < Double.POSITIVE_INFINITY, "above 0");
        check("max gradient norm", maxGradientNorm, maxGradientNorm > 0, "above 0");
        check("discount γ", discount, discount >= 0 && discount <= 1, "between 0 and 1");
        check("target smoothing τ", tau, tau > 0 && tau <= 1, "above 0 and at most 1");
        check("lower bound of log σ", logStdMin, logStdMin > Double.NEGATIVE_INFINITY, "finite");
        check("upper bound of log σ", logStdMax, logStdMax < Double.POSITIVE_INFINITY, "finite");
        check("upper bound of log σ", logStdMax, logStdMax >= logStdMin, "at least the lower bound " + logStdMin);
    }

    private static void check(String name, double value, boolean allowed, String range) {
        if (!allowed) {
            throw new IllegalArgumentException(name + " " + value + ": must be " + range);
        }
    }

    /** The first paper's settings; its reward scale was chosen for every task, here 1. */
    public static SacConfig v1() {
        return paper(new TemperatureSetting.RewardScale(1));
    }

    /** The second paper's settings. */
    public static SacConfig v2() {
        return paper(TemperatureSetting.Learned.standard());
    }

    private static SacConfig paper(TemperatureSetting temperature) {
        return new SacConfig(
                List.of(256, 256), Activation.RELU, 3e-4, Double.POSITIVE_INFINITY, 0.99, 0.005, -20, 2, temperature);
    }

    /** The same with other hidden layers. */
    public SacConfig withHidden(int... units) {
        List<Integer> layers = Arrays.stream(units).boxed().toList();
        return new SacConfig(
                layers, activation, learningRate, maxGradientNorm, discount, tau, logStdMin, logStdMax, temperature);
    }

    /** The same with another activation. */
    public SacConfig withActivation(Activation f) {
        return new SacConfig(
                hidden, f, learningRate, maxGradientNorm, discount, tau, logStdMin, logStdMax, temperature);
    }

    /** The same with another learning rate. */
    public SacConfig withLearningRate(double rate) {
        return new SacConfig(
                hidden, activation, rate, maxGradientNorm, discount, tau, logStdMin, logStdMax, temperature);
    }

    /** The same with clipped gradients. */
    public SacConfig withMaxGradientNorm(double norm) {
        return new SacConfig(hidden, activation, learningRate, norm, discount, tau, logStdMin, logStdMax, temperature);
    }

    /** The same with another discount γ. */
    public SacConfig withDiscount(double gamma) {
        return new SacConfig(
                hidden, activation, learningRate, maxGradientNorm, gamma, tau, logStdMin, logStdMax, temperature);
    }

    /** The same with another target smoothing τ. */
    public SacConfig withTau(double share) {
        return new SacConfig(
                hidden, activation, learningRate, maxGradientNorm, discount, share, logStdMin, logStdMax, temperature);
    }

    /** The same with other clamps of log σ. */
    public SacConfig withLogStdBounds(double min, double max) {
        return new SacConfig(hidden, activation, learningRate, maxGradientNorm, discount, tau, min, max, temperature);
    }

    /** The same with another temperature setting. */
    public SacConfig withTemperature(TemperatureSetting setting) {
        return new SacConfig(
                hidden, activation, learningRate, maxGradientNorm, discount, tau, logStdMin, logStdMax, setting);
    }

    /** The sizes of a network with these hidden layers. */
    int[] sizes(int in, int out) {
        int[] sizes = new int[hidden.size() + 2];
        sizes[0] = in;
        for (int n = 0; n < hidden.size(); n++) {
            sizes[n + 1] = hidden.get(n);
        }
        sizes[sizes.length - 1] = out;
        return sizes;
    }
}
