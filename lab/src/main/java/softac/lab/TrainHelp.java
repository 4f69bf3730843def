package softac.lab;

import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import softac.lab.run.Algorithm;
import softac.lab.run.LearningSettings;
import softac.lab.run.Preset;
import softac.lab.run.TemperatureSettings;
import softac.lab.run.TrainingSettings;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** The help of {@code sac train}: groups of options, then the presets. */
final class TrainHelp {
    static final String TEMPERATURE = "Temperature α: learned, fixed, or through the rewards";

    private TrainHelp() {}

    static void shape(CommandLine train) {
        HelpPage.shape(train, "Output", "What", "How long", "Networks", "Updates", TEMPERATURE);
        train.getCommandSpec()
                .usageMessage()
                .footer(Tasks.all().stream().map(TrainHelp::preset).toArray(String[]::new))
                .footerHeading(String.format(
                        "%nPapers: v1 is arXiv:1801.01290, v2 is arXiv:1812.05905, values from their tables 1.%n"
                                + "What is not given comes from the task's preset:%n"
                                + row("", "steps", "hidden", "batch", "λ", "γ", "τ", "warm-up", "replay", "α")
                                + "%n"));
    }

    private static String preset(Task task) {
        Preset preset = Preset.of(task);
        TrainingSettings training = preset.training();
        LearningSettings learning = preset.learning();
        TemperatureSettings temperature = preset.temperature(task, Algorithm.V2);
        return row(
                task.alias(),
                Numbers.count(training.steps()),
                preset.network().hidden().stream().map(String::valueOf).collect(Collectors.joining(",")),
                learning.batch(),
                Numbers.digits(learning.learningRate(), 1),
                Numbers.digits(learning.discount(), 2),
                Numbers.digits(learning.tau(), 1),
                training.warmup(),
                Numbers.count(preset.replay(training.steps(), learning.batch())),
                temperature.alpha() == null ? "learned" : Numbers.digits(temperature.alpha(), 1));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "  %-9s %7s %7s %6s %6s %5s %6s %8s %7s %8s", cells);
    }
}
