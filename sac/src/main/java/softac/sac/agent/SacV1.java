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

/** Soft Actor-Critic with a state value function, its target, and twin Q-functions (v1, algorithm 1). */
public final class SacV1 extends SacAgent {
    private final ValueFunction value;
    private final ValueFunction targetValue;
    private final Adam valueOptimizer;
    private final Loss jV;

    /**
     * A fresh agent; ψ̄ starts at ψ.
     *
     * @param kernels the loops to compute with, and so the precision; not shared with another thread
     * @param observationSize n
     * @param actions the box the task's actions lie in, bounded
     * @param config see {@link SacConfig#v1()}
     * @param seed of the networks' parameters
     * @throws IllegalArgumentException for a learned temperature, which is v2's, or an unbounded box
     */
    public SacV1(Kernels kernels, int observationSize, Box actions, SacConfig config, Seed seed) {
        super(kernels, observationSize, actions, config, seed, "v1 (7), (8)", "v1 (12)");
        if (temperature.isLearned()) {
            throw new IllegalArgumentException(
                    "SacV1 learns no temperature: give a reward scale or a fixed α, or take SacV2");
        }
        value = new ValueFunction("value", kernels, observationSize, config)
                .initialize(kernels, seed.split("value").rng());
        targetValue = new ValueFunction("target_value", kernels, observationSize, config);
        Polyak.copy(kernels, value.parameters(), targetValue.parameters());
        valueOptimizer = new Adam(kernels, value.parameters(), adam());
        jV = new Loss("J_V", "J_V(ψ)", "v1 (5)", valueOptimizer);
    }

    @Override
    SacV1 fresh(Kernels kernels, Seed seed) {
        return new SacV1(kernels, policy.observationSize(), actions(), config, seed);
    }

    @Override
    void learn(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated, Noise noise, Steps taken) {
        policy.sample(s, noise, now);
        Tensor softValue = softValueTarget(s, now);
        taken.minimize(jV, valueLoss(s, softValue));

        Tensor y = target(r, s2, notTerminated);
        taken.minimize(jQ, criticLoss(s, a, y));

        policy.sample(s, noise, now);
        taken.minimize(jPi, policyLoss(s, now));

        // ψ̄ ← τ ψ + (1 − τ) ψ̄
        taken.follow(value.parameters(), targetValue.parameters());
    }

    @Override
    public List<Loss> losses() {
        return List.of(jV, jQ, jPi);
    }

    @Override
    public List<ParameterGroup> groups() {
        List<ParameterGroup> groups = onlineGroups();
        groups.add(new ParameterGroup("ψ", "value", value.parameters()));
        groups.add(new ParameterGroup("ψ̄", "target_value", targetValue.parameters()));
        return List.copyOf(groups);
    }

    /**
     * V̂(s) = min_i Q_θᵢ(s, a) − α log π_φ(a|s), a drawn from the current policy, not from the replay (v1 (5)).
     *
     * @param s (B × n)
     * @param drawn a and log π(a|s)
     * @return (B × 1)
     */
    public Tensor softValueTarget(Tensor s, PolicySample drawn) {
        return q.min(s, drawn.action()).sub(temperature.alpha(tape).mul(drawn.logProbability()));
    }

    /**
     * J_V(ψ) = E[½ (V_ψ(s) − V̂(s))²]; differentiate with respect to ψ (v1 (5)).
     *
     * @param s (B × n)
     * @param softValue V̂ (B × 1), a constant here
     * @return (1 × 1)
     */
    public Tensor valueLoss(Tensor s, Tensor softValue) {
        return halfMeanSquare(value.apply(s), softValue);
    }

    /**
     * Q̂ = r + γ (1 − d) V_ψ̄(s′) (v1 (8)).
     *
     * @param r scaled rewards (B × 1)
     * @param s2 s′ (B × n)
     * @param notTerminated 1 − d (B × 1)
     * @return (B × 1)
     */
    public Tensor target(Tensor r, Tensor s2, Tensor notTerminated) {
        return r.add(notTerminated.mul(targetValue.apply(s2)).scale(config.discount()));
    }

    /** V_ψ. */
    public ValueFunction value() {
        return value;
    }

    /** V_ψ̄. */
    public ValueFunction targetValue() {
        return targetValue;
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = super.metrics();
        metrics.put("train/value_loss", jV.last());
        return metrics;
    }

    @Override
    public void state(StateVisitor visitor) {
        super.state(visitor);
        value.state(visitor);
        targetValue.state(visitor);
        visitor.part("value_optimizer", valueOptimizer);
    }
}
