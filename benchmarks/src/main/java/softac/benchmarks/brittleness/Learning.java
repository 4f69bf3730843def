package softac.benchmarks.brittleness;

import java.util.Arrays;
import softac.autodiff.NonFiniteException;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.lab.run.Preset;
import softac.sac.agent.NumericalFailure;
import softac.sac.env.Environment;
import softac.sac.env.Step;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.replay.Batch;
import softac.sac.replay.ReplayBuffer;
import softac.sac.train.Evaluation;

/**
 * One run on Pendulum-v1 with its preset's batch and random steps at the beginning, and an update every step after them;
 * evaluated on the starts {@code reset(0)} … {@code reset(19)} every {@value #EVERY} steps.
 */
final class Learning {
    static final Task TASK = Tasks.named("Pendulum-v1");
    static final Preset PRESET = Preset.of(TASK);
    static final int STEPS = 10_000;
    static final int EVERY = 1_000;

    private static final int EPISODES = 20;

    private Learning() {}

    /** Mean returns at every evaluation; NaN from the step on at which the agent met a number that is not finite. */
    static double[] returns(Setting setting, long number) {
        double[] reached = new double[STEPS / EVERY];
        Arrays.fill(reached, Double.NaN);
        try (Kernels kernels = Kernels.best(Precision.FLOAT32)) {
            learn(setting, kernels, Seed.of(number), reached);
        } catch (NumericalFailure | NonFiniteException e) {
            System.err.println(setting + ", seed " + number + ": " + e.getMessage());
        }
        return reached;
    }

    private static void learn(Setting setting, Kernels kernels, Seed seed, double[] reached) {
        Environment task = TASK.create();
        Environment evaluationTask = TASK.create();
        int observationSize = task.observationSpace().size();
        int actionSize = task.actionSpace().size();
        Learner learner = setting.factory().create(kernels, observationSize, task.actionSpace(), seed.split("agent"));
        ReplayBuffer replay = new ReplayBuffer(STEPS, observationSize, task.actionSpace());
        Batch batch = new Batch(kernels, observationSize, actionSize);
        Rng warmUp = seed.split("warmup").rng();
        Rng exploration = seed.split("exploration").rng();
        Rng sampling = seed.split("sampling").rng();
        Rng noise = seed.split("learning").rng();
        long warmUpSteps = PRESET.training().warmup();
        double[] action = new double[actionSize];
        double[] observation = task.reset(seed.split("task"));
        for (int step = 1; step <= STEPS; step++) {
            if (step <= warmUpSteps) {
                Arrays.setAll(action, i -> (float) warmUp.uniform(-1, 1));
                task.actionSpace().fromUnit(action, action);
            } else {
                learner.explore(observation, exploration, action);
            }
            Step result = task.step(action);
            replay.add(
                    observation,
                    action,
                    setting.rewardUnit() * result.reward(),
                    result.observation(),
                    result.terminated());
            observation = result.done() ? task.reset() : result.observation();
            if (step > warmUpSteps) {
                replay.sample(PRESET.learning().batch(), sampling, batch);
                learner.update(batch, noise);
            }
            if (step % EVERY == 0) {
                reached[step / EVERY - 1] = Arrays.stream(
                                Evaluation.returns(evaluationTask, learner::exploit, 0, EPISODES))
                        .average()
                        .orElseThrow();
            }
        }
    }
}
