package softac.sac.check;

import java.util.Arrays;
import java.util.List;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.nn.Linear;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacAgent;
import softac.sac.replay.Batch;

/**
 * A base point made up to lie astride the kinks that a replay seldom meets: each log σ is below its lower bound for some
 * observations and above its upper bound for others, and each of the two Qs is somewhere the smaller one.
 *
 * @param agent whose policy and Q₁ were moved there
 * @param batch standard normal observations and rewards, uniform actions, one transition in three terminated
 * @param noise of the actions drawn
 */
record SyntheticPoint(SacAgent agent, Batch batch, Seed noise) {
    /**
     * Moves an agent there.
     *
     * @param agent a FLOAT64 copy, modified: the last layers of the policy's log σ and of Q₁
     * @param count transitions, at least 2
     * @param seed of everything drawn
     */
    static SyntheticPoint astride(SacAgent agent, int count, Seed seed) {
        SyntheticPoint point = new SyntheticPoint(agent, batch(agent, count, seed.split("batch")), seed.split("noise"));
        point.spreadLogStd();
        point.crossTheQs();
        return point;
    }

    static Batch batch(SacAgent agent, int count, Seed seed) {
        Kernels kernels = agent.kernels();
        Rng rng = seed.rng();
        Batch batch = agent.emptyBatch();
        batch.resize(count);
        kernels.fill(rng, batch.observation());
        kernels.fill(() -> rng.uniform(-1, 1), batch.action());
        kernels.fill(rng, batch.reward());
        kernels.fill(rng, batch.nextObservation());
        for (int i = 0; i < count; i++) {
            kernels.set(batch.notTerminated(), i, 0, i % 3 == 0 ? 0 : 1);
        }
        return batch;
    }

    /** ℓ ← c (ℓ − mean ℓ) for each column of unclamped log σ, with c such that both bounds are passed. */
    private void spreadLogStd() {
        Tensor head = agent.policy().net().apply(observations());
        int m = agent.policy().actionSize();
        double farther = 2
                * Math.max(
                        Math.abs(agent.config().logStdMin()),
                        Math.abs(agent.config().logStdMax()));
        Linear last = last(agent.policy().net());
        for (int j = m; j < 2 * m; j++) {
            double[] column = column(head, j);
            double mean = mean(column);
            double reach = Math.min(max(column) - mean, mean - min(column));
            if (reach > 0) { // where the network is constant, there is nothing to spread
                double factor = Math.max(1, farther / reach);
                add(last.bias(), j, -mean);
                scale(last.bias(), j, factor);
                scale(last.weight(), j, factor);
            }
        }
    }

    /** Q₁ ← Q₁ − mean (Q₁ − Q₂), at actions of the policy. */
    private void crossTheQs() {
        Tensor s = observations();
        PolicySample drawn = new PolicySample();
        agent.policy().sample(s, noise.rng(), drawn);
        Tensor input = s.concat(drawn.action());
        Mlp first = agent.critics().first();
        Tensor difference = first.apply(input).sub(agent.critics().second().apply(input));
        add(last(first).bias(), 0, -mean(column(difference, 0)));
    }

    private Tensor observations() {
        agent.tape().begin();
        return agent.tape().constant(batch.observation());
    }

    private static Linear last(Mlp net) {
        List<Linear> layers = net.layers();
        return layers.get(layers.size() - 1);
    }

    private static double[] column(Tensor x, int j) {
        double[] column = new double[x.rows()];
        Arrays.setAll(column, i -> x.get(i, j));
        return column;
    }

    private void scale(Parameter p, int j, double factor) {
        Kernels kernels = agent.kernels();
        for (int i = 0; i < p.value().getNumRows(); i++) {
            kernels.set(p.value(), i, j, factor * kernels.get(p.value(), i, j));
        }
        p.changed();
    }

    private void add(Parameter bias, int j, double shift) {
        Kernels kernels = agent.kernels();
        kernels.set(bias.value(), 0, j, kernels.get(bias.value(), 0, j) + shift);
        bias.changed();
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double min(double[] x) {
        return Arrays.stream(x).min().orElseThrow();
    }

    private static double max(double[] x) {
        return Arrays.stream(x).max().orElseThrow();
    }
}
