package softac.benchmarks.brittleness;

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

    /** A {@link SacAgent}, and what its policy does at its best. */
    record Sac(SacAgent agent, BestAction best) implements Learner {
        @Override
        public void explore(double[] observation, Noise noise, double[] action) {
            agent.act(observation, noise, action);
        }

        @Override
        public void exploit(double[] observation, double[] action) {
            best.act(agent, observation, action);
        }

        @Override
        public void update(Batch batch, Noise noise) {
            agent.update(batch, noise);
        }
    }
}
