package softac.lab.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import softac.autodiff.kernel.Precision;
import softac.sac.agent.SacConfig;
import softac.sac.env.registry.Tasks;
import softac.sac.train.TrainerSettings;

/**
 * Everything that decides what a run computes: two runs of equal settings give equal bits. Written to and read from the
 * run folder.
 *
 * @param task id of the task
 * @param seed of every random number, at least 0
 * @param algo which of the two papers
 * @param precision element type of every matrix
 * @param network the shape of every network
 * @param learning what an update does
 * @param temperature how much entropy is worth
 * @param training how long and how often
 */
public record RunSettings(
        String task,
        long seed,
        Algorithm algo,
        Precision precision,
        NetworkSettings network,
        LearningSettings learning,
        TemperatureSettings temperature,
        TrainingSettings training) {
    /** Checks every range. */
    public RunSettings {
        task = Tasks.named(task).id();
        Check.that("--seed", seed, seed >= 0, "at least 0", "1");
        if (learning.batch() > training.replay()) {
            throw new IllegalArgumentException("--batch " + learning.batch() + " is larger than --replay "
                    + training.replay() + ": give at most --batch " + training.replay());
        }
        if (algo == Algorithm.V1 && temperature.learns()) {
            throw new IllegalArgumentException("--initial-alpha and --target-entropy learn the temperature, which v1"
                    + " does not: give --reward-scale or --alpha, or take --algo v2");
        }
    }

    /** The same with the other algorithm, and the temperature that belongs to it. */
    public RunSettings with(Algorithm other, TemperatureSettings itsTemperature) {
        return new RunSettings(task, seed, other, precision, network, learning, itsTemperature, training);
    }

    /** The same in another precision. */
    public RunSettings with(Precision other) {
        return new RunSettings(task, seed, algo, other, network, learning, temperature, training);
    }

    /** The same for another length. */
    public RunSettings with(TrainingSettings other) {
        return new RunSettings(task, seed, algo, precision, network, learning, temperature, other);
    }

    /**
     * A precision as typed.
     *
     * @param name float32 or float64
     * @throws IllegalArgumentException for any other name
     */
    public static Precision precision(String name) {
        return Check.named("--precision", name, List.of(Precision.FLOAT64, Precision.FLOAT32));
    }

    /** Every setting that has a value, as it stands in {@code settings.yaml}: {@code BATCH → 256}. */
    public Map<Setting, String> values() {
        Yaml yaml = new Yaml();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Layer.of(this, setting -> "")
                .leaves()
                .forEach((setting, leaf) -> values.put(setting, yaml.inline(leaf.value())));
        return values;
    }

    /** The same for the agent. */
    public SacConfig agent() {
        SacConfig config = (algo == Algorithm.V1 ? SacConfig.v1() : SacConfig.v2())
                .withHidden(
                        network.hidden().stream().mapToInt(Integer::intValue).toArray())
                .withActivation(network.activation())
                .withLearningRate(learning.learningRate())
                .withDiscount(learning.discount())
                .withTau(learning.tau())
                .withTemperature(temperature.setting());
        Double norm = learning.maxGradientNorm();
        return norm == null ? config : config.withMaxGradientNorm(norm);
    }

    /** The same for the trainer. */
    public TrainerSettings trainer() {
        return new TrainerSettings(
                training.steps(),
                training.warmup(),
                learning.batch(),
                training.replay(),
                training.updatesPerStep(),
                training.evaluateEvery(),
                training.evaluateEpisodes());
    }
}
