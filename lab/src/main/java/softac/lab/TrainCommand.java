package softac.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import softac.lab.run.GroupFolder;
import softac.lab.run.Layer;
import softac.lab.run.Recorder;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.RunSettings;
import softac.lab.run.Setting;
import softac.lab.run.SourcedSettings;
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
            "  bin/sac train pendulum --seeds 1..5",
            "  bin/sac train pendulum --algo v1 --reward-scale 2",
            "  bin/sac train --config my-run/settings.yaml --seed 3",
            ""
        },
        customSynopsis = "bin/sac train <task> [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "some settings or all, as in a settings.yaml")
    private @Nullable String config;

    @Option(names = "--seeds", paramLabel = "A..B", description = "several seeds at once, one a core: 1..5 or 1,3,5")
    private @Nullable String seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "the run folder; default runs/<task>-<seed>-<time>")
    private @Nullable String out;

    @Mixin(name = RunningOptions.HEADING)
    private final RunningOptions running = new RunningOptions();

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
        running.check();
        if (seeds != null) {
            return trainAll(SeedList.parse(seeds), task, sourced, wanted);
        }
        if (wanted != null) {
            RunFolder.requireFree(wanted);
        }
        try (Run built = new Run(settings, running.threads())) {
            RunFolder folder = wanted == null ? unusedFolder(task, sourced) : RunFolder.create(wanted, sourced);
            return running.run(shell, List.of(folder), () -> train(built, folder));
        }
    }

    private int train(Run built, RunFolder folder) throws IOException {
        try (RunLock lock = RunLock.take(folder);
                Recorder recorder = Recorder.begin(lock, built, shell.clock(), shell.nanos())) {
            return new Training(shell, built, folder, recorder).run(running.certifyEvery());
        }
    }

    private int trainAll(SeedList list, Task task, SourcedSettings settings, @Nullable Path wanted) throws IOException {
        if (spec.commandLine().getParseResult().hasMatchedOption("--seed")) {
            throw new IllegalArgumentException("--seed and --seeds are both given: give one of them");
        }
        List<SourcedSettings> all =
                list.seeds().stream().map(settings::withSeed).toList();
        running.checkGroup(all.size());
        try (Run one = new Run(settings.settings(), 1)) { // refuses what cannot be built, before anything is written
            one.requireMemoryFor(GroupTraining.atOnce(all.size()));
        }
        GroupFolder group = wanted == null
                ? GroupFolder.create(shell.path("runs"), task.alias(), all, shell.clock())
                : GroupFolder.create(wanted, all);
        return running.run(
                shell, group.runs(), () -> new GroupTraining(shell, group, Layer.EMPTY, false).run("sac train"));
    }

    private RunFolder unusedFolder(Task task, SourcedSettings settings) throws IOException {
        return RunFolder.create(shell.path("runs"), task.alias(), settings, shell.clock());
    }

    /** Command line over file over preset over papers. */
    private SourcedSettings settings() throws IOException {
        Layer file = config == null ? Layer.EMPTY : Layer.read(shell.file(config));
        Layer typed = SettingOptions.typed(spec.commandLine().getParseResult());
        if (!typed.says(Setting.TASK) && !file.says(Setting.TASK)) {
            throw new MissingParameterException(
                    spec.commandLine(), spec.positionalParameters().get(0), "no task");
        }
        return SourcedSettings.of(file, typed);
    }

    /** For the help and for completion. */
    static final class TaskNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Tasks.all().stream().map(Task::alias).iterator();
        }
    }
}
