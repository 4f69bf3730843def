package softac.lab.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import softac.autodiff.Activation;
import softac.autodiff.kernel.Precision;
import softac.sac.env.Environment;
import softac.sac.env.registry.Task;

/**
 * What a task is trained with unless told otherwise: the papers' values, but for what makes a small task quick.
 *
 * @param algo which of the two papers
 * @param precision element type of every matrix
 * @param network the shape of every network
 * @param learning what an update does
 * @param training how long and how often; its replay is the most that is kept
 * @param alpha a fixed α for v2, null to learn it
 * @param rewardScale for v1
 */
public record Preset(
        Algorithm algo,
        Precision precision,
        NetworkSettings network,
        LearningSettings learning,
        TrainingSettings training,
        @Nullable Double alpha,
        double rewardScale) {
    private static final int PAPERS_REPLAY = 1_000_000;

    /** Both papers' table 1; the warm-up is the authors' code's. */
    private static final Preset PAPERS = new Preset(
            Algorithm.V2,
            Precision.FLOAT32,
            relu(256),
            new LearningSettings(256, 3e-4, 0.99, 0.005, null),
            new TrainingSettings(100_000, 1_000, 1, PAPERS_REPLAY, 1_000, 10),
            null,
            1);

    private static final Preset PENDULUM = new Preset(
            Algorithm.V2,
            Precision.FLOAT32,
            relu(64),
            new LearningSettings(100, 1e-3, 0.99, 0.005, null),
            new TrainingSettings(10_000, 100, 1, PAPERS_REPLAY, 1_000, 10),
            null,
            5); // the better of 5 and 10 on seeds 11 to 13

    /** Uniform actions throw the state far away, where costs are 1,000 times those that matter: forget, and clip. */
    private static final Preset LQR = new Preset(
            Algorithm.V2,
            Precision.FLOAT32,
            relu(64),
            new LearningSettings(256, 1e-3, 0.9, 0.02, 1.0),
            new TrainingSettings(15_000, 100, 1, 5_000, 1_000, 10),
            0.2,
            5);

    /** An α small beside the rewards. (Two peaks stay covered all the same: for a Gaussian that is a local optimum.) */
    private static final Preset BANDIT = new Preset(
            Algorithm.V2,
            Precision.FLOAT32,
            relu(32),
            new LearningSettings(100, 1e-3, 0.99, 0.005, null),
            new TrainingSettings(2_000, 100, 1, PAPERS_REPLAY, 200, 10),
            0.02,
            50);

    /** The γ and α its exact solution is tabulated for. */
    private static final Preset HILL = new Preset(
            Algorithm.V2,
            Precision.FLOAT32,
            relu(64),
            new LearningSettings(128, 1e-3, 0.9, 0.01, null),
            new TrainingSettings(10_000, 500, 1, PAPERS_REPLAY, 1_000, 10),
            0.1,
            10);

    private static final Map<String, Preset> OF_TASKS = Map.of(
            "Pendulum-v1",
            PENDULUM,
            "Lqr-v0",
            LQR,
            "Hill-v0",
            HILL,
            "ContinuousBandit-v0",
            BANDIT,
            "TwoPeakBandit-v0",
            BANDIT);

    private static NetworkSettings relu(int units) {
        return new NetworkSettings(List.of(units, units), Activation.RELU);
    }

    /**
     * The preset of a task, or the papers' values where there is none.
     *
     * @param task to be learned
     * @return what it is trained with unless told otherwise
     */
    public static Preset of(Task task) {
        return OF_TASKS.getOrDefault(task.id(), PAPERS);
    }

    /**
     * As many transitions as there will be, where that is fewer than the preset keeps.
     *
     * @param steps of the training
     * @param batch it must at least hold
     * @return transitions to keep
     */
    public int replay(long steps, int batch) {
        return Math.max(batch, (int) Math.min(steps, training.replay()));
    }

    /**
     * The settings of a run with this preset.
     *
     * @param task to be learned
     * @param seed of every random number
     * @return settings to which nothing else was said
     */
    public RunSettings settings(Task task, long seed) {
        TrainingSettings needed = new TrainingSettings(
                training.steps(),
                training.warmup(),
                training.updatesPerStep(),
                replay(training.steps(), learning.batch()),
                training.evaluateEvery(),
                training.evaluateEpisodes());
        return new RunSettings(task.id(), seed, algo, precision, network, learning, temperature(task, algo), needed);
    }

    /**
     * What the papers say about a task. Of the replay, the most that is kept.
     *
     * @param task to be learned
     * @param algorithm that is to be trained
     */
    static Layer papers(Task task, Algorithm algorithm) {
        return Layer.of(
                PAPERS.whole(task, algorithm), setting -> setting.source().layer());
    }

    /** What this preset says otherwise than the papers, over what they say. */
    Layer overPapers(Task task, Algorithm algorithm) {
        Layer papers = papers(task, algorithm);
        Layer whole = Layer.of(whole(task, algorithm), setting -> "preset " + task.alias());
        return papers.under(whole.beyond(papers));
    }

    private RunSettings whole(Task task, Algorithm algorithm) {
        return new RunSettings(
                task.id(), 1, algorithm, precision, network, learning, temperature(task, algorithm), training);
    }

    /**
     * How much entropy is worth: v1 scales the rewards, v2 learns α towards H̄ = −m unless the preset fixes it.
     *
     * @param task with m action dimensions
     * @param algorithm that is to be trained
     * @return the temperature unless told otherwise
     */
    public TemperatureSettings temperature(Task task, Algorithm algorithm) {
        if (algorithm == Algorithm.V1) {
            return TemperatureSettings.scaled(rewardScale);
        }
        if (alpha != null) {
            return TemperatureSettings.fixed(alpha);
        }
        return TemperatureSettings.learned(1, standardTargetEntropy(task));
    }

    /**
     * H̄ = −m, the papers' choice.
     *
     * @param task with m action dimensions
     * @return −m
     */
    public static double standardTargetEntropy(Task task) {
        try (Environment environment = task.create()) {
            return -environment.actionSpace().size();
        }
    }
}
