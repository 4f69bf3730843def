package softac.benchmarks.brittleness;

import java.util.Arrays;
import softac.autodiff.random.Noise;
import softac.sac.agent.SacAgent;

/** What an agent whose policy is random does where it should do its best (v1 section 5.2, stochastic evaluation). */
@FunctionalInterface
interface BestAction {
    /** In the task's box, overwritten. */
    void act(SacAgent agent, double[] observation, double[] action);

    /** tanh μ, as everywhere else. */
    static BestAction deterministic() {
        return SacAgent::act;
    }

    /** From the policy, as in training. */
    static BestAction drawn(Noise noise) {
        return (agent, observation, action) -> agent.act(observation, noise, action);
    }

    /** E[tanh(μ + σ ε)], each dimension by the trapezoidal rule over ε, the same ε in all. */
    static BestAction mean() {
        int nodes = 20; // on either side
        double width = 0.25;
        return (agent, observation, action) -> {
            double[] drawn = new double[action.length];
            double total = 0;
            Arrays.fill(action, 0);
            for (int n = -nodes; n <= nodes; n++) {
                double epsilon = n * width;
                double weight = StrictMath.exp(-epsilon * epsilon / 2);
                agent.act(observation, () -> epsilon, drawn);
                total += weight;
                for (int i = 0; i < action.length; i++) {
                    action[i] += weight * drawn[i];
                }
            }
            for (int i = 0; i < action.length; i++) {
                action[i] /= total;
            }
        };
    }
}
