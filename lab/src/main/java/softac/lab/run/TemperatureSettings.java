package softac.lab.run;

import org.jspecify.annotations.Nullable;
import softac.sac.agent.TemperatureSetting;

/**
 * How much entropy is worth beside reward. Exactly one way is given: learned ({@code initialAlpha} and {@code
 * targetEntropy}), fixed ({@code alpha}) or through the scale of the rewards ({@code rewardScale}).
 *
 * @param initialAlpha α before the first update, where it is learned; 1
 * @param targetEntropy H̄ in nats of the action in (−1, 1)ᵐ, where α is learned; v2: −m
 * @param alpha α in units of reward per nat, where it stays
 * @param rewardScale factor of every reward beside α = 1; v1 chose it for every task
 */
public record TemperatureSettings(
        @Nullable Double initialAlpha,
        @Nullable Double targetEntropy,
        @Nullable Double alpha,
        @Nullable Double rewardScale) {
    /** Checks that one way is given, and every range. */
    public TemperatureSettings {
        boolean learned = initialAlpha != null || targetEntropy != null;
        if (alpha != null && rewardScale != null) {
            throw new IllegalArgumentException(
                    "--alpha and --reward-scale are both set: give one of them, a reward scale c is an alpha of 1/c");
        }
        if (learned && (alpha != null || rewardScale != null)) {
            throw new IllegalArgumentException((alpha != null ? "--alpha" : "--reward-scale")
                    + " fixes the temperature, --initial-alpha and --target-entropy learn it: give one or the other");
        }
        if (!learned && alpha == null && rewardScale == null) {
            throw new IllegalArgumentException(
                    "no temperature: give --initial-alpha and --target-entropy, or --alpha, or --reward-scale");
        }
        if (learned && (initialAlpha == null || targetEntropy == null)) {
            throw new IllegalArgumentException("a learned temperature needs both --initial-alpha and --target-entropy");
        }
        if (initialAlpha != null) {
            Check.that("--initial-alpha", initialAlpha, Check.positive(initialAlpha), "above 0 and finite", "1");
        }
        if (targetEntropy != null) {
            Check.that("--target-entropy", targetEntropy, Double.isFinite(targetEntropy), "finite", "-1");
        }
        if (alpha != null) {
            Check.that("--alpha", alpha, alpha == 0 || Check.positive(alpha), "at least 0 and finite", "0.2");
        }
        if (rewardScale != null) {
            Check.that("--reward-scale", rewardScale, Check.positive(rewardScale), "above 0 and finite", "5");
        }
    }

    /** α is learned from there towards that entropy. */
    public static TemperatureSettings learned(double initialAlpha, double targetEntropy) {
        return new TemperatureSettings(initialAlpha, targetEntropy, null, null);
    }

    /** α stays. */
    public static TemperatureSettings fixed(double alpha) {
        return new TemperatureSettings(null, null, alpha, null);
    }

    /** α = 1 beside scaled rewards. */
    public static TemperatureSettings scaled(double rewardScale) {
        return new TemperatureSettings(null, null, null, rewardScale);
    }

    /** Whether α is learned. */
    public boolean learns() {
        return initialAlpha != null;
    }

    /** The same for the agent. */
    TemperatureSetting setting() {
        if (initialAlpha != null && targetEntropy != null) {
            return new TemperatureSetting.Learned(initialAlpha, targetEntropy);
        }
        if (alpha != null) {
            return new TemperatureSetting.Fixed(alpha);
        }
        if (rewardScale != null) {
            return new TemperatureSetting.RewardScale(rewardScale);
        }
        throw new AssertionError("checked by the constructor");
    }
}
