package softac.benchmarks.brittleness;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import softac.lab.ExitCode;

/**
 * Trains every setting of the studies named with five seeds, as many runs at a time as there are processors, prints a
 * table of each study, and writes all evaluations to {@code benchmarks/results/<study>.csv}, from which the book's figures
 * are drawn. The order of lines on standard error varies; tables and files repeat to the last bit.
 */
public final class Brittleness {
    private static final long[] SEEDS = {1, 2, 3, 4, 5};

    private Brittleness() {}

    /** The process: names of studies, all of them if none is given; or {@code --check}, only whether DDPG is DDPG. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        boolean checkOnly = List.of(arguments).equals(List.of("--check"));
        List<String> names = arguments.length == 0 ? Studies.names() : checkOnly ? List.of() : List.of(arguments);
        for (String name : names) {
            if (!Studies.names().contains(name)) {
                System.err.println("benchmarks/brittleness: no study '" + name + "': must be one of "
                        + String.join(", ", Studies.names()));
                System.exit(ExitCode.USAGE);
            }
        }
        try {
            DdpgCheck.run();
            System.err.println("DDPG: checked, updates and actions are those of the plain formulas");
        } catch (IllegalStateException e) {
            System.err.println("benchmarks/brittleness: " + e.getMessage());
            System.exit(ExitCode.FAILED);
        }
        for (String name : names) {
            List<Setting> settings = Studies.named(name);
            double[][][] reached = run(settings);
            write(Path.of("benchmarks", "results", name + ".csv"), settings, reached);
            print(settings, reached);
        }
    }

    /** Evaluations of every setting and seed. */
    private static double[][][] run(List<Setting> settings) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<double[]>> runs = new ArrayList<>();
            for (Setting setting : settings) {
                for (long seed : SEEDS) {
                    runs.add(() -> Learning.returns(setting, seed));
                }
            }
            List<Future<double[]>> done = pool.invokeAll(runs);
            double[][][] reached = new double[settings.size()][SEEDS.length][];
            for (int n = 0; n < runs.size(); n++) {
                reached[n / SEEDS.length][n % SEEDS.length] = done.get(n).get();
            }
            return reached;
        } finally {
            pool.shutdown();
        }
    }

    private static void write(Path file, List<Setting> settings, double[][][] reached) throws IOException {
        Files.createDirectories(file.getParent());
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.print("agent,value,seed,step,return\n");
            for (int n = 0; n < settings.size(); n++) {
                for (int s = 0; s < SEEDS.length; s++) {
                    for (int e = 0; e < reached[n][s].length; e++) {
                        out.printf(
                                Locale.ROOT,
                                "%s,%s,%d,%d,%.1f%n",
                                settings.get(n).agent(),
                                settings.get(n).value(),
                                SEEDS[s],
                                (e + 1) * Learning.EVERY,
                                reached[n][s][e]);
                    }
                }
            }
        }
        System.err.println("wrote " + file);
    }

    private static void print(List<Setting> settings, double[][][] reached) {
        System.out.printf("%n%s, return after %,d steps:%n%n", settings.get(0).study(), Learning.STEPS);
        System.out.println("| agent | setting | median of 5 seeds | worst | best |");
        System.out.println("|---|---|---|---|---|");
        for (int n = 0; n < settings.size(); n++) {
            double[] last = Arrays.stream(reached[n])
                    .mapToDouble(run -> run[run.length - 1])
                    .map(value -> Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value)
                    .sorted()
                    .toArray();
            System.out.printf(
                    "| %s | %s | %s | %s | %s |%n",
                    settings.get(n).agent(),
                    settings.get(n).value(),
                    text(last[last.length / 2]),
                    text(last[0]),
                    text(last[last.length - 1]));
        }
    }

    private static String text(double value) {
        return Double.isInfinite(value) ? "diverged" : String.format(Locale.ROOT, "%.0f", value);
    }
}
