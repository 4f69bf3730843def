package softac.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.benchmarks.race.Sizes;
import softac.benchmarks.race.UpdateCost;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/**
 * How an update grows with the width of the layers, the batch and the number of critics, at HalfCheetah's observations
 * and actions. Prints three tables in Markdown; "exponent" is log(time ratio) / log(size ratio) to the row above. Takes
 * about two minutes a precision.
 *
 * <p>Arguments: FLOAT32 or FLOAT64, FLOAT32 unless given.
 */
public final class Scaling {
    private static final int N = 17;
    private static final int M = 6;
    private static final int[] WIDTHS = {64, 128, 256, 512, 1024};
    private static final int[] BATCHES = {32, 64, 128, 256, 512, 1024, 2048};
    private static final int[] CRITICS = {1, 2, 3, 5, 10};

    private static final double WARM_UP = 3;
    private static final double SLICE = 0.5;
    private static final int SLICES = 7;

    private final Precision precision;

    private Scaling(Precision precision) {
        this.precision = precision;
    }

    /** Measures and prints. */
    public static void main(String[] arguments) {
        String given = arguments.length == 0 ? "FLOAT32" : arguments[0].toUpperCase(Locale.ROOT);
        if (arguments.length > 1 || !List.of("FLOAT32", "FLOAT64").contains(given)) {
            System.err.println("benchmarks/scaling: '" + String.join(" ", arguments) + "': must be FLOAT32 or FLOAT64");
            System.exit(2);
        }
        new Scaling(Precision.valueOf(given)).print();
    }

    private void print() {
        try (Kernels kernels = Products.warm(precision)) {
            System.out.println(precision + ", kernels " + kernels.family() + ", Java "
                    + System.getProperty("java.runtime.version"));
        }
        header("hidden units (batch 256)");
        Row above = null;
        for (int width : WIDTHS) {
            above = update(width, new Sizes(N, M, width, 256)).print(above);
        }
        header("batch (256 hidden units)");
        above = null;
        for (int batch : BATCHES) {
            above = update(batch, new Sizes(N, M, 256, batch)).print(above);
        }
        header("critics, their share alone (256 hidden units, batch 256)");
        above = null;
        for (int count : CRITICS) {
            above = critics(count, new Sizes(N, M, 256, 256)).print(above);
        }
    }

    private static void header(String what) {
        System.out.println();
        System.out.println("| " + what + " | ms | GFLOP | GFLOP/s | exponent |");
        System.out.println("|---|---|---|---|---|");
    }

    private Row update(int size, Sizes sizes) {
        try (Kernels kernels = Products.warm(precision)) {
            SacConfig config = SacConfig.v2().withHidden(sizes.hidden(), sizes.hidden());
            SacV2 agent = new SacV2(kernels, N, Box.symmetric(M, 1), config, Seed.of(1));
            Rng noise = Seed.of(2).rng();
            Batch batch = agent.emptyBatch();
            batch.resize(sizes.batch());
            kernels.fill(noise, batch.observation());
            kernels.fill(() -> noise.uniform(-1, 1), batch.action());
            kernels.fill(noise, batch.reward());
            kernels.fill(noise, batch.nextObservation());
            kernels.fill(1, batch.notTerminated());
            return new Row(size, seconds(() -> agent.update(batch, noise)), UpdateCost.flops(sizes));
        }
    }

    private Row critics(int count, Sizes sizes) {
        try (Kernels kernels = Products.warm(precision)) {
            Ensemble ensemble = new Ensemble(kernels, sizes, count);
            return new Row(count, seconds(ensemble::update), count * Ensemble.flops(sizes));
        }
    }

    /** The median over slices of the mean time of a slice. */
    private static double seconds(Runnable update) {
        mean(update, WARM_UP);
        List<Double> means = new ArrayList<>();
        for (int n = 0; n < SLICES; n++) {
            means.add(mean(update, SLICE));
        }
        double[] sorted =
                means.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double mean(Runnable update, double seconds) {
        long start = System.nanoTime();
        long count = 0;
        do {
            update.run();
            count++;
        } while (System.nanoTime() - start < seconds * 1e9);
        return (System.nanoTime() - start) / 1e9 / count;
    }

    /** A line of a table. */
    private record Row(int size, double seconds, double flops) {
        Row print(@Nullable Row above) {
            String exponent = above == null
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%.2f",
                            Math.log(seconds / above.seconds) / Math.log((double) size / above.size));
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.3f | %.3f | %.1f | %s |%n",
                    size,
                    seconds * 1e3,
                    flops / 1e9,
                    flops / seconds / 1e9,
                    exponent);
            return this;
        }
    }
}
