package softac.golden;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The comparisons made for one file: how many, the worst of them, and those that failed. */
final class Scores {
    private final String file;
    private final List<String> failures = new ArrayList<>();
    private double worst;
    private long comparisons;

    Scores(String file) {
        this.file = file;
    }

    void compare(String at, double expected, double got, Tolerance tolerance) {
        note(at, Double.toString(expected), got, tolerance.ratio(expected, got));
    }

    void compare(String at, BigDecimal expected, double got, Tolerance tolerance) {
        note(at, expected.toString(), got, tolerance.ratio(expected, got));
    }

    void fail(String at, String problem) {
        worst = Double.POSITIVE_INFINITY;
        failures.add(file + ", " + at + ": " + problem);
    }

    private void note(String at, String expected, double got, double ratio) {
        comparisons++;
        worst = Math.max(worst, ratio);
        if (!(ratio <= 1)) {
            failures.add(String.format(
                    Locale.ROOT,
                    "%s, %s: expected %s, got %s, error %.3g of tolerance",
                    file,
                    at,
                    expected,
                    got,
                    ratio));
        }
    }

    long comparisons() {
        return comparisons;
    }

    List<String> failures() {
        return failures;
    }

    /** For example {@code golden sac_v2.json: 2 cases, worst error 0.003 of tolerance}. */
    String line(int cases) {
        return String.format(Locale.ROOT, "golden %s: %d cases, worst error %.2g of tolerance", file, cases, worst);
    }
}
