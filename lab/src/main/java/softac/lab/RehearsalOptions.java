package softac.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.autodiff.random.Seed;
import softac.lab.run.Algorithm;
import softac.lab.run.NetworkSettings;
import softac.lab.run.Rehearsal;
import softac.sac.env.registry.Tasks;

/** A short training whose losses are looked at, as typed. */
final class RehearsalOptions {
    static final String HEADING = "A short training by the task's preset, then a batch of its replay";

    @Option(
            names = "--task",
            paramLabel = "<task>",
            description = "whose transitions: ${COMPLETION-CANDIDATES}; default pendulum",
            completionCandidates = TrainCommand.TaskNames.class)
    private String task = "pendulum";

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Whole.Long64.class,
            description = "decides every random number; default 1")
    private long seed = 1;

    @Option(names = "--hidden", paramLabel = "N,N,…", description = "units of the hidden layers; the task's preset")
    private @Nullable String hidden;

    @Option(
            names = "--batch",
            paramLabel = "B",
            converter = Whole.Int32.class,
            description = "transitions in an update; default ${DEFAULT-VALUE}")
    private int batch;

    /** With that batch unless another is typed. */
    RehearsalOptions(int batch) {
        this.batch = batch;
    }

    /**
     * The rehearsal of one algorithm.
     *
     * @throws IllegalArgumentException when what was typed is out of range
     */
    Rehearsal of(Algorithm algorithm) {
        List<Integer> units = hidden == null ? null : NetworkSettings.hidden(hidden);
        return Rehearsal.of(Tasks.named(task), algorithm, seed, units, batch);
    }

    Seed seed() {
        return Seed.of(seed);
    }
}
