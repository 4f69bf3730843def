package softac.sac.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.Nullable;
import softac.autodiff.NonFiniteException;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.optim.Adam;
import softac.autodiff.optim.Polyak;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/**
 * What both algorithms share: the policy π_φ, the twin Q_θ, the temperature α, their optimisers and the loss of the
 * policy. It does not own the loop: call {@link #act}, keep the transitions, and {@link #update} on batches of them.
 *
 * <p>Serves one thread at a time.
 */
public abstract sealed class SacAgent implements Stateful permits SacV1, SacV2 {
    final Kernels kernels;
    final Tape tape;
    final SacConfig config;
    final SquashedGaussianPolicy policy;
    final TwinQ q;
    final Temperature temperature;
    final Adam policyOptimizer;
    final Adam criticOptimizer;
    final PolicySample now = new PolicySample();

    private final Box actions;
    private final Actor actor;
    private final double rewardScale;
    private final List<String> stepsTaken = new ArrayList<>();
    private long updates;
    private double entropy = Double.NaN;
    private @Nullable String failure;

    final Loss jPi;
    final Loss jQ;

    /** Those of an update: each optimiser moves its parameters, and the targets follow. */
    private final Steps own = new Steps() {
        @Override
        public void begin(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {}

        @Override
        public void minimize(Loss loss, Tensor value) {
            loss.minimize(value);
            stepsTaken.add(loss.name());
        }

        @Override
        public void follow(List<Parameter> online, List<Parameter> target) {
            Polyak.update(kernels, config.tau(), online, target);
        }
    };

    /** The sources are those of J_Q and J_π in the paper of the algorithm. */
    SacAgent(
            Kernels kernels,
            int observationSize,
            Box actions,
            SacConfig config,
            Seed seed,
            String sourceOfJq,
            String sourceOfJpi) {
        if (observationSize < 1 || !actions.isBounded()) {
            throw new IllegalArgumentException("agent: observation size " + observationSize + ", actions in " + actions
                    + ": the size must be at least 1 and the actions bounded");
        }
        this.kernels = kernels;
        this.actions = actions;
        this.config = config;
        int m = actions.size();
        tape = new Tape(kernels);
        temperature = new Temperature(kernels, config.temperature(), m);
        rewardScale = config.temperature() instanceof TemperatureSetting.RewardScale s ? s.scale() : 1;
        policy = new SquashedGaussianPolicy(kernels, observationSize, m, config)
                .initialize(kernels, seed.split("policy").rng());
        q = new TwinQ("q", kernels, observationSize, m, config)
                .initialize(kernels, seed.split("q").rng());
        policyOptimizer = new Adam(kernels, policy.parameters(), adam());
        criticOptimizer = new Adam(kernels, q.parameters(), adam());
        jQ = new Loss("J_Q", "J_Q(θ)", sourceOfJq, criticOptimizer);
        jPi = new Loss("J_pi", "J_π(φ)", sourceOfJpi, policyOptimizer);
        actor = new Actor(kernels, policy, actions);
    }

    final Adam.Settings adam() {
        return Adam.Settings.of(config.learningRate()).withMaxGradientNorm(config.maxGradientNorm());
    }

    // ----------------------------------------------------------------------------------------------- learning

    /** A batch of no transitions yet, for this agent's updates: to be filled by a replay, or by hand. */
    public final Batch emptyBatch() {
        return new Batch(kernels, policy.observationSize(), policy.actionSize());
    }

    /**
     * One update of every network from one batch.
     *
     * @param batch B transitions in the agent's precision, from the replay or from anywhere
     * @param noise ε of the actions drawn: B·m draws for the target, then B·m for the policy, row by row
     * @throws NumericalFailure when the batch, a loss or a gradient is not finite, and ever after
     * @throws IllegalArgumentException when the batch does not fit the networks
     */
    public final void update(Batch batch, Noise noise) {
        update(batch, noise, own);
    }

    /**
     * The same update, to the bit, with somebody looking on.
     *
     * @param batch B transitions in the agent's precision
     * @param noise ε of the actions drawn
     * @param listener told of the inputs, and of every loss before and after its step
     * @throws NumericalFailure when the batch, a loss or a gradient is not finite, and ever after
     * @throws IllegalArgumentException when the batch does not fit the networks
     */
    public final void update(Batch batch, Noise noise, UpdateListener listener) {
        update(batch, noise, new Steps() {
            @Override
            public void begin(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {
                listener.begun(s, a, r, s2, notTerminated);
            }

            @Override
            public void minimize(Loss loss, Tensor value) {
                listener.recorded(loss, value);
                own.minimize(loss, value);
                listener.stepped(loss);
            }

            @Override
            public void follow(List<Parameter> online, List<Parameter> target) {
                own.follow(online, target);
                listener.followed();
            }
        });
    }

    private void update(Batch batch, Noise noise, Steps taken) {
        if (failure != null) {
            throw new NumericalFailure("no update after a failure, load a good state first: " + failure);
        }
        stepsTaken.clear();
        try {
            learn(batch, noise, taken);
            entropy = -now.logProbability().mean().item();
        } catch (NonFiniteException e) {
            failure = "update " + (updates + 1) + ": " + e.getMessage() + "; steps already taken in this update: "
                    + (stepsTaken.isEmpty() ? "none" : String.join(", ", stepsTaken));
            // v1's step before J_Q moves ψ, which J_Q does not read
            throw new NumericalFailure(failure, updates == 0 && !stepsTaken.contains(jQ.name()));
        }
        updates++;
    }

    private void learn(Batch batch, Noise noise, Steps taken) {
        int count = batch.observation().getNumRows();
        if (count < 1 || batch.kernels().precision() != kernels.precision()) {
            throw new IllegalArgumentException("update: a " + batch.kernels().precision() + " batch of " + count
                    + " transitions: must be " + kernels.precision() + " and hold at least 1");
        }
        tape.begin();
        Tensor s = input("observation", batch.observation(), count, policy.observationSize())
                .named("s");
        Tensor a = input("action", batch.action(), count, policy.actionSize()).named("a");
        Tensor r = input("reward", batch.reward(), count, 1).scale(rewardScale).named("r");
        Tensor s2 = input("next observation", batch.nextObservation(), count, policy.observationSize())
                .named("s′");
        Tensor notTerminated =
                input("not-terminated", batch.notTerminated(), count, 1).named("1 − d");
        taken.begin(s, a, r, s2, notTerminated);
        learn(s, a, r, s2, notTerminated, noise, taken);
    }

    /**
     * The algorithm: every loss in the paper's order, each followed by its step; then the targets. All tensors but the
     * networks' are constants.
     */
    abstract void learn(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated, Noise noise, Steps taken);

    /** Refuses another shape too: a ragged batch would be stretched, or fail between two steps. */
    private Tensor input(String name, ReshapeMatrix matrix, int rows, int columns) {
        if (matrix.getNumRows() != rows || matrix.getNumCols() != columns) {
            throw new IllegalArgumentException("update: batch " + name + " is " + matrix.getNumRows() + "×"
                    + matrix.getNumCols() + ": must be " + rows + "×" + columns);
        }
        int at = kernels.firstNonFinite(matrix);
        if (at >= 0) {
            int row = at / matrix.getNumCols();
            int column = at % matrix.getNumCols();
            throw new NonFiniteException("batch " + name + " is " + kernels.get(matrix, row, column) + " at row " + row
                    + ", column " + column);
        }
        return tape.constant(matrix);
    }

    // ------------------------------------------------------------------------------------------------- losses

    /**
     * What an update minimises, in its order.
     *
     * @return v1: J_V, J_Q, J_π; v2: J_Q, J_π and, where α is learned, J(α)
     */
    public abstract List<Loss> losses();

    /**
     * Every parameter of this agent, each in one group.
     *
     * @return v1: φ, θ₁, θ₂, ψ, ψ̄; v2: φ, θ₁, θ₂, θ̄₁, θ̄₂ and, where it is learned, log α
     */
    public abstract List<ParameterGroup> groups();

    /** φ, θ₁, θ₂, in a list to add to. */
    final List<ParameterGroup> onlineGroups() {
        List<ParameterGroup> groups = new ArrayList<>();
        groups.add(new ParameterGroup("φ", "policy", policy.parameters()));
        groups.add(new ParameterGroup("θ₁", "q1", q.first().parameters()));
        groups.add(new ParameterGroup("θ₂", "q2", q.second().parameters()));
        return groups;
    }

    /**
     * Records every loss as an update would, by the same code on the same draws, but takes no step: to differentiate, check
     * or draw them. Begins a new pass on {@link #tape()}.
     *
     * @param batch B transitions in the agent's precision
     * @param noise ε of the actions drawn, as for {@link #update(Batch, Noise)}
     * @return inputs and losses
     * @throws NonFiniteException when the batch is not finite
     * @throws IllegalArgumentException when the batch does not fit the networks
     */
    public final Recording record(Batch batch, Noise noise) {
        Recorder recorder = new Recorder();
        learn(batch, noise, recorder);
        return new Recording(recorder.inputs, recorder.losses);
    }

    /**
     * One of them, for a gradient check:
     *
     * <pre>{@code
     * for (Loss loss : agent.losses()) {
     *     check.run(agent.tape(), loss.parameters(), () -> agent.record(loss, batch, seed.rng())).assertAgrees();
     * }
     * }</pre>
     *
     * @param loss one of {@link #losses()}
     * @param batch B transitions in the agent's precision
     * @param noise ε of the actions drawn, from a fresh stream of the same seed each time
     * @return its value (1 × 1)
     * @throws NonFiniteException when the batch is not finite
     * @throws IllegalArgumentException when the batch does not fit the networks, or the loss is another agent's
     */
    public final Tensor record(Loss loss, Batch batch, Noise noise) {
        Tensor value = record(batch, noise).losses().get(loss);
        if (value == null) {
            throw new IllegalArgumentException(
                    "record: " + loss + " is no loss of this agent: must be one of " + losses());
        }
        return value;
    }

    /**
     * J_π(φ) = E[α log π_φ(a|s) − min_i Q_θᵢ(s, a)], a = f_φ(ε; s); differentiate with respect to φ (v1 (12), v2 (9)).
     *
     * @param s (B × n)
     * @param drawn a and log π(a|s) of the current policy
     * @return (1 × 1)
     */
    public final Tensor policyLoss(Tensor s, PolicySample drawn) {
        Tensor alpha = temperature.alpha(tape);
        return alpha.mul(drawn.logProbability()).sub(q.min(s, drawn.action())).mean();
    }

    /**
     * J_Q(θ₁) + J_Q(θ₂), J_Q(θᵢ) = E[½ (Q_θᵢ(s, a) − y)²]; differentiate with respect to θ (v1 (7), v2 (5)).
     *
     * @param s (B × n)
     * @param a (B × m)
     * @param y the target (B × 1)
     * @return (1 × 1)
     */
    public final Tensor criticLoss(Tensor s, Tensor a, Tensor y) {
        Tensor input = s.concat(a);
        return halfMeanSquare(q.first().apply(input), y)
                .add(halfMeanSquare(q.second().apply(input), y));
    }

    /**
     * E[½ (x − y)²].
     *
     * @param x prediction (B × 1)
     * @param y target (B × 1)
     * @return (1 × 1)
     */
    public static Tensor halfMeanSquare(Tensor x, Tensor y) {
        return x.sub(y).square().mean().scale(0.5);
    }

    // ------------------------------------------------------------------------------------------------- acting

    /**
     * An action drawn from the present policy, for exploring.
     *
     * @param observation s (n), not modified
     * @param noise m draws
     * @param action (m), in the task's box, overwritten
     * @return log π(a|s) of the unscaled action
     */
    public final double act(double[] observation, Noise noise, double[] action) {
        return actor.act(observation, noise, action);
    }

    /**
     * The deterministic action of the present policy.
     *
     * @param observation s (n), not modified
     * @param action (m), in the task's box, overwritten
     */
    public final void act(double[] observation, double[] action) {
        actor.act(observation, action);
    }

    /**
     * A copy of this agent in the precision of other kernels: the same numbers (from single precision every digit), moments
     * and counters. What single precision drowns in rounding, such as a gradient check, is done on such a copy.
     *
     * @param kernels the loops of the copy, not shared with another thread
     * @return another agent, which shares nothing with this one
     */
    public final SacAgent copy(Kernels kernels) {
        SacAgent copy = fresh(kernels, Seed.of(0));
        StateCopy state = new StateCopy(this.kernels);
        state(state);
        copy.state(state.onto(kernels));
        return copy;
    }

    /** Another agent of this kind and these settings. */
    abstract SacAgent fresh(Kernels kernels, Seed seed);

    /**
     * A copy of the present policy, to deploy, save or hand to other threads.
     *
     * @return an immutable policy
     */
    public final Policy snapshot() {
        return new Policy(kernels, policy, config, actions);
    }

    /**
     * min_i Q_θᵢ(s, a) for one observation and action: the soft return that the agent expects. Begins a new pass on
     * {@link #tape()}.
     *
     * @param observation s (n)
     * @param action a (m), in the task's box
     * @return in units of the (scaled) reward
     * @throws IllegalArgumentException when a size is wrong
     */
    public final double minQ(double[] observation, double[] action) {
        if (observation.length != policy.observationSize() || action.length != policy.actionSize()) {
            throw new IllegalArgumentException("minQ: observation of " + observation.length
                    + " and action of " + action.length + " numbers: must have " + policy.observationSize() + " and "
                    + policy.actionSize());
        }
        ReshapeMatrix s = kernels.create(1, observation.length);
        ReshapeMatrix a = kernels.create(1, action.length);
        kernels.load(observation, s);
        kernels.load(actions.toUnit(action, new double[action.length]), a);
        tape.begin();
        return q.min(tape.constant(s), tape.constant(a)).item();
    }

    // -------------------------------------------------------------------------------------------------- parts

    /** The tape its losses are recorded on; {@link Tape#begin()} before recording one outside of an update. */
    public final Tape tape() {
        return tape;
    }

    /** The loops it computes with: batches for it are made with them too. */
    public final Kernels kernels() {
        return kernels;
    }

    /** The settings. */
    public final SacConfig config() {
        return config;
    }

    /** The task's box. */
    public final Box actions() {
        return actions;
    }

    /** What rewards are multiplied with, 1 unless set. */
    public final double rewardScale() {
        return rewardScale;
    }

    /** π_φ. */
    public final SquashedGaussianPolicy policy() {
        return policy;
    }

    /** Q_θ₁, Q_θ₂. */
    public final TwinQ critics() {
        return q;
    }

    /** α. */
    public final Temperature temperature() {
        return temperature;
    }

    /** Number of updates so far. */
    public final long updates() {
        return updates;
    }

    /**
     * The losses of the last update, α, and the entropy E[−log π_φ(a|s)] over its batch, under the names that
     * Stable-Baselines3 writes where it has one; NaN before the first update.
     *
     * @return name → value, in a fixed order
     */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("train/actor_loss", jPi.last());
        metrics.put("train/critic_loss", jQ.last());
        metrics.put("train/ent_coef", temperature.alpha());
        metrics.put("train/entropy", entropy);
        return metrics;
    }

    /**
     * What {@link #metrics} says of the last update. It is no part of {@link #state}, since nothing is computed from it;
     * whoever writes it into a table that is to go on after a resume keeps it too.
     *
     * @return lists the last value of every loss, and the entropy
     */
    public final Stateful lastUpdate() {
        return visitor -> {
            for (Loss loss : losses()) {
                visitor.part(loss.name(), loss);
            }
            double[] last = {entropy};
            visitor.doubles("entropy", last);
            entropy = last[0];
        };
    }

    /** Lists parameters, moments, the number of updates and whether one failed. */
    @Override
    public void state(StateVisitor visitor) {
        policy.state(visitor);
        q.state(visitor);
        temperature.state(visitor);
        visitor.part("policy_optimizer", policyOptimizer);
        visitor.part("critic_optimizer", criticOptimizer);
        long[] counter = {updates};
        long[] failed = {failure == null ? 0 : 1};
        visitor.longs("updates", counter);
        visitor.longs("failed", failed);
        if (visitor.overwrites()) {
            updates = counter[0];
            failure = failed[0] == 0 ? null : failure == null ? "the state loaded was saved after one" : failure;
        }
    }
}
