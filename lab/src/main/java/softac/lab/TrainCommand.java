package softac.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import softac.lab.run.Algorithm;
import softac.lab.run.LearningSettings;
import softac.lab.run.Preset;
import softac.lab.run.Recorder;
import softac.lab.run.Returns;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunSettings;
import softac.sac.agent.NumericalFailure;
import softac.sac.agent.Policy;
import softac.sac.env.EnvironmentException;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** {@code sac train}: learns a task and leaves a run folder behind. */
@Command(
        name = "train",
        header = {
            "Learn a task; curve, metrics and policy go into a run folder.",
            "",
            "  bin/sac train pendulum",
            "  bin/sac train pendulum --seed 2 --steps 20000 --out my-run",
            "  bin/sac train pendulum --algo v1 --reward-scale 2",
            ""
        },
        customSynopsis = "bin/sac train <task> [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private static final int FINAL_EPISODES = 100;

    @Parameters(
            paramLabel = "<task>",
            description = "what to learn: ${COMPLETION-CANDIDATES}",
            completionCandidates = TaskNames.class)
    private String taskName = "";

    @Mixin(name = "What")
    private final What what = new What();

    @Mixin(name = "How long")
    private final TrainingOptions training = new TrainingOptions();

    @Mixin(name = "Networks")
    private final NetworkOptions network = new NetworkOptions();

    @Mixin(name = "Updates")
    private final LearningOptions learning = new LearningOptions();

    @Mixin(name = TrainHelp.TEMPERATURE)
    private final TemperatureOptions temperature = new TemperatureOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "the run folder; default runs/<task>-<seed>-<time>")
    private @Nullable String out;

    private final Shell shell;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    /** Which algorithm, in which numbers, on which seed. */
    static final class What {
        @Option(
                names = "--algo",
                paramLabel = "v1|v2",
                description = "v1: with a value network; v2: learned temperature")
        private @Nullable String algo;

        @Option(
                names = "--seed",
                paramLabel = "N",
                converter = Whole.Long64.class,
                description = "decides every random number; default 1")
        private long seed = 1;

        @Option(names = "--precision", paramLabel = "P", description = "float32 or float64")
        private @Nullable String precision;
    }

    @Override
    public Integer call() throws IOException {
        Task task = Tasks.named(taskName);
        RunSettings settings = settings(task);
        Path path = out == null ? null : shell.path(out);
        if (path != null) {
            RunFolder.requireFree(path);
        }
        try (Run run = new Run(settings)) {
            RunFolder folder = RunFolder.create(path == null ? newPath(task, settings) : path);
            train(run, folder);
        }
        return ExitCode.DONE;
    }

    /** Command line over preset over papers. */
    private RunSettings settings(Task task) {
        Preset preset = Preset.of(task);
        Algorithm algo = what.algo == null ? preset.algo() : Algorithm.named(what.algo);
        LearningSettings updates = learning.over(preset.learning());
        return new RunSettings(
                task.id(),
                what.seed,
                algo,
                what.precision == null ? preset.precision() : RunSettings.precision(what.precision),
                network.over(preset.network()),
                updates,
                temperature.over(preset.temperature(task, algo), () -> Preset.standardTargetEntropy(task)),
                training.over(preset, updates.batch()));
    }

    private Path newPath(Task task, RunSettings settings) {
        String time =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(ZonedDateTime.now(shell.clock()));
        String name = task.alias() + "-" + settings.seed() + "-" + time;
        Path runs = shell.path("runs");
        Path path = runs.resolve(name);
        for (int n = 2; Files.exists(path); n++) { // a run of the same second
            path = runs.resolve(name + "-" + n);
        }
        return path;
    }

    private void train(Run run, RunFolder folder) throws IOException {
        Report report = new Report(shell);
        Progress progress = new Progress(shell);
        try (Recorder recorder = new Recorder(folder, run, shell.clock(), shell.nanos())) {
            report.begin(run, folder);
            progress.begin();
            run.trainer().run(recorder, progress);
            report.trained(run, progress.seconds());
            if (recorder.curveFailure() != null) {
                report.noCurve(recorder.curveFailure());
            }
        } catch (EnvironmentException | NumericalFailure e) {
            throw new FailedRun(e, folder);
        } finally {
            progress.clear();
        }
        Policy policy = run.trainer().agent().snapshot();
        report.returns(run.task(), Returns.of(run.task(), policy, 0, FINAL_EPISODES), 0);
        report.end(run, folder);
    }

    /** Training stopped half-way. */
    static final class FailedRun extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedRun(RuntimeException cause, RunFolder folder) {
            super(
                    cause.getMessage()
                            + (cause instanceof NumericalFailure
                                    ? "; try a smaller --learning-rate, or --max-gradient-norm 1"
                                    : "")
                            + "; what came before is in " + folder.path(),
                    cause);
        }
    }

    /** For the help and for completion. */
    static final class TaskNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Tasks.all().stream().map(Task::alias).iterator();
        }
    }
}
