package com.example.thermostat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.Actor;
import softac.sac.agent.Policy;

/** Many rooms, one policy: each thread of the host takes an actor of its own and acts. */
final class Household {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 3;

    private Household() {}

    /**
     * What a thread did.
     *
     * @param actions hash over the bits of every deterministic action
     * @param draws hash over the bits of every drawn action and its log-probability
     * @param bytes allocated by the thread meanwhile
     */
    record Work(long actions, long draws, long bytes) {}

    /** Starts what the JDK starts for a measurement, so that it is there before the library is. */
    static void prepare() {
        MEMORY.getCurrentThreadAllocatedBytes();
    }

    /** The same acts in every thread, all at once. */
    static Work[] act(Policy policy, int threads, int acts) throws InterruptedException {
        Work[] done = new Work[threads];
        CyclicBarrier together = new CyclicBarrier(threads);
        Thread[] workers = new Thread[threads];
        for (int n = 0; n < threads; n++) {
            int mine = n;
            workers[n] = new Thread(() -> {
                await(together);
                done[mine] = act(policy.actor(), acts);
            });
            workers[n].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return done;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Acts on observations that are the same in every call; measured once warm, three times, because the virtual machine
     * itself allocates some bytes for a thread whose code it exchanges. The least counts.
     */
    static Work act(Actor actor, int acts) {
        double[] observation = new double[2];
        double[] action = new double[2];
        drawn(actor, Seed.of(4).rng(), WARM_UP, observation, action);
        deterministic(actor, Seed.of(4).rng(), WARM_UP, observation, action);
        Work least = new Work(0, 0, Long.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            Rng first = Seed.of(5).rng();
            Rng second = Seed.of(6).rng();
            long before = MEMORY.getCurrentThreadAllocatedBytes();
            long actions = deterministic(actor, first, acts, observation, action);
            long draws = drawn(actor, second, acts, observation, action);
            long bytes = MEMORY.getCurrentThreadAllocatedBytes() - before;
            least = new Work(actions, draws, Math.min(bytes, least.bytes()));
        }
        return least;
    }

    private static long deterministic(Actor actor, Rng rng, int acts, double[] observation, double[] action) {
        long hash = 17;
        for (int n = 0; n < acts; n++) {
            observe(rng, observation);
            actor.act(observation, action);
            hash = add(add(hash, action[0]), action[1]);
        }
        return hash;
    }

    private static long drawn(Actor actor, Rng rng, int acts, double[] observation, double[] action) {
        long hash = 17;
        for (int n = 0; n < acts; n++) {
            observe(rng, observation);
            double logProbability = actor.act(observation, rng, action);
            hash = add(add(add(hash, logProbability), action[0]), action[1]);
        }
        return hash;
    }

    private static void observe(Rng rng, double[] observation) {
        observation[0] = rng.uniform(-2, 2);
        observation[1] = rng.uniform(-1, 2);
    }

    private static long add(long hash, double x) {
        return 31 * hash + Double.doubleToRawLongBits(x);
    }
}
