package softac.sac.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.Policy;
import softac.sac.agent.SacAgent;
import softac.sac.env.Environment;
import softac.sac.env.Step;

/**
 * How good an agent is: the returns of its deterministic policy, and how far its Q-function is from the returns it
 * predicts. Runs on a copy of the task of its own and draws from streams of its own, so that evaluating changes nothing.
 */
public final class Evaluation {
    private static final int BIAS_EPISODES = 3;
    private static final long LONGEST = 1_000_000; // steps of an episode

    /** Something that acts: {@code actor::act}, for instance. */
    @FunctionalInterface
    public interface Behaviour {
        /**
         * Chooses an action.
         *
         * @param observation s (n), not modified
         * @param action a (m), in the task's box, overwritten
         */
        void act(double[] observation, double[] action);
    }

    private final Environment task;
    private final Seed seed;
    private final int episodes;

    /**
     * Every evaluation starts from the same states.
     *
     * @param task not used by anybody else
     * @param seed of the starts and of the noise of the stochastic episodes
     * @param episodes deterministic episodes per evaluation, at least 1
     */
    public Evaluation(Environment task, Seed seed, int episodes) {
        this.task = task;
        this.seed = seed;
        this.episodes = episodes;
    }

    /**
     * Evaluates the present policy.
     *
     * @param agent not changed
     * @return {@code eval/mean_reward} and {@code eval/mean_ep_length} of deterministic episodes, {@code
     *     eval/q_value} and {@code eval/q_bias} of stochastic ones
     */
    public Map<String, Double> of(SacAgent agent) {
        List<Episode> done = new ArrayList<>();
        for (int n = 0; n < episodes; n++) {
            double[] start = n == 0 ? task.reset(seed) : task.reset();
            done.add(episode(task, start, agent::act));
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(
                "eval/mean_reward",
                done.stream().mapToDouble(Episode::sum).average().orElseThrow());
        metrics.put(
                "eval/mean_ep_length",
                done.stream().mapToDouble(Episode::length).average().orElseThrow());
        predict(agent, metrics);
        return metrics;
    }

    /**
     * The returns of episodes started by {@code reset(first)}, {@code reset(first + 1)} …: for a task of Gymnasium's,
     * Gymnasium's own starts.
     *
     * @param task to act in
     * @param behaviour chooses the actions
     * @param first seed of the first episode
     * @param episodes how many
     * @return undiscounted sums of rewards
     */
    public static double[] returns(Environment task, Behaviour behaviour, long first, int episodes) {
        double[] returns = new double[episodes];
        for (int n = 0; n < episodes; n++) {
            returns[n] =
                    episode(task, task.reset(Seed.of(first + n)), behaviour).sum();
        }
        return returns;
    }

    /**
     * The same for a policy, acting deterministically.
     *
     * @param task to act in
     * @param policy to evaluate
     * @param first seed of the first episode
     * @param episodes how many
     * @return undiscounted sums of rewards
     * @throws IllegalArgumentException when the policy was made for other sizes or another box
     */
    public static double[] returns(Environment task, Policy policy, long first, int episodes) {
        int n = task.observationSpace().size();
        if (policy.network().observationSize() != n || !policy.actions().equals(task.actionSpace())) {
            throw new IllegalArgumentException("the policy observes "
                    + policy.network().observationSize() + " numbers and acts in " + policy.actions()
                    + ", the task shows " + n + " and takes " + task.actionSpace());
        }
        return returns(task, policy.actor()::act, first, episodes);
    }

    private static void requireEnd(long length) {
        if (length > LONGEST) {
            throw new IllegalStateException("evaluation: an episode has not ended after " + LONGEST
                    + " steps; give the task a time limit: new TimeLimit(task, maxSteps)");
        }
    }

    private record Episode(double sum, double length) {}

    private static Episode episode(Environment task, double[] start, Behaviour behaviour) {
        double[] observation = start;
        double[] action = new double[task.actionSpace().size()];
        double sum = 0;
        for (long length = 1; ; length++) {
            requireEnd(length);
            behaviour.act(observation, action);
            Step step = task.step(action);
            sum += step.reward();
            if (step.done()) {
                return new Episode(sum, (double) length);
            }
            observation = step.observation();
        }
    }

    /**
     * Means over stochastic episodes of q_value, min_i Q(s₀, a₀), and of q_bias, min_i Q(s₀, a₀) − G, where G is the soft
     * return that followed:
     *
     * <pre>G = r₀ + Σ_{t≥1} γᵗ (r_t − α log π(a_t|s_t)),  and where time ran out, + γᵀ (min_i Q(s_T, a_T) − α log π)</pre>
     */
    private void predict(SacAgent agent, Map<String, Double> metrics) {
        Rng noise = seed.split("bias").rng();
        List<Prediction> predictions = new ArrayList<>();
        for (int n = 0; n < BIAS_EPISODES; n++) {
            predictions.add(prediction(agent, n == 0 ? task.reset(seed) : task.reset(), noise));
        }
        metrics.put(
                "eval/q_value",
                predictions.stream().mapToDouble(Prediction::value).average().orElseThrow());
        metrics.put(
                "eval/q_bias",
                predictions.stream().mapToDouble(Prediction::bias).average().orElseThrow());
    }

    private record Prediction(double value, double bias) {}

    private Prediction prediction(SacAgent agent, double[] start, Rng noise) {
        double gamma = agent.config().discount();
        double alpha = agent.temperature().alpha();
        double[] action = new double[task.actionSpace().size()];
        agent.act(start, noise, action);
        double predicted = agent.minQ(start, action);
        double soft = 0;
        double discount = 1;
        for (long length = 1; ; length++) {
            requireEnd(length);
            Step step = task.step(action);
            soft += discount * agent.rewardScale() * step.reward();
            discount *= gamma;
            if (step.terminated()) {
                return new Prediction(predicted, predicted - soft);
            }
            double logProbability = agent.act(step.observation(), noise, action);
            soft -= discount * alpha * logProbability;
            if (step.truncated()) {
                return new Prediction(predicted, predicted - soft - discount * agent.minQ(step.observation(), action));
            }
        }
    }
}
