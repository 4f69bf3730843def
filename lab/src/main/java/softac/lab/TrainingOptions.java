package softac.lab;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.lab.run.Preset;
import softac.lab.run.TrainingSettings;

/** How long and how often, as typed. */
final class TrainingOptions {
    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Whole.Long64.class,
            description = "steps in the environment")
    private @Nullable Long steps;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = Whole.Long64.class,
            description = "first steps, random, no updates; authors: 1000")
    private @Nullable Long warmup;

    @Option(
            names = "--updates-per-step",
            paramLabel = "X",
            converter = Real.class,
            description = "updates after each step, or a fraction; papers: 1")
    private @Nullable Double updatesPerStep;

    @Option(
            names = "--replay",
            paramLabel = "N",
            converter = Whole.Int32.class,
            description = "transitions kept; papers: 1e6")
    private @Nullable Integer replay;

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            converter = Whole.Long64.class,
            description = "steps between evaluations; papers: 1000")
    private @Nullable Long evaluateEvery;

    @Option(
            names = "--evaluate-episodes",
            paramLabel = "N",
            converter = Whole.Int32.class,
            description = "episodes of an evaluation; default 10")
    private @Nullable Integer evaluateEpisodes;

    TrainingSettings over(Preset of, int batch) {
        TrainingSettings preset = of.training();
        long all = Objects.requireNonNullElse(steps, preset.steps());
        return new TrainingSettings(
                all,
                Objects.requireNonNullElse(warmup, preset.warmup()),
                Objects.requireNonNullElse(updatesPerStep, preset.updatesPerStep()),
                replay == null ? of.replay(all, batch) : replay,
                Objects.requireNonNullElse(evaluateEvery, preset.evaluateEvery()),
                Objects.requireNonNullElse(evaluateEpisodes, preset.evaluateEpisodes()));
    }
}
