package softac.mutants;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Environment;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.Evaluation;
import softac.sac.train.Trainer;
import softac.sac.train.TrainerSettings;
import softac.sac.train.TrainingListener;

/**
 * Trains SacV2 on Pendulum-v1 with the settings of {@code bin/sac train pendulum}; prints, every 5,000 steps, a line with the
 * number of steps and the mean of 100 deterministic returns. {@link Bugs} runs it with a mistake in the product.
 */
final class PendulumRun {
    private static final int STEPS = 20_000;
    private static final int EVERY = 5_000;

    private PendulumRun() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        Seed seed = Seed.of(Long.parseLong(args[0]));
        Task pendulum = Tasks.named("Pendulum-v1");
        Environment task = pendulum.create();
        SacConfig config = SacConfig.v2().withHidden(64, 64).withLearningRate(1e-3);
        SacV2 agent = new SacV2(
                Kernels.best(Precision.FLOAT32),
                task.observationSpace().size(),
                task.actionSpace(),
                config,
                seed.split("agent"));
        TrainerSettings settings = new TrainerSettings(STEPS, 100, 100, STEPS, 1, EVERY, 1);
        new Trainer(task, pendulum.create(), agent, settings, seed).run(new TrainingListener() {
            @Override
            public void evaluated(Trainer trainer, Map<String, Double> metrics) {
                double[] returns =
                        Evaluation.returns(pendulum.create(), trainer.agent().snapshot(), 0, 100);
                System.out.println(
                        trainer.steps() + " " + Arrays.stream(returns).average().orElseThrow());
            }
        });
    }
}
