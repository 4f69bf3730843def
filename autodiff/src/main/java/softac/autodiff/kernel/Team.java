package softac.autodiff.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the loops of one kernel object: the caller and its daemon helpers, started with the first shared
 * loop. A loop has as many parts as the team threads; each thread takes the next part that is not taken. So where the
 * other core is busy with something else, the caller does all of it and waits for nobody.
 *
 * <p>Between two loops of an update lies less time than it takes to wake a thread, so a helper looks for the next one
 * first; when none comes for one or two tenths of a millisecond the update is over, and it parks, so that nobody keeps a
 * core from the compiler or from other programs.
 */
final class Team implements AutoCloseable {
    /** Looks before parking. */
    private static final int PATIENCE = 10_000;

    /** Multiplications and additions below which handing over costs more than it saves (measured: see benchmarks). */
    long worthSharing = 1L << 20;

    /** Elements of an elementwise loop, likewise. */
    int elementsWorthSharing = 1 << 15;

    /** A loop that can be cut into parts whose outputs are disjoint. It is one object for all its runs. */
    interface Task {
        /** Computes part {@code part} of {@code parts}. */
        void run(int part, int parts);
    }

    private final int size;
    private Helper[] helpers = {};

    /** Number of the loop in the high half, next part to be taken in the low half. */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile Task task = (part, parts) -> {};
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread parkedCaller;

    /** A team of so many threads, the caller among them. */
    Team(int threads) {
        size = threads;
        ticket.set(threads); // no part to be taken
    }

    /** Threads, the caller among them. */
    int size() {
        return size;
    }

    /** Runs all parts of the task, alone or shared, and returns when they are done. */
    void run(Task next, boolean share) {
        if (!share || size == 1) {
            next.run(0, 1);
            return;
        }
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("kernels: used by two threads at once: make one for each thread");
        }
        try {
            if (helpers.length == 0) {
                helpers = started();
            }
            failure = null;
            unfinished.set(size);
            long loop = announce(next);
            work(loop, next);
            await();
        } finally {
            busy.set(false);
        }
        rethrow();
    }

    /** From now on there are parts to be taken; returns the number of the loop. */
    private long announce(Task next) {
        task = next;
        long loop = (ticket.get() >>> Integer.SIZE) + 1;
        ticket.set(loop << Integer.SIZE);
        for (Helper helper : helpers) {
            if (helper.parked) { // it says so before it looks once more, so no loop is missed
                LockSupport.unpark(helper);
            }
        }
        return loop;
    }

    /** Takes parts of this loop and runs them until none is left, or the next loop has begun. */
    private void work(long loop, Task current) {
        for (int part = take(loop); part < size; part = take(loop)) {
            try {
                current.run(part, size);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            if (unfinished.decrementAndGet() == 0) {
                Thread caller = parkedCaller;
                if (caller != null) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }

    /** The next part of this loop, {@code size} if there is none. */
    private int take(long loop) {
        while (true) {
            long now = ticket.get();
            int part = (int) now;
            if (now >>> Integer.SIZE != loop || part >= size) {
                return size;
            }
            if (ticket.compareAndSet(now, now + 1)) {
                return part;
            }
        }
    }

    private void await() {
        for (int look = 0; unfinished.get() > 0; look++) {
            if (look < PATIENCE) {
                Thread.onSpinWait();
            } else {
                parkedCaller = Thread.currentThread();
                if (unfinished.get() > 0) {
                    LockSupport.park(this);
                }
                parkedCaller = null;
            }
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** All helpers or none: where the system gives no more threads, those that run end again. */
    private Helper[] started() {
        Helper[] team = new Helper[size - 1];
        int running = 0;
        try {
            for (; running < team.length; running++) {
                team[running] = new Helper("softac-kernels-" + (running + 1), ticket.get() >>> Integer.SIZE);
                team[running].start();
            }
            return team;
        } finally {
            for (int n = 0; running < team.length && n < running; n++) {
                team[n].end();
            }
        }
    }

    /** Ends the helpers; the next shared loop starts others. */
    @Override
    public void close() {
        if (helpers.length > 0) {
            for (Helper helper : helpers) {
                helper.end();
            }
            helpers = new Helper[0];
        }
    }

    /** Waits for loops and takes part in them. */
    private final class Helper extends Thread {
        private volatile boolean parked;
        private volatile boolean ended;
        private long last;

        /** Takes part in loops after that number. */
        Helper(String name, long last) {
            super(name);
            this.last = last;
            setDaemon(true);
        }

        /** Told to each by itself: a team that is used again at once has other helpers, and these must not join them. */
        void end() {
            ended = true;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            int look = 0;
            while (!ended) {
                long loop = ticket.get() >>> Integer.SIZE;
                if (loop != last) {
                    last = loop;
                    look = 0;
                    work(loop, task);
                } else if (look++ < PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    park();
                }
            }
        }

        private void park() {
            parked = true;
            if (ticket.get() >>> Integer.SIZE == last) {
                LockSupport.park(this);
            }
            parked = false;
        }
    }
}
