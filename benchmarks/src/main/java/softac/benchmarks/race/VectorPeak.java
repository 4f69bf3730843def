package softac.benchmarks.race;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import softac.autodiff.kernel.Precision;

/**
 * How many fused multiply-adds a second this machine does now: the measure of every contender. Latency times number of
 * units says how many independent chains keep them busy, the number of registers how many there can be: 12 where there
 * are 16 registers, 24 where there are 32; the faster stays.
 * Measured on floats; a vector has half as many doubles, and as many vectors go through the units.
 */
public final class VectorPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** About 0.1 ms: compiled whole soon, and long against the call. */
    private static final int STEPS = 20_000;

    /** Calls of one thread between two meetings of all threads, about 10 ms. */
    private static final int CALLS = 100;

    private final double lanes;
    private final int threads;
    private final ExecutorService pool;

    private VectorPeak(double lanes, int threads) {
        this.lanes = lanes;
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, "peak");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The process that measures: precision and threads. */
    public static void main(String[] arguments) throws IOException {
        Task task = Task.parse(arguments);
        int lanes = task.precision() == Precision.FLOAT32 ? SPECIES.length() : SPECIES.length() / 2;
        Slices.about("vectors of " + lanes + " lanes");
        VectorPeak peak = new VectorPeak(lanes, task.threads());
        Slices.serve(List.of(peak.way(12, peak::chains12), peak.way(24, peak::chains24)));
    }

    private Way way(int chains, DoubleSupplier run) {
        double operations = 2 * lanes * chains * STEPS * CALLS * threads;
        Callable<Double> calls = () ->
                IntStream.range(0, CALLS).mapToDouble(i -> run.getAsDouble()).sum();
        return new Way(chains + "-chains", () -> {
            together(calls);
            return operations;
        });
    }

    private void together(Callable<Double> calls) {
        try {
            pool.invokeAll(Collections.nCopies(threads, calls));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this process", e);
        }
    }

    /** Written out, because only local variables stay in registers; the sum keeps the compiler from leaving any out. */
    private double chains12() {
        FloatVector x = FloatVector.broadcast(SPECIES, 1);
        FloatVector y = FloatVector.broadcast(SPECIES, 2);
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector a4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector a5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector a6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector a7 = FloatVector.broadcast(SPECIES, 7);
        FloatVector a8 = FloatVector.broadcast(SPECIES, 8);
        FloatVector a9 = FloatVector.broadcast(SPECIES, 9);
        FloatVector a10 = FloatVector.broadcast(SPECIES, 10);
        FloatVector a11 = FloatVector.broadcast(SPECIES, 11);
        for (int i = 0; i < STEPS; i++) {
            a0 = x.fma(y, a0);
            a1 = x.fma(y, a1);
            a2 = x.fma(y, a2);
            a3 = x.fma(y, a3);
            a4 = x.fma(y, a4);
            a5 = x.fma(y, a5);
            a6 = x.fma(y, a6);
            a7 = x.fma(y, a7);
            a8 = x.fma(y, a8);
            a9 = x.fma(y, a9);
            a10 = x.fma(y, a10);
            a11 = x.fma(y, a11);
        }
        FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
        return low.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).lane(0);
    }

    private double chains24() {
        FloatVector x = FloatVector.broadcast(SPECIES, 1);
        FloatVector y = FloatVector.broadcast(SPECIES, 2);
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector a4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector a5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector a6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector a7 = FloatVector.broadcast(SPECIES, 7);
        FloatVector a8 = FloatVector.broadcast(SPECIES, 8);
        FloatVector a9 = FloatVector.broadcast(SPECIES, 9);
        FloatVector a10 = FloatVector.broadcast(SPECIES, 10);
        FloatVector a11 = FloatVector.broadcast(SPECIES, 11);
        FloatVector a12 = FloatVector.broadcast(SPECIES, 12);
        FloatVector a13 = FloatVector.broadcast(SPECIES, 13);
        FloatVector a14 = FloatVector.broadcast(SPECIES, 14);
        FloatVector a15 = FloatVector.broadcast(SPECIES, 15);
        FloatVector a16 = FloatVector.broadcast(SPECIES, 16);
        FloatVector a17 = FloatVector.broadcast(SPECIES, 17);
        FloatVector a18 = FloatVector.broadcast(SPECIES, 18);
        FloatVector a19 = FloatVector.broadcast(SPECIES, 19);
        FloatVector a20 = FloatVector.broadcast(SPECIES, 20);
        FloatVector a21 = FloatVector.broadcast(SPECIES, 21);
        FloatVector a22 = FloatVector.broadcast(SPECIES, 22);
        FloatVector a23 = FloatVector.broadcast(SPECIES, 23);
        for (int i = 0; i < STEPS; i++) {
            a0 = x.fma(y, a0);
            a1 = x.fma(y, a1);
            a2 = x.fma(y, a2);
            a3 = x.fma(y, a3);
            a4 = x.fma(y, a4);
            a5 = x.fma(y, a5);
            a6 = x.fma(y, a6);
            a7 = x.fma(y, a7);
            a8 = x.fma(y, a8);
            a9 = x.fma(y, a9);
            a10 = x.fma(y, a10);
            a11 = x.fma(y, a11);
            a12 = x.fma(y, a12);
            a13 = x.fma(y, a13);
            a14 = x.fma(y, a14);
            a15 = x.fma(y, a15);
            a16 = x.fma(y, a16);
            a17 = x.fma(y, a17);
            a18 = x.fma(y, a18);
            a19 = x.fma(y, a19);
            a20 = x.fma(y, a20);
            a21 = x.fma(y, a21);
            a22 = x.fma(y, a22);
            a23 = x.fma(y, a23);
        }
        FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7);
        FloatVector middle =
                a8.add(a9).add(a10).add(a11).add(a12).add(a13).add(a14).add(a15);
        FloatVector high =
                a16.add(a17).add(a18).add(a19).add(a20).add(a21).add(a22).add(a23);
        return low.add(middle).add(high).lane(0);
    }
}
