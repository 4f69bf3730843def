package softac.lab.run;

import java.util.Locale;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.env.Environment;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.replay.ReplayBuffer;
import softac.sac.train.Trainer;

/**
 * The task, agent and trainer that settings describe, ready to begin. The one place where settings become objects.
 *
 * <pre>{@code
 * try (Run run = new Run(Preset.of(task).settings(task, seed), 1)) {
 *     run.trainer().run(listener);
 * }
 * }</pre>
 */
public final class Run implements AutoCloseable {
    /** The most threads that may share the long loops. */
    public static final int MOST_THREADS = 64;

    private final RunSettings settings;
    private final Task task;
    private final Kernels kernels;
    private final Environment training;
    private final Environment evaluation;
    private final Trainer trainer;

    /**
     * Builds everything and allocates all memory; writes nothing.
     *
     * @param settings what to build
     * @param threads that share the long loops, at least 1; they change no bit
     * @throws IllegalArgumentException for a number of threads out of range, a target entropy that no policy can have, a
     *     batch or replay that no array holds, or a heap too small for them
     */
    public Run(RunSettings settings, int threads) {
        String range = "between 1 and " + MOST_THREADS;
        Check.that("--threads", threads, threads >= 1 && threads <= MOST_THREADS, range, "" + allThreads());
        this.settings = settings;
        task = Tasks.named(settings.task());
        training = task.create();
        evaluation = task.create();
        Footprint.require(
                settings,
                training.observationSpace().size(),
                training.actionSpace().size());
        kernels = Kernels.best(settings.precision(), threads);
        Seed seed = Seed.of(settings.seed());
        trainer = new Trainer(training, evaluation, agent(seed.split("agent")), settings.trainer(), seed);
    }

    /** One thread for each core: loops too short to gain from a second thread are not shared, so it is never too many. */
    public static int allThreads() {
        return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }

    private SacAgent agent(Seed seed) {
        int observationSize = training.observationSpace().size();
        SacConfig config = settings.agent();
        return switch (settings.algo()) {
            case V1 -> new SacV1(kernels, observationSize, training.actionSpace(), config, seed);
            case V2 -> new SacV2(kernels, observationSize, training.actionSpace(), config, seed);
        };
    }

    /**
     * Refuses to have more runs like this one at once than the heap has room for, by their replays, which are nearly all of
     * it.
     *
     * @param runs how many, this one included
     * @throws IllegalArgumentException when there is no room for the others
     */
    public void requireMemoryFor(int runs) {
        long replay = ReplayBuffer.bytes(
                settings.training().replay(),
                training.observationSpace().size(),
                training.actionSpace().size());
        Runtime heap = Runtime.getRuntime();
        long used = heap.totalMemory() - heap.freeMemory();
        if (replay * (runs - 1) > heap.maxMemory() - used) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--seeds: %d replays of %,d bytes at once are not to be had in a heap of %,d: put SAC_JAVA_OPTS=-Xmx%dm"
                            + " in front, or take a smaller --replay",
                    runs,
                    replay,
                    heap.maxMemory(),
                    (replay * runs * 3 / 2 + used) / 1_000_000 + 64)); // half more, as for a single one
        }
    }

    /** What this run was built from. */
    public RunSettings settings() {
        return settings;
    }

    /** What is to be learned. */
    public Task task() {
        return task;
    }

    /** What it computes with. */
    public Kernels kernels() {
        return kernels;
    }

    /** What trains the agent. */
    public Trainer trainer() {
        return trainer;
    }

    /** Takes all steps, without the evaluations that {@code trainer().run(…)} makes on the way; same agent. */
    public void trainUnobserved() {
        while (!trainer.finished()) {
            trainer.step();
        }
    }

    /** Releases the tasks and the kernels. */
    @Override
    public void close() {
        training.close();
        evaluation.close();
        kernels.close();
    }
}
