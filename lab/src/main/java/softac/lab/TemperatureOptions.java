package softac.lab;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.lab.run.TemperatureSettings;

/** How much entropy is worth, as typed. */
final class TemperatureOptions {
    @Option(
            names = "--target-entropy",
            paramLabel = "H",
            converter = Real.class,
            description = "learn α for entropy H̄, in nats; v2: −(actions)")
    private @Nullable Double targetEntropy;

    @Option(
            names = "--initial-alpha",
            paramLabel = "α₀",
            converter = Real.class,
            description = "where a learned α starts; default 1")
    private @Nullable Double initialAlpha;

    @Option(
            names = "--alpha",
            paramLabel = "α",
            converter = Real.class,
            description = "fix α, in units of reward per nat")
    private @Nullable Double alpha;

    @Option(
            names = "--reward-scale",
            paramLabel = "c",
            converter = Real.class,
            description = "α = 1, rewards times c; v1: chosen for each task")
    private @Nullable Double rewardScale;

    /**
     * The preset's, unless something was said.
     *
     * @param preset the preset's, for the algorithm that is to be trained
     * @param standardTargetEntropy −m
     */
    TemperatureSettings over(TemperatureSettings preset, DoubleSupplier standardTargetEntropy) {
        if (initialAlpha == null && targetEntropy == null && alpha == null && rewardScale == null) {
            return preset;
        }
        Double start = initialAlpha;
        Double target = targetEntropy;
        if (start != null && target == null) {
            target = standardTargetEntropy.getAsDouble();
        }
        if (start == null && target != null) {
            start = 1.0;
        }
        return new TemperatureSettings(start, target, alpha, rewardScale);
    }
}
