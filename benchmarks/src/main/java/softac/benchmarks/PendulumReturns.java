package softac.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import softac.autodiff.kernel.Precision;
import softac.lab.run.Algorithm;
import softac.lab.run.Preset;
import softac.lab.run.RunSettings;
import softac.lab.study.Milestones;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/**
 * Pendulum-v1 with the settings that SBX was measured with, which are the task's {@link Preset}. A seed's figure is the mean of 100 deterministic returns from {@code reset(0)} … {@code reset(99)}; the
 * figure of five seeds is the mean of the middle three. Takes about half a minute a seed.
 *
 * <p>Arguments: seeds, 1 2 3 4 5 unless given. SacV1's reward scale was chosen on the seeds 11, 12 and 13.
 */
public final class PendulumReturns {
    private static final int[] MILESTONES = {10_000, 20_000};

    private PendulumReturns() {}

    /** Trains and prints a table in Markdown. */
    public static void main(String[] args) {
        long[] seeds = args.length == 0
                ? new long[] {1, 2, 3, 4, 5}
                : Arrays.stream(args).mapToLong(Long::parseLong).toArray();
        System.out.println("| agent | precision | steps | "
                + String.join(
                        " | ", Arrays.stream(seeds).mapToObj(s -> "seed " + s).toList())
                + " | mean of the middle | worst | s/10,000 steps |");
        System.out.println("|---|---|---|" + "---|".repeat(seeds.length + 3));
        for (Algorithm algorithm : List.of(Algorithm.V2, Algorithm.V1)) {
            for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
                report(algorithm, precision, seeds);
            }
        }
    }

    private static void report(Algorithm algorithm, Precision precision, long[] seeds) {
        double[][] figures = new double[MILESTONES.length][seeds.length];
        double seconds = 0;
        for (int n = 0; n < seeds.length; n++) {
            long start = System.nanoTime();
            double[] reached = train(algorithm, precision, seeds[n]);
            seconds += (System.nanoTime() - start) / 1e9;
            for (int m = 0; m < MILESTONES.length; m++) {
                figures[m][n] = reached[m];
            }
        }
        double pace = seconds / seeds.length / ((double) MILESTONES[MILESTONES.length - 1] / 10_000);
        for (int m = 0; m < MILESTONES.length; m++) {
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT, "| %s | %s | %,d |", "Sac" + algorithm.name(), precision, MILESTONES[m]));
            Arrays.stream(figures[m]).forEach(figure -> row.append(String.format(Locale.ROOT, " %.1f |", figure)));
            System.out.println(row.append(String.format(
                    Locale.ROOT,
                    " **%.1f** | %.1f | %.1f |",
                    middle(figures[m]),
                    Arrays.stream(figures[m]).min().orElseThrow(),
                    pace)));
        }
    }

    /** The mean without the best and the worst, of all where there are fewer than three. */
    private static double middle(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int cut = sorted.length < 3 ? 0 : 1;
        return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
    }

    /** The figures of one seed at the milestones. */
    private static double[] train(Algorithm algorithm, Precision precision, long seed) {
        Task pendulum = Tasks.named("Pendulum-v1");
        Preset preset = Preset.of(pendulum);
        RunSettings settings = preset.settings(pendulum, seed)
                .with(algorithm, preset.temperature(pendulum, algorithm))
                .with(precision);
        List<Double> reached = new ArrayList<>();
        Milestones.train(
                settings, MILESTONES[MILESTONES.length - 1], MILESTONES[0], (steps, mean) -> reached.add(mean));
        return reached.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
