package softac.sac.agent;

import java.util.stream.Stream;
import softac.autodiff.Activation;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/** Small agents and random batches. */
final class Agents {
    static final int OBSERVATION = 3;
    static final int BATCH = 7;

    /** Different and off centre in every dimension. */
    static final Box ACTIONS = Box.of(new double[] {-3, 0}, new double[] {1, 10});

    private Agents() {}

    /** Both algorithms in both precisions. */
    record Kind(boolean isV1, Precision precision) {
        static Stream<Kind> all() {
            return Stream.of(Precision.values())
                    .flatMap(precision -> Stream.of(new Kind(true, precision), new Kind(false, precision)));
        }

        Kernels kernels() {
            return TestKernels.of(precision);
        }

        SacAgent agent(SacConfig config, Seed seed) {
            return agent(kernels(), config, seed);
        }

        SacAgent agent(Kernels kernels, SacConfig config, Seed seed) {
            return isV1
                    ? new SacV1(kernels, OBSERVATION, ACTIONS, config, seed)
                    : new SacV2(kernels, OBSERVATION, ACTIONS, config, seed);
        }

        /** With a fixed α for v1, a learned one for v2. */
        SacAgent agent() {
            return agent(config(), Seed.of(1));
        }

        SacConfig config() {
            return isV1 ? small().withTemperature(new TemperatureSetting.Fixed(0.2)) : small();
        }

        Batch batch(Seed seed) {
            return Agents.batch(kernels(), BATCH, seed);
        }

        @Override
        public String toString() {
            return (isV1 ? "v1 " : "v2 ") + precision;
        }
    }

    static SacConfig small() {
        return SacConfig.v2().withHidden(6, 5).withActivation(Activation.TANH);
    }

    static Kernels float64() {
        return TestKernels.of(Precision.FLOAT64);
    }

    static SacV1 v1(SacConfig config) {
        return new SacV1(float64(), OBSERVATION, ACTIONS, config, Seed.of(1));
    }

    static SacV2 v2(SacConfig config) {
        return new SacV2(float64(), OBSERVATION, ACTIONS, config, Seed.of(1));
    }

    /** Standard normal observations and rewards, uniform actions, one transition in three terminated. */
    static Batch batch(Kernels kernels, int size, Seed seed) {
        Rng rng = seed.rng();
        Batch batch = new Batch(kernels, OBSERVATION, ACTIONS.size());
        batch.resize(size);
        kernels.fill(rng, batch.observation());
        kernels.fill(() -> rng.uniform(-1, 1), batch.action());
        kernels.fill(rng, batch.reward());
        kernels.fill(rng, batch.nextObservation());
        for (int i = 0; i < size; i++) {
            kernels.set(batch.notTerminated(), i, 0, i % 3 == 0 ? 0 : 1);
        }
        return batch;
    }
}
