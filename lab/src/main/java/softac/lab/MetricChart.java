package softac.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import softac.lab.plot.Band;
import softac.lab.plot.Comparison;
import softac.lab.plot.Curve;
import softac.lab.run.Measured;
import softac.lab.run.RunFolder;
import softac.lab.run.RunGroup;
import softac.sac.env.registry.Spelling;
import softac.sac.env.registry.Tasks;

/** One metric of groups of runs: as a picture, and its last numbers as a table. */
final class MetricChart {
    /** Metrics that the tasks' best returns can be compared with. */
    private static final Set<String> RETURNS = Set.of(Measured.RETURN, Measured.RECENT);

    private final Comparison comparison;
    private final List<Comparison.Group> groups = new ArrayList<>();
    private final List<RunFolder> without = new ArrayList<>();

    /**
     * Reads what was measured.
     *
     * @param runs in groups, at least one
     * @param metric a column of their tables
     * @param window values that a point is the mean of
     * @throws IOException when a run cannot be read
     * @throws IllegalArgumentException when no run has such a metric
     */
    MetricChart(List<RunGroup> runs, String metric, int window) throws IOException {
        Set<String> known = new LinkedHashSet<>();
        List<String> names = RunGroup.names(runs);
        for (int n = 0; n < runs.size(); n++) {
            Map<Long, Curve> seeds = new LinkedHashMap<>();
            for (Map.Entry<Long, RunFolder> run : runs.get(n).runs().entrySet()) {
                Map<String, Curve> measured = Measured.of(run.getValue());
                known.addAll(measured.keySet());
                if (measured.containsKey(metric)) {
                    seeds.put(run.getKey(), measured.get(metric));
                } else {
                    without.add(run.getValue());
                }
            }
            if (!seeds.isEmpty()) {
                String name = name(names.get(n), seeds.keySet());
                groups.add(Comparison.Group.of(name, List.copyOf(seeds.values()), window));
            }
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    known.isEmpty()
                            ? "no evaluation yet in " + list(without) + ": nothing to draw"
                            : unknown(metric, known));
        }
        comparison = new Comparison(title(runs), metric, window, best(runs, metric));
    }

    private static String name(String settings, Set<Long> seeds) {
        boolean one = seeds.size() == 1;
        String which = one ? "seed " + seeds.iterator().next() : seeds.size() + " seeds";
        if (settings.isEmpty()) {
            return one ? which : "interquartile mean of " + which;
        }
        return settings + " (" + which + ")";
    }

    private static String list(List<RunFolder> runs) {
        int more = runs.size() - 1;
        return runs.get(0).path() + (more == 0 ? "" : " and " + more + (more == 1 ? " more run" : " more runs"));
    }

    private static String unknown(String metric, Set<String> known) {
        return "--metric '" + metric + "': "
                + known.stream()
                        .filter(name -> name.endsWith("/" + metric))
                        .findFirst()
                        .or(() -> Spelling.nearest(metric, known.stream()))
                        .map(nearest -> "did you mean '" + nearest + "'? ")
                        .orElse("")
                + "There are " + String.join(", ", known);
    }

    private static String title(List<RunGroup> runs) {
        String tasks =
                runs.stream().map(group -> group.settings().task()).distinct().collect(Collectors.joining(", "));
        return runs.size() > 1
                ? tasks
                : tasks + " · SAC " + runs.get(0).settings().algo();
    }

    private static double best(List<RunGroup> runs, String metric) {
        List<String> tasks =
                runs.stream().map(group -> group.settings().task()).distinct().toList();
        return tasks.size() == 1 && RETURNS.contains(metric)
                ? Tasks.named(tasks.get(0)).bestReturn()
                : Double.NaN;
    }

    byte[] png() throws IOException {
        return comparison.png(groups);
    }

    /** A row a group: where its curve ends. */
    void print(PrintWriter out) {
        int width =
                groups.stream().mapToInt(group -> group.name().length()).max().orElse(0);
        if (comparison.window() > 1) {
            out.println("smoothed: each number is the mean of the last " + comparison.window() + " evaluations");
        }
        String row = "%-" + width + "s %11s %22s  %s%n";
        out.printf(Locale.ROOT, row, "", "steps", comparison.metric(), "95 % confidence");
        for (Comparison.Group group : groups) {
            Band band = group.band();
            int last = band.mean().size() - 1;
            if (last < 0) {
                out.printf(Locale.ROOT, row, group.name(), "–", "–", "no step that all seeds have reached");
                continue;
            }
            out.printf(
                    Locale.ROOT,
                    row,
                    group.name(),
                    Numbers.count((long) band.mean().steps()[last]),
                    Numbers.reward(band.mean().values()[last]),
                    group.seeds().size() == 1
                            ? ""
                            : "[" + Numbers.reward(band.low().values()[last]) + ", "
                                    + Numbers.reward(band.high().values()[last]) + "]");
        }
        for (RunFolder run : without) {
            out.println("left out, no value yet: " + run.path());
        }
    }
}
