package softac.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import softac.lab.run.Algorithm;
import softac.lab.run.GroupFolder;
import softac.lab.run.LearningSettings;
import softac.lab.run.Preset;
import softac.lab.run.Recorder;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.RunSettings;
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
            ""
        },
        customSynopsis = "bin/sac train <task> [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<task>",
            description = "what to learn: ${COMPLETION-CANDIDATES}",
            completionCandidates = TaskNames.class)
    private String taskName = "";

    @Mixin(name = "What")
    private final RunOptions run = new RunOptions();

    @Mixin(name = "How long")
    private final TrainingOptions training = new TrainingOptions();

    @Mixin(name = "Networks")
    private final NetworkOptions network = new NetworkOptions();

    @Mixin(name = "Updates")
    private final LearningOptions learning = new LearningOptions();

    @Mixin(name = TrainHelp.TEMPERATURE)
    private final TemperatureOptions temperature = new TemperatureOptions();

    @Option(names = "--seeds", paramLabel = "A..B", description = "several seeds at once, one a core: 1..5 or 1,3,5")
    private @Nullable String seeds;

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

    @Spec
    private @Nullable CommandSpec spec;

    private final Shell shell;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Task task = Tasks.named(taskName);
        RunSettings settings = settings(task);
        Path wanted = out == null ? null : shell.path(out);
        Certificates.requireAllowed(certifyEvery);
        if (seeds != null) {
            return trainAll(SeedList.parse(seeds), task, settings, wanted);
        }
        if (wanted != null) {
            RunFolder.requireFree(wanted);
        }
        try (Run built = new Run(settings, Objects.requireNonNullElse(threads, Run.allThreads()))) {
            RunFolder folder = wanted == null ? unusedFolder(task, settings) : RunFolder.create(wanted);
            try (RunLock lock = RunLock.take(folder);
                    Recorder recorder = Recorder.begin(lock, built, shell.clock(), shell.nanos())) {
                return new Training(shell, built, folder, recorder).run(certifyEvery);
            }
        }
    }

    private int trainAll(SeedList list, Task task, RunSettings settings, @Nullable Path wanted) throws IOException {
        for (String other : List.of("--seed", "--threads", "--certify-every")) {
            if (Objects.requireNonNull(spec).commandLine().getParseResult().hasMatchedOption(other)) {
                throw new IllegalArgumentException(
                        other + " and --seeds are both given: --seeds trains one run a seed, each on one thread, give "
                                + "one of them");
            }
        }
        List<RunSettings> all = list.seeds().stream().map(settings::withSeed).toList();
        new Run(all.get(0), 1).close(); // refuses what cannot be built, before anything is written
        GroupFolder group = wanted == null
                ? GroupFolder.create(shell.path("runs"), task.alias(), all, shell.clock())
                : GroupFolder.create(wanted, all);
        return new GroupTraining(shell, group, UnaryOperator.identity(), false).run("sac train");
    }

    private RunFolder unusedFolder(Task task, RunSettings settings) throws IOException {
        return RunFolder.create(shell.path("runs"), task.alias(), settings.seed(), shell.clock());
    }

    /** Command line over preset over papers. */
    private RunSettings settings(Task task) {
        Preset preset = Preset.of(task);
        Algorithm algo = run.algo(preset.algo());
        LearningSettings updates = learning.over(preset.learning());
        return new RunSettings(
                task.id(),
                run.seed(),
                algo,
                run.precision(preset.precision()),
                network.over(preset.network()),
                updates,
                temperature.over(preset.temperature(task, algo), () -> Preset.standardTargetEntropy(task)),
                training.over(preset, updates.batch()));
    }

    /** For the help and for completion. */
    static final class TaskNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Tasks.all().stream().map(Task::alias).iterator();
        }
    }
}
