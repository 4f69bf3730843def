package softac.benchmarks.brittleness;

import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Seed;
import softac.sac.env.Box;

/**
 * One way to learn.
 *
 * @param study what it belongs to
 * @param agent DDPG, SacV1 or SacV2
 * @param value what is varied, as text
 * @param rewardUnit what the task's rewards are multiplied with before the agent sees them; returns are reported without
 * @param factory makes the agent
 */
record Setting(String study, String agent, String value, double rewardUnit, Factory factory) {
    /** Makes an agent for a task. */
    @FunctionalInterface
    interface Factory {
        /** A fresh agent. */
        Learner create(Kernels kernels, int observationSize, Box actions, Seed seed);
    }
}
