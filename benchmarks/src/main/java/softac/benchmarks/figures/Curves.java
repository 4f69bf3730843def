package softac.benchmarks.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What {@code benchmarks/brittleness} measured. */
final class Curves {
    /** The end of the axis, and where a run that met a number that is not finite is drawn. Early returns may lie lower. */
    private static final double LOWEST = -1_850;

    private static final double HIGHEST = -100;

    private Curves() {}

    /** One line of the file. */
    private record Point(String agent, String value, long seed, double step, double reached) {
        static Point parse(String line) {
            String[] words = line.split(",", -1);
            double reached = Double.parseDouble(words[4]);
            return new Point(
                    words[0],
                    words[1],
                    Long.parseLong(words[2]),
                    Double.parseDouble(words[3]),
                    Double.isNaN(reached) ? LOWEST : reached);
        }
    }

    private static List<Point> read(String study) throws IOException {
        Path file = Path.of("benchmarks", "results", study + ".csv");
        if (Files.notExists(file)) {
            throw new IOException(file + " is not there: run benchmarks/brittleness " + study);
        }
        return Files.readAllLines(file).stream().skip(1).map(Point::parse).toList();
    }

    /** Of every agent the share of runs whose last evaluation is at least so good, over learning rates and units. */
    static Plot brittleness() throws IOException {
        List<Point> points = read("brittleness");
        double last = points.stream().mapToDouble(Point::step).max().orElseThrow();
        Map<String, double[]> reached = new TreeMap<>();
        for (Point point : points) {
            if (point.step() == last) {
                reached.merge(point.agent(), new double[] {point.reached()}, Curves::concat);
            }
        }
        double[] thresholds = IntStream.rangeClosed(0, 175)
                .mapToDouble(n -> LOWEST + n * 10.0)
                .toArray();
        Plot plot = new Plot(
                "Pendulum after 10,000 steps: 4 learning rates × 3 units of reward × 5 seeds",
                "return",
                "share of runs that reach it");
        reached.forEach((agent, returns) -> plot.line(agent, thresholds, shares(returns, thresholds)));
        return plot.between(0, 1);
    }

    private static double[] concat(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static double[] shares(double[] returns, double[] thresholds) {
        return Arrays.stream(thresholds)
                .map(threshold ->
                        Arrays.stream(returns).filter(x -> x >= threshold).count() / (double) returns.length)
                .toArray();
    }

    static Plot tau() throws IOException {
        return medians("tau", "Target smoothing τ (SacV2)", "τ = ");
    }

    static Plot evaluation() throws IOException {
        return medians("evaluation", "Action at evaluation (SacV2)", "");
    }

    static Plot rewardScale() throws IOException {
        return medians("reward-scale", "Reward scale 1/α (SacV1)", "scale ");
    }

    /** Of every setting the median over seeds. */
    private static Plot medians(String study, String title, String prefix) throws IOException {
        Map<String, Map<Double, double[]>> curves = new LinkedHashMap<>();
        for (Point point : read(study)) {
            curves.computeIfAbsent(point.value(), value -> new TreeMap<>())
                    .merge(point.step(), new double[] {point.reached()}, Curves::concat);
        }
        Plot plot = new Plot(title + ", Pendulum, median of 5 seeds", "environment steps", "return");
        curves.forEach((value, curve) -> plot.line(
                prefix + value,
                curve.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                curve.values().stream().mapToDouble(Curves::median).toArray()));
        return plot.between(LOWEST, HIGHEST);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
