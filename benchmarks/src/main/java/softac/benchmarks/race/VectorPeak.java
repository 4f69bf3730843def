package softac.benchmarks.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import softac.autodiff.kernel.Precision;

/**
 * How many fused multiply-adds a second this machine does now: the measure of every contender. Latency times width of the
 * units says how many independent chains keep them busy, the number of registers how many there can be; so several
 * numbers of chains are tried and the fastest stays.
 */
public final class VectorPeak {
    /** Numbers of chains that are written out. */
    static final List<Integer> CHAINS = List.of(8, 10, 12, 16, 24);

    /** About 0.1 ms: compiled whole soon, and long against the call. */
    private static final int STEPS = 20_000;

    /** Calls of one thread between two meetings of all threads, about 10 ms. */
    private static final int CALLS = 100;

    private VectorPeak() {}

    /** The process that measures: precision and threads. */
    public static void main(String[] arguments) throws IOException {
        Task task = Task.parse(arguments);
        boolean single = task.precision() == Precision.FLOAT32;
        int flops = single ? VectorPeak32.flops() : VectorPeak64.flops();
        Slices.about("vectors of " + flops / 2 + " lanes");
        ExecutorService pool = Executors.newFixedThreadPool(task.threads(), runnable -> {
            Thread thread = new Thread(runnable, "peak");
            thread.setDaemon(true);
            return thread;
        });
        List<Way> ways = new ArrayList<>();
        for (int chains : CHAINS) {
            double amount = (double) flops * chains * STEPS * CALLS * task.threads();
            DoubleSupplier run = single ? () -> VectorPeak32.run(chains, STEPS) : () -> VectorPeak64.run(chains, STEPS);
            Callable<Double> calls = () -> IntStream.range(0, CALLS)
                    .mapToDouble(i -> run.getAsDouble())
                    .sum();
            ways.add(new Way(chains + "-chains", () -> {
                together(pool, Collections.nCopies(task.threads(), calls));
                return amount;
            }));
        }
        Slices.serve(ways);
    }

    private static void together(ExecutorService pool, List<Callable<Double>> calls) {
        try {
            pool.invokeAll(calls);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this process", e);
        }
    }
}
