package softac.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import softac.lab.plot.Curve;

/** What was measured in a run, as curves over its steps; also while it goes on. */
public final class Measured {
    /** Mean return of the deterministic episodes of an evaluation: what is shown unless something else is asked for. */
    public static final String RETURN = "eval/mean_reward";

    /** Mean return of the last hundred episodes of training. */
    public static final String RECENT = "rollout/ep_rew_mean";

    /** The first column of each table: steps in the environment. */
    public static final String STEPS = "time/total_timesteps";

    private Measured() {}

    /**
     * The columns of {@code metrics.csv} and {@code timing.csv}.
     *
     * @param folder of the run
     * @return name → curve, empty before the first evaluation
     * @throws IOException when a table cannot be read or is none of a run; in one line
     */
    public static Map<String, Curve> of(RunFolder folder) throws IOException {
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (Path file : List.of(folder.metricsFile(), folder.timingFile())) {
            if (Files.exists(file)) {
                CsvTable table = CsvTable.read(file);
                requireSteps(table, file);
                double[] steps = numbers(table, STEPS);
                for (String column : table.columns()) {
                    curves.putIfAbsent(column, new Curve(steps, numbers(table, column)));
                }
            }
        }
        curves.remove(STEPS);
        curves.values().removeIf(curve -> curve.size() == 0);
        return curves;
    }

    /** They come first and grow, otherwise it is another table. */
    private static void requireSteps(CsvTable table, Path file) throws IOException {
        double[] steps = numbers(table, STEPS);
        boolean grow = table.columns().isEmpty() || table.columns().get(0).equals(STEPS);
        for (int n = 0; n < steps.length; n++) {
            grow &= steps[n] > (n == 0 ? 0 : steps[n - 1]);
        }
        if (!grow) {
            throw new IOException(file + ": not a table of a run: its first column must be " + STEPS + ", and grow");
        }
    }

    private static double[] numbers(CsvTable table, String column) {
        return table.column(column).stream().mapToDouble(Double::doubleValue).toArray();
    }
}
