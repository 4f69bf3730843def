package softac.benchmarks.race;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/** This library's {@link SacV2}, through the calls that a user makes. */
public final class Ours implements SacContender {
    private final Kernels kernels;
    private final SacV2 agent;
    private final Batch batch;
    private final Rng noise = Seed.of(1).split("noise").rng();

    Ours(Kernels kernels, Sizes sizes, Snapshot start) {
        this.kernels = kernels;
        SacConfig config = SacConfig.v2().withHidden(sizes.hidden(), sizes.hidden());
        agent = new SacV2(kernels, sizes.observations(), Box.symmetric(sizes.actions(), 1), config, Seed.of(1));
        start.into(kernels, agent);
        batch = agent.emptyBatch();
        batch.resize(sizes.batch());
        kernels.load(start.get("batch.observation").data, batch.observation());
        kernels.load(start.get("batch.action").data, batch.action());
        kernels.load(start.get("batch.reward").data, batch.reward());
        kernels.load(start.get("batch.next_observation").data, batch.nextObservation());
        kernels.load(start.get("batch.not_terminated").data, batch.notTerminated());
    }

    /** The process of this contender. */
    public static void main(String[] arguments) throws IOException {
        SacChild.run(
                (task, start) -> {
                    Kernels kernels = kernels(task.precision(), task.threads());
                    kernels.awaitWarmUp();
                    Slices.about("kernels " + kernels.family());
                    return List.of(new Ours(kernels, task.sizes(), start));
                },
                arguments);
    }

    /** The one place that chooses what races: the fastest kernels with so many threads. */
    static Kernels kernels(Precision precision, int threads) {
        return Kernels.best(precision, threads);
    }

    @Override
    public String name() {
        return "sacv2";
    }

    @Override
    public double[] update(double[] next, double[] now) {
        int[] drawn = {0};
        agent.update(batch, () -> {
            int at = drawn[0]++;
            return at < next.length ? next[at] : now[at - next.length];
        });
        Map<String, Double> metrics = agent.metrics();
        return new double[] {
            metrics.getOrDefault("train/critic_loss", Double.NaN),
            metrics.getOrDefault("train/actor_loss", Double.NaN),
            metrics.getOrDefault("train/ent_coef_loss", Double.NaN)
        };
    }

    @Override
    public void update() {
        agent.update(batch, noise);
    }

    @Override
    public Snapshot parameters() {
        Snapshot parameters = new Snapshot();
        parameters.from(kernels, agent);
        return parameters;
    }
}
