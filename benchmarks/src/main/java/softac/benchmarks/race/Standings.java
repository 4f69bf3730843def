package softac.benchmarks.race;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table of a heat in Markdown. Every ratio is taken round by round, between neighbours in time. */
final class Standings {
    private final Map<Entrant, double[]> speeds;
    private final double flops;

    Standings(Map<Entrant, double[]> speeds, double flops) {
        this.speeds = speeds;
        this.flops = flops;
    }

    void print(PrintWriter out) {
        out.println("| contender | threads | updates/s | softac is faster by, same threads (quartiles) | GFLOP/s |"
                + " of the FMA peak |");
        out.println("|---|---|---|---|---|---|");
        speeds.forEach((entrant, perSecond) -> out.println(row(entrant, perSecond)));
        best(true)
                .ifPresent(ours -> best(false)
                        .ifPresent(other -> out.printf(
                                Locale.ROOT,
                                "%nBest of ours against best of the others: %s against %s, %s times as fast.%n",
                                ours.getKey(),
                                other.getKey(),
                                ratio(ours.getValue(), other.getValue()))));
    }

    private String row(Entrant entrant, double[] perSecond) {
        double unit = entrant.countsOperations() ? 1 : flops;
        double median = Quartiles.of(perSecond).median();
        String updates = entrant.countsOperations() ? "" : number(median);
        String faster = entrant.countsOperations() || entrant.name().equals(Entrant.OURS)
                ? ""
                : of(Entrant.OURS, entrant.threads())
                        .map(ours -> ratio(ours, perSecond).toString())
                        .orElse("");
        String share = of(Entrant.PEAK, entrant.threads())
                .map(peak -> String.format(
                        Locale.ROOT,
                        "%.0f %%",
                        100 * unit * ratio(perSecond, peak).median()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %.1f | %s |",
                entrant.name(),
                entrant.threads(),
                updates,
                faster,
                median * unit / 1e9,
                share);
    }

    private Optional<double[]> of(String name, int threads) {
        return speeds.entrySet().stream()
                .filter(e -> e.getKey().name().equals(name) && e.getKey().threads() == threads)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Optional<Map.Entry<Entrant, double[]>> best(boolean ours) {
        return speeds.entrySet().stream()
                .filter(e -> !e.getKey().countsOperations())
                .filter(e -> e.getKey().name().equals(Entrant.OURS) == ours)
                .max(Comparator.comparingDouble(e -> Quartiles.of(e.getValue()).median()));
    }

    private static Quartiles ratio(double[] above, double[] below) {
        double[] ratios = new double[above.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = above[round] / below[round];
        }
        return Quartiles.of(ratios);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
