package softac.sac.train;

import java.util.function.BiConsumer;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.random.Seed;
import softac.sac.check.Certificate;
import softac.sac.replay.Batch;
import softac.sac.replay.ReplayBuffer;

/**
 * Certifies the agent while it is trained: every so many steps the gradients of all its losses, and what they depend on, for
 * the parameters of that moment and a batch of the replay.
 *
 * <pre>{@code
 * trainer.run(new Certifier(1_000, 32, GradientCheck.sample(8, 8, seed), seed, (at, certificate) -> …));
 * }</pre>
 *
 * <p>It leaves no trace: it works on copies and draws from streams of its own, so the run ends in the same state, to the bit,
 * with certificates or without.
 */
public final class Certifier implements TrainingListener {
    private static final int LEAST = 2; // transitions of a certificate

    private final long every;
    private final int batchSize;
    private final GradientCheck check;
    private final Seed seed;
    private final BiConsumer<Trainer, Certificate> reader;

    /**
     * For one run.
     *
     * @param every steps between certificates, at least 1
     * @param batchSize transitions that each is made on, at least 2; fewer where the replay has no more
     * @param check how many derivatives, and the tolerance
     * @param seed of batches and noise
     * @param reader is given every certificate, those too that do not pass; what it throws stops the training
     * @throws IllegalArgumentException when a number is too small
     */
    public Certifier(
            long every, int batchSize, GradientCheck check, Seed seed, BiConsumer<Trainer, Certificate> reader) {
        if (every < 1 || batchSize < LEAST) {
            throw new IllegalArgumentException("certificates every " + every + " steps on " + batchSize
                    + " transitions: must be at least 1 and at least " + LEAST);
        }
        this.every = every;
        this.batchSize = batchSize;
        this.check = check;
        this.seed = seed;
        this.reader = reader;
    }

    @Override
    public void stepped(Trainer trainer) {
        if (trainer.steps() % every == 0 && trainer.replay().size() >= LEAST) {
            Seed now = seed.split("certificate").split(Long.toString(trainer.steps()));
            reader.accept(trainer, Certificate.of(trainer.agent(), batch(trainer, now), check, now.split("noise")));
        }
    }

    private Batch batch(Trainer trainer, Seed now) {
        ReplayBuffer replay = trainer.replay();
        Batch batch = trainer.agent().emptyBatch();
        replay.sample(Math.min(batchSize, replay.size()), now.split("batch").rng(), batch);
        return batch;
    }
}
