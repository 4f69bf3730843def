package softac.sac.train;

import java.util.Arrays;
import java.util.List;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.file.StateHash;

/**
 * A training run on Pendulum-v1, as a value and as a program that prints the hash of its last state.
 *
 * @param algorithm 1 or 2
 * @param precision of agent and replay batches
 * @param units of each of two hidden layers
 * @param batchSize of an update
 * @param steps in all; the first {@code batchSize} are random
 * @param seed of everything
 */
record DeterminismTestRun(int algorithm, Precision precision, int units, int batchSize, int steps, long seed) {
    static DeterminismTestRun of(int algorithm, Precision precision) {
        return new DeterminismTestRun(algorithm, precision, 64, 100, 1_200, 1);
    }

    DeterminismTestRun small(int newSteps) {
        return new DeterminismTestRun(algorithm, precision, 8, 16, newSteps, seed);
    }

    DeterminismTestRun withSeed(long newSeed) {
        return new DeterminismTestRun(algorithm, precision, units, batchSize, steps, newSeed);
    }

    /** A trainer before its first step. */
    Trainer trainer(int evaluateEvery, int evaluationEpisodes) {
        return trainer(TestKernels.of(precision), evaluateEvery, evaluationEpisodes);
    }

    private Trainer trainer(Kernels kernels, int evaluateEvery, int evaluationEpisodes) {
        Task task = Tasks.named("Pendulum-v1");
        TrainerSettings settings =
                new TrainerSettings(steps, batchSize, batchSize, steps, 1, evaluateEvery, evaluationEpisodes);
        Box actions = task.create().actionSpace();
        SacAgent agent = agent(kernels, actions);
        return new Trainer(task.create(), task.create(), agent, settings, Seed.of(seed));
    }

    private SacAgent agent(Kernels kernels, Box actions) {
        Seed agentSeed = Seed.of(seed).split("agent");
        return algorithm == 1
                ? new SacV1(kernels, 3, actions, adapted(SacConfig.v1()), agentSeed)
                : new SacV2(kernels, 3, actions, adapted(SacConfig.v2()), agentSeed);
    }

    private SacConfig adapted(SacConfig config) {
        return config.withHidden(units, units).withLearningRate(1e-3);
    }

    /** Trains to the end without evaluating; the hash of everything then. */
    String hash() {
        return hash(TestKernels.of(precision));
    }

    /** The same with these kernels, which are closed. */
    String hash(Kernels kernels) {
        try (kernels) {
            return hash(trainer(kernels, steps, 1));
        }
    }

    private String hash(Trainer trainer) {
        while (trainer.steps() < steps) {
            trainer.step();
        }
        return StateHash.of(trainer);
    }

    /** The arguments that make {@link #main} run it on so many threads, which share all that they can. */
    Object[] arguments(int threads) {
        return new Object[] {algorithm, precision, units, batchSize, steps, seed, threads};
    }

    /** Prints the hash of the run that the seven arguments describe: in lanes where there is the Vector API. */
    public static void main(String[] arguments) {
        List<String> a = Arrays.asList(arguments);
        DeterminismTestRun run = new DeterminismTestRun(
                Integer.parseInt(a.get(0)),
                Precision.valueOf(a.get(1)),
                Integer.parseInt(a.get(2)),
                Integer.parseInt(a.get(3)),
                Integer.parseInt(a.get(4)),
                Long.parseLong(a.get(5)));
        System.out.println(run.hash(TestKernels.sharingAll(run.precision(), Integer.parseInt(a.get(6)))));
    }
}
