package softac.lab.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import softac.autodiff.random.Seed;
import softac.sac.env.registry.Task;
import softac.sac.replay.Batch;

/**
 * A training long enough for a replay of real transitions and for parameters that have left their beginning, no longer: to
 * look at an agent's losses. α is learned where the paper learns it, whatever the task's preset says, so that no loss is
 * missing.
 *
 * @param settings of its run
 */
public record Rehearsal(RunSettings settings) {
    private static final int WARMUP = 1_000;
    private static final int UPDATES = 200;
    private static final int MOST = 4_096;

    /**
     * With the task's preset, but for what is given.
     *
     * @param task whose transitions
     * @param algo whose losses
     * @param seed of every random number
     * @param hidden units of the hidden layers, null for the preset's
     * @param batch transitions of an update, and of {@link #batch}
     * @throws IllegalArgumentException when a setting is out of range
     */
    public static Rehearsal of(Task task, Algorithm algo, long seed, @Nullable List<Integer> hidden, int batch) {
        Check.that("--batch", batch, batch >= 2 && batch <= MOST, "between 2 and " + MOST, "32");
        Preset preset = Preset.of(task);
        NetworkSettings network = hidden == null
                ? preset.network()
                : new NetworkSettings(hidden, preset.network().activation());
        LearningSettings usual = preset.learning();
        LearningSettings learning = new LearningSettings(
                batch, usual.learningRate(), usual.discount(), usual.tau(), usual.maxGradientNorm());
        TemperatureSettings temperature = algo == Algorithm.V1
                ? preset.temperature(task, algo)
                : TemperatureSettings.learned(1, Preset.standardTargetEntropy(task));
        int warmup = Math.max(WARMUP, batch);
        int steps = warmup + UPDATES;
        TrainingSettings training = new TrainingSettings(steps, warmup, 1, steps, steps, 1);
        return new Rehearsal(
                new RunSettings(task.id(), seed, algo, preset.precision(), network, learning, temperature, training));
    }

    /**
     * Trains.
     *
     * @return the run at its end, the caller's to close
     */
    public Run run() {
        Run run = new Run(settings, Run.allThreads());
        run.trainUnobserved();
        return run;
    }

    /**
     * A batch of its replay.
     *
     * @param run of this rehearsal
     * @param seed of the choice
     * @return in the run's precision
     */
    public Batch batch(Run run, Seed seed) {
        Batch batch = run.trainer().agent().emptyBatch();
        run.trainer().replay().sample(settings.learning().batch(), seed.rng(), batch);
        return batch;
    }
}
