package softac.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import softac.lab.run.Layer;
import softac.lab.run.Recorder;
import softac.lab.run.Returns;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunSettings;
import softac.lab.run.Setting;
import softac.lab.run.SourcedSettings;
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
            "  bin/sac train --config my-run/settings.yaml --seed 3",
            ""
        },
        customSynopsis = "bin/sac train <task> [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private static final int FINAL_EPISODES = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "some settings or all, as in a settings.yaml")
    private @Nullable String config;

    @Option(names = "--out", paramLabel = "DIR", description = "the run folder; default runs/<task>-<seed>-<time>")
    private @Nullable String out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Whole.Int32.class,
            description = "threads that share long loops; same bits; default all cores")
    private @Nullable Integer threads;

    @Option(
            names = "--certify-every",
            paramLabel = "N",
            converter = Whole.Long64.class,
            description = "check all gradients every N steps; same bits")
    private @Nullable Long certifyEvery;

    private final Shell shell;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        SourcedSettings sourced = settings();
        RunSettings settings = sourced.settings();
        Task task = Tasks.named(settings.task());
        Path wanted = out == null ? null : shell.path(out);
        if (certifyEvery != null && certifyEvery < 1) {
            throw new IllegalArgumentException(
                    "--certify-every " + certifyEvery + ": must be at least 1, for example --certify-every 1000");
        }
        if (wanted != null) {
            RunFolder.requireFree(wanted);
        }
        try (Run built = new Run(settings, Objects.requireNonNullElse(threads, Run.allThreads()))) {
            train(built, sourced, wanted == null ? unusedFolder(task, settings) : RunFolder.create(wanted));
        }
        return ExitCode.DONE;
    }

    private RunFolder unusedFolder(Task task, RunSettings settings) throws IOException {
        return RunFolder.create(shell.path("runs"), task.alias(), settings.seed(), shell.clock());
    }

    /** Command line over file over preset over papers. */
    private SourcedSettings settings() throws IOException {
        Layer file = config == null ? Layer.EMPTY : Layer.read(shell.path(config));
        Layer typed = SettingOptions.typed(spec.commandLine().getParseResult());
        if (!typed.says(Setting.TASK) && !file.says(Setting.TASK)) {
            throw new MissingParameterException(
                    spec.commandLine(), spec.positionalParameters().get(0), "no task");
        }
        return SourcedSettings.of(file, typed);
    }

    private void train(Run built, SourcedSettings settings, RunFolder folder) throws IOException {
        Report report = new Report(shell);
        Progress progress = new Progress(shell);
        Certificates certificates = new Certificates(shell, progress, certifyEvery, built);
        Recorder recorder = new Recorder(folder, settings, built, shell.clock(), shell.nanos());
        try (recorder) {
            report.begin(built, folder);
            progress.begin();
            built.kernels().awaitWarmUp();
            built.trainer().run(recorder, progress, certificates);
        } catch (EnvironmentException | NumericalFailure | FailedCertificate e) {
            throw new FailedRun(e, folder);
        } finally {
            progress.clear();
        }
        report.trained(built, progress.seconds());
        Policy policy = built.trainer().agent().snapshot();
        report.returns(built.task(), Returns.of(built.task(), policy, 0, FINAL_EPISODES), 0);
        report.end(built, folder, recorder.curveFailure());
    }

    /** For the help and for completion. */
    static final class TaskNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Tasks.all().stream().map(Task::alias).iterator();
        }
    }
}
