package softac.autodiff.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the loops of one kernel object: the caller and its daemon helpers, started with the first shared
 * loop. Between two loops of an update lies less time than it takes to wake a thread, so who waits looks for the other
 * first; when nothing comes for some tenth of a millisecond the update is over, and it parks, so that nobody keeps a core
 * from the compiler or from other programs.
 */
final class Team implements AutoCloseable {
    /** Looks before parking: one or two tenths of a millisecond. */
    private static final int PATIENCE = 10_000;

    /** Multiplications and additions below which handing over costs more than it saves (measured: see benchmarks). */
    long worthSharing = 1L << 20;

    /** Elements of an elementwise loop, likewise. */
    int elementsWorthSharing = 1 << 14;

    /** A loop that can be cut into parts whose outputs are disjoint. It is one object for all its runs. */
    interface Task {
        /** Computes part {@code part} of {@code parts}. */
        void run(int part, int parts);
    }

    private final Helper[] helpers;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Thread caller = Thread.currentThread();
    private volatile boolean callerParked;
    private boolean started;

    /** A team of so many threads, the caller among them. */
    Team(int threads) {
        helpers = new Helper[threads - 1];
    }

    /** Threads, the caller among them. */
    int size() {
        return helpers.length + 1;
    }

    /** Runs all parts of the task, alone or shared, and returns when they are done. */
    void run(Task task, boolean share) {
        if (!share || helpers.length == 0) {
            task.run(0, 1);
            return;
        }
        if (!started) {
            start();
        }
        caller = Thread.currentThread();
        busy.set(helpers.length);
        for (Helper helper : helpers) {
            helper.take(task);
        }
        try {
            task.run(0, size());
        } finally {
            await();
        }
        for (Helper helper : helpers) {
            helper.rethrow();
        }
    }

    private void start() {
        started = true;
        for (int n = 0; n < helpers.length; n++) {
            helpers[n] = new Helper(n + 1);
            helpers[n].start();
        }
    }

    private void await() {
        for (int look = 0; busy.get() > 0; look++) {
            if (look < PATIENCE) {
                Thread.onSpinWait();
            } else {
                callerParked = true;
                if (busy.get() > 0) {
                    LockSupport.park(this);
                }
                callerParked = false;
            }
        }
    }

    /** Ends the helpers; the next shared loop starts others. */
    @Override
    public void close() {
        if (started) {
            for (Helper helper : helpers) {
                helper.take(Helper.END);
            }
            started = false;
        }
    }

    /** Waits for tasks and runs its part of each. */
    private final class Helper extends Thread {
        private static final Task END = (part, parts) -> {};

        private final int part;
        private volatile @Nullable Task task;
        private volatile boolean parked;
        private volatile @Nullable Throwable failure;

        Helper(int part) {
            super("softac-kernels-" + part);
            this.part = part;
            setDaemon(true);
        }

        void take(Task next) {
            failure = null;
            task = next;
            if (parked) { // it says so before it looks once more, so no task is missed
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            int look = 0;
            for (Task next = task; next != END; next = task) { // read once a round, so that END is never worked off
                if (next != null) {
                    work(next);
                    look = 0;
                } else if (look++ < PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (task == null) {
                        LockSupport.park(this);
                    }
                    parked = false;
                }
            }
        }

        private void work(Task next) {
            try {
                next.run(part, size());
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            task = null;
            if (busy.decrementAndGet() == 0 && callerParked) {
                LockSupport.unpark(caller);
            }
        }

        void rethrow() {
            Throwable thrown = failure;
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }
}
