package softac.lab.study;

import softac.lab.run.Returns;
import softac.lab.run.Run;
import softac.lab.run.RunSettings;
import softac.lab.run.TrainingSettings;
import softac.sac.train.Trainer;

/**
 * How well an agent does while it learns: every so many steps the mean of {@value #EPISODES} deterministic returns, always
 * from the starts {@code reset(0)} … {@code reset(99)}.
 *
 * <pre>{@code
 * RunSettings settings = Preset.of(task).settings(task, 1);
 * Milestones.train(settings, 20_000, 5_000, (steps, mean) -> System.out.println(steps + " " + mean));
 * }</pre>
 */
public final class Milestones {
    private static final int EPISODES = 100;

    private Milestones() {}

    /** Is told what was reached. */
    @FunctionalInterface
    public interface Listener {
        /**
         * At a milestone.
         *
         * @param steps taken
         * @param mean return of the policy as it is
         */
        void reached(long steps, double mean);
    }

    /**
     * Trains on one thread.
     *
     * @param settings what and how, but for the length
     * @param steps in all; as many transitions are kept
     * @param every steps between milestones; the last step is one, too
     * @param listener told at every milestone
     * @throws IllegalArgumentException for a number below 1, or fewer steps than a batch has transitions
     */
    public static void train(RunSettings settings, int steps, int every, Listener listener) {
        TrainingSettings usual = settings.training();
        TrainingSettings training =
                new TrainingSettings(steps, usual.warmup(), usual.updatesPerStep(), steps, every, EPISODES);
        try (Run run = new Run(settings.with(training), 1)) {
            Trainer trainer = run.trainer();
            while (trainer.steps() < steps) {
                trainer.step();
                if (trainer.steps() % every == 0 || trainer.steps() == steps) {
                    Returns returns = Returns.of(run.task(), trainer.agent().snapshot(), 0, EPISODES);
                    listener.reached(trainer.steps(), returns.mean());
                }
            }
        }
    }
}
