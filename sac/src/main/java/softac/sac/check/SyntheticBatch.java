package softac.sac.check;

import java.util.function.DoubleSupplier;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.replay.Batch;

/** Transitions made up to reach where a replay does not: observations so far out that log σ meets its bounds. */
final class SyntheticBatch {
    private SyntheticBatch() {}

    /**
     * Normal observations of a standard deviation and rewards of 1, uniform actions, one transition in three terminated.
     *
     * @param agent gives sizes and precision
     * @param count B
     * @param deviation of the observations
     * @param seed of all numbers
     */
    static Batch of(SacAgent agent, int count, double deviation, Seed seed) {
        Kernels kernels = agent.kernels();
        Rng rng = seed.rng();
        DoubleSupplier observation = () -> deviation * rng.normal();
        Batch batch = new Batch(
                kernels, agent.policy().observationSize(), agent.policy().actionSize());
        batch.resize(count);
        kernels.fill(observation, batch.observation());
        kernels.fill(() -> rng.uniform(-1, 1), batch.action());
        kernels.fill(rng::normal, batch.reward());
        kernels.fill(observation, batch.nextObservation());
        for (int i = 0; i < count; i++) {
            kernels.set(batch.notTerminated(), i, 0, i % 3 == 0 ? 0 : 1);
        }
        return batch;
    }
}
