package softac.lab;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.lab.run.LearningSettings;

/** What an update does, as typed. */
final class LearningOptions {
    static final String BATCH = "transitions in an update";

    @Option(names = "--batch", paramLabel = "B", converter = Whole.Int32.class, description = BATCH + "; papers: 256")
    private @Nullable Integer batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "λ",
            converter = Real.class,
            description = "of Adam, networks and log α alike; papers: 3e-4")
    private @Nullable Double learningRate;

    @Option(
            names = "--discount",
            paramLabel = "γ",
            converter = Real.class,
            description = "worth of what comes one step later; papers: 0.99")
    private @Nullable Double discount;

    @Option(
            names = "--tau",
            paramLabel = "τ",
            converter = Real.class,
            description = "share that a target takes over; papers: 0.005")
    private @Nullable Double tau;

    @Option(
            names = "--max-gradient-norm",
            paramLabel = "X",
            converter = Real.class,
            description = "largest norm of a gradient; papers: no limit")
    private @Nullable Double maxGradientNorm;

    LearningSettings over(LearningSettings preset) {
        return new LearningSettings(
                Objects.requireNonNullElse(batch, preset.batch()),
                Objects.requireNonNullElse(learningRate, preset.learningRate()),
                Objects.requireNonNullElse(discount, preset.discount()),
                Objects.requireNonNullElse(tau, preset.tau()),
                maxGradientNorm == null ? preset.maxGradientNorm() : maxGradientNorm);
    }
}
