package com.example.thermostat;

import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.Policy;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.replay.Batch;
import softac.sac.replay.ReplayBuffer;

/** Learns while the host's own loop runs: no trainer, no environment, only act, add, sample and update. */
final class Lessons {
    static final int HALF_DAY = 48; // quarters of an hour, after which the host turns to another day

    private static final int BATCH = 64;

    private final SacAgent agent;
    private final ReplayBuffer replay;
    private final Batch batch;
    private final Rng exploration;
    private final Rng sampling;
    private final Rng learning;

    Lessons(Seed seed, Precision precision) {
        Kernels kernels = Kernels.best(precision);
        Box actions = Box.of(Room.LEAST, Room.MOST);
        SacConfig config =
                SacConfig.v2().withHidden(32, 32).withLearningRate(1e-3).withDiscount(0.95);
        agent = new SacV2(kernels, 2, actions, config, seed.split("agent"));
        replay = new ReplayBuffer(10_000, 2, actions);
        batch = agent.emptyBatch();
        exploration = seed.split("exploration").rng();
        sampling = seed.split("sampling").rng();
        learning = seed.split("learning").rng();
    }

    Policy policy() {
        return agent.snapshot();
    }

    /** Lives through that many quarters of an hour and learns from each. */
    void learn(Room room, int quarters) {
        double[] before = new double[2];
        double[] after = new double[2];
        double[] action = new double[2];
        for (int t = 1; t <= quarters; t++) {
            room.sense(before);
            agent.act(before, exploration, action);
            double reward = room.live(action[0], action[1]);
            room.sense(after);
            replay.add(before, action, reward, after, room.isFrozen()); // the half day's end is no end of the task
            if (replay.size() >= BATCH) {
                replay.sample(BATCH, sampling, batch);
                agent.update(batch, learning);
            }
            if (room.isFrozen() || t % HALF_DAY == 0) {
                room.newDay();
            }
        }
    }
}
