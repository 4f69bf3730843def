package softac.sac.agent;

import java.util.List;
import java.util.Map;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.optim.Adam;
import softac.autodiff.optim.Polyak;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.env.Box;

/** Soft Actor-Critic with twin target Q-functions and a learned or fixed temperature (v2, algorithm 1). */
public final class SacV2 extends SacAgent {
    private final TwinQ targetQ;
    private final Adam alphaOptimizer;
    private final PolicySample next = new PolicySample();
    private final Loss jAlpha;

    /**
     * A fresh agent; θ̄ starts at θ.
     *
     * @param kernels the loops to compute with, and so the precision; not shared with another thread
     * @param observationSize n
     * @param actions the box the task's actions lie in, bounded
     * @param config see {@link SacConfig#v2()}
     * @param seed of the networks' parameters
     * @throws IllegalArgumentException for a target entropy that no policy can have, or an unbounded box
     */
    public SacV2(Kernels kernels, int observationSize, Box actions, SacConfig config, Seed seed) {
        super(kernels, observationSize, actions, config, seed, "v2 (5), (6)", "v2 (9)");
        targetQ = new TwinQ("target_q", kernels, observationSize, actions.size(), config);
        Polyak.copy(kernels, q.parameters(), targetQ.parameters());
        alphaOptimizer = new Adam(kernels, temperature.parameters(), adam());
        jAlpha = new Loss("J_alpha", "J(α)", "v2 (18)", alphaOptimizer);
    }

    @Override
    SacV2 fresh(Kernels kernels, Seed seed) {
        return new SacV2(kernels, policy.observationSize(), actions(), config, seed);
    }

    @Override
    void learn(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated, Noise noise, Steps taken) {
        Tensor y = target(r, s2, notTerminated, noise);
        taken.minimize(jQ, criticLoss(s, a, y));

        policy.sample(s, noise, now);
        taken.minimize(jPi, policyLoss(s, now));

        if (temperature.isLearned()) {
            taken.minimize(jAlpha, temperatureLoss(now));
        }
        // θ̄ᵢ ← τ θᵢ + (1 − τ) θ̄ᵢ
        taken.follow(q.parameters(), targetQ.parameters());
    }

    @Override
    public List<Loss> losses() {
        return temperature.isLearned() ? List.of(jQ, jPi, jAlpha) : List.of(jQ, jPi);
    }

    @Override
    public List<ParameterGroup> groups() {
        List<ParameterGroup> groups = onlineGroups();
        groups.add(new ParameterGroup("θ̄₁", "target_q1", targetQ.first().parameters()));
        groups.add(new ParameterGroup("θ̄₂", "target_q2", targetQ.second().parameters()));
        if (temperature.isLearned()) {
            groups.add(new ParameterGroup("log α", "log_alpha", temperature.parameters()));
        }
        return List.copyOf(groups);
    }

    /**
     * y = r + γ (1 − d) (min_i Q_θ̄ᵢ(s′, a′) − α log π_φ(a′|s′)), a′ ~ π_φ(·|s′) (v2 (2), (3)).
     *
     * @param r scaled rewards (B × 1)
     * @param s2 s′ (B × n)
     * @param notTerminated 1 − d (B × 1)
     * @param noise B·m draws for a′
     * @return (B × 1)
     */
    public Tensor target(Tensor r, Tensor s2, Tensor notTerminated, Noise noise) {
        policy.sample(s2, noise, next);
        Tensor v = targetQ.min(s2, next.action()).sub(temperature.alpha(tape).mul(next.logProbability()));
        return r.add(notTerminated.mul(v).scale(config.discount()));
    }

    /**
     * J(α) = E[−α (log π_φ(a|s) + H̄)]; differentiate with respect to log α (v2 (18)).
     *
     * @param drawn log π(a|s) of the policy before its step, a constant here
     * @return (1 × 1)
     */
    public Tensor temperatureLoss(PolicySample drawn) {
        Tensor shortfall = drawn.logProbability().add(temperature.targetEntropy());
        return temperature.alpha(tape).mul(shortfall).mean().neg();
    }

    /** Q_θ̄₁, Q_θ̄₂. */
    public TwinQ targetCritics() {
        return targetQ;
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = super.metrics();
        metrics.put("train/ent_coef_loss", jAlpha.last());
        return metrics;
    }

    @Override
    public void state(StateVisitor visitor) {
        super.state(visitor);
        targetQ.state(visitor);
        visitor.part("alpha_optimizer", alphaOptimizer);
    }
}
