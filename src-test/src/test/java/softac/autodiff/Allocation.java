package softac.autodiff;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What repeated work allocates once it is warm: on this thread and on those that the kernels share loops with. */
public final class Allocation {
    private static final int WARM_UP = 200;
    private static final int RUNS = 500;

    /** The second compiler of JDK 17 may come to the last of the loops in lanes after some 20,000 runs. */
    private static final int WINDOWS = 120;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * Bytes in windows of {@value #RUNS} runs, up to the first window in which nothing was allocated. Warm means compiled:
     * until then the virtual machine itself may allocate on these threads. What our code allocated it would allocate in
     * every window.
     */
    public static List<Long> inWindowsUntilNone(Runnable body) {
        repeat(WARM_UP, body);
        long[] helpers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("softac-kernels-"))
                .mapToLong(Thread::getId)
                .toArray();
        List<Long> windows = new ArrayList<>();
        do {
            long[] others = THREADS.getThreadAllocatedBytes(helpers);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            repeat(RUNS, body);
            long own = THREADS.getCurrentThreadAllocatedBytes() - before;
            windows.add(own + growth(others, THREADS.getThreadAllocatedBytes(helpers)));
        } while (windows.get(windows.size() - 1) > 0 && windows.size() < WINDOWS);
        return windows;
    }

    private static void repeat(int times, Runnable body) {
        for (int n = 0; n < times; n++) {
            body.run();
        }
    }

    /** A thread that has ended, left behind by another test, counts −1 and did nothing for this one. */
    private static long growth(long[] before, long[] after) {
        long sum = 0;
        for (int n = 0; n < before.length; n++) {
            sum += Math.max(0, after[n] - before[n]);
        }
        return sum;
    }
}
