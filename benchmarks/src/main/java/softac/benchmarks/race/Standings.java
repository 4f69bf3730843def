package softac.benchmarks.race;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
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
        speeds.forEach((entrant, perSecond) -> {
            double[] peak = of(Entrant.PEAK, entrant.threads()).orElse(new double[] {});
            if (entrant.name().equals(Entrant.PEAK)) {
                out.printf(
                        Locale.ROOT,
                        "| %s | %d | | | %.1f | |%n",
                        entrant.name(),
                        entrant.threads(),
                        Quartiles.of(perSecond).median() / 1e9);
            } else {
                out.printf(
                        Locale.ROOT,
                        "| %s | %d | %s | %s | %.1f | %.0f %% |%n",
                        entrant.name(),
                        entrant.threads(),
                        number(Quartiles.of(perSecond).median()),
                        entrant.name().equals(Entrant.OURS)
                                ? ""
                                : of(Entrant.OURS, entrant.threads())
                                        .map(ours -> ratio(ours, perSecond).toString())
                                        .orElse(""),
                        Quartiles.of(perSecond).median() * flops / 1e9,
                        100 * flops * ratio(perSecond, peak).median());
            }
        });
        best(true)
                .ifPresent(ours -> best(false)
                        .ifPresent(other -> out.printf(
                                Locale.ROOT,
                                "%nBest of ours against best of the others: %s against %s, %s times as fast.%n",
                                ours.getKey(),
                                other.getKey(),
                                ratio(ours.getValue(), other.getValue()))));
    }

    private Optional<double[]> of(String name, int threads) {
        return speeds.entrySet().stream()
                .filter(e -> e.getKey().name().equals(name) && e.getKey().threads() == threads)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Optional<Map.Entry<Entrant, double[]>> best(boolean ours) {
        List<String> known = List.of(Entrant.OURS, Entrant.PEAK);
        return speeds.entrySet().stream()
                .filter(e -> ours
                        ? e.getKey().name().equals(Entrant.OURS)
                        : !known.contains(e.getKey().name()))
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
