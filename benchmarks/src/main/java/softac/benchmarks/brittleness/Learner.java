package softac.benchmarks.brittleness;

import java.util.Arrays;
import softac.autodiff.random.Noise;
import softac.sac.agent.SacAgent;
import softac.sac.replay.Batch;

/** What the loop of training asks of an agent, so that SAC and DDPG learn in the same one. */
interface Learner {
    /** An action to explore with, in the task's box, overwritten; m draws. */
    void explore(double[] observation, Noise noise, double[] action);

    /** The action that the agent holds best. */
    void exploit(double[] observation, double[] action);

    /** One update of every network. */
    void update(Batch batch, Noise noise);

    /** A {@link SacAgent}. */
    record Sac(SacAgent agent) implements Learner {
        @Override
        public void explore(double[] observation, Noise noise, double[] action) {
            agent.act(observation, noise, action);
        }

        @Override
        public void exploit(double[] observation, double[] action) {
            agent.act(observation, action);
        }

        @Override
        public void update(Batch batch, Noise noise) {
            agent.update(batch, noise);
        }
    }

    /** The same agent, drawing from its policy where it should do its best (v1 section 5.2, stochastic evaluation). */
    record Drawing(SacAgent agent, Noise evaluationNoise) implements Learner {
        @Override
        public void explore(double[] observation, Noise noise, double[] action) {
            agent.act(observation, noise, action);
        }

        @Override
        public void exploit(double[] observation, double[] action) {
            agent.act(observation, evaluationNoise, action);
        }

        @Override
        public void update(Batch batch, Noise noise) {
            agent.update(batch, noise);
        }
    }

    /**
     * The same agent, taking the mean E[tanh(μ + σ ε)] of each dimension of the action where it should do its best: the
     * trapezoidal rule over ε, every dimension with the same ε.
     */
    record Mean(SacAgent agent) implements Learner {
        private static final int NODES = 20;
        private static final double WIDTH = 0.25;

        @Override
        public void explore(double[] observation, Noise noise, double[] action) {
            agent.act(observation, noise, action);
        }

        @Override
        public void exploit(double[] observation, double[] action) {
            double[] drawn = new double[action.length];
            double total = 0;
            Arrays.fill(action, 0);
            for (int n = -NODES; n <= NODES; n++) {
                double epsilon = n * WIDTH;
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
        }

        @Override
        public void update(Batch batch, Noise noise) {
            agent.update(batch, noise);
        }
    }
}
