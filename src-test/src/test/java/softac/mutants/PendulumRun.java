package softac.mutants;

import softac.lab.run.Preset;
import softac.lab.study.Milestones;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/**
 * Trains SacV2 on Pendulum-v1 with the settings of {@code bin/sac train pendulum}; prints, every 5,000 steps, a line with the
 * number of steps and the mean of 100 deterministic returns. {@link Bugs} runs it with a mistake in the product.
 */
final class PendulumRun {
    private PendulumRun() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        Task pendulum = Tasks.named("Pendulum-v1");
        Milestones.train(
                Preset.of(pendulum).settings(pendulum, Long.parseLong(args[0])),
                20_000,
                5_000,
                (steps, mean) -> System.out.println(steps + " " + mean));
    }
}
