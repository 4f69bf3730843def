package softac.autodiff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The largest error of each kind for each name: a table for the log of the tests. */
public final class Worst {
    private final String title;
    private final List<String> kinds;
    private final Map<String, double[]> lines = new LinkedHashMap<>();

    public Worst(String title, String... kinds) {
        this.title = title;
        this.kinds = List.of(kinds);
    }

    /** |a − b| / max(1, |a|, |b|); infinite where one of the two is NaN. */
    public static double error(double a, double b) {
        double error = Math.abs(a - b) / Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    public void see(String name, String kind, double error) {
        double[] line = lines.computeIfAbsent(name, unused -> new double[kinds.size()]);
        int column = kinds.indexOf(kind);
        line[column] = Math.max(line[column], error);
    }

    public void print() {
        StringBuilder table = new StringBuilder(String.format("%-24s", title));
        kinds.forEach(kind -> table.append(String.format("%12s", kind)));
        lines.forEach((name, line) -> {
            table.append(String.format("%n  %-22s", name));
            for (double error : line) {
                table.append(String.format(Locale.ROOT, "%12.1e", error));
            }
        });
        System.out.println(table);
    }
}
