package softac.autodiff.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GradientCheck} compared and found.
 *
 * @param derivatives every derivative of the whole function, both ways
 * @param rules every recorded operation by itself
 * @param coverage every recorded operation with kinks: the pieces taken at the base point, and the flips within the steps
 * @param unknownKinks operations of one's own that declare no pieces: where one has a kink inside the smallest step, the
 *     derivative is undecided
 * @param offTape parameters on which the function depends in a way the tape does not see; say {@code stopGradient} where
 *     that is meant
 */
public record GradientReport(
        List<Derivative> derivatives,
        List<Rule> rules,
        List<Coverage> coverage,
        List<String> unknownKinks,
        List<String> offTape) {
    private static final int MOST_PRINTED = 20;

    /** Keeps copies. */
    public GradientReport {
        derivatives = List.copyOf(derivatives);
        rules = List.copyOf(rules);
        coverage = List.copyOf(coverage);
        unknownKinks = List.copyOf(unknownKinks);
        offTape = List.copyOf(offTape);
    }

    // ------------------------------------------------------------------------------------------------ verdict

    /**
     * The worst verdict of all derivatives; {@code DISAGREES} when a rule does, or when the function depends on a parameter
     * past the tape; {@code UNDECIDED} when nothing was compared.
     */
    public Verdict verdict() {
        Verdict worst = derivatives.isEmpty() ? Verdict.UNDECIDED : Verdict.AGREES;
        for (Derivative derivative : derivatives) {
            worst = worst.and(derivative.verdict());
        }
        return culprit() != null || !offTape.isEmpty() ? Verdict.DISAGREES : worst;
    }

    /** How many derivatives have that verdict. */
    public long count(Verdict verdict) {
        return derivatives.stream().filter(d -> d.verdict() == verdict).count();
    }

    /** The derivative farthest outside its tolerance, or nearest to its edge, among those of the worst verdict. */
    public @Nullable Derivative worst() {
        return derivatives.stream()
                .max(Comparator.comparing(Derivative::verdict).thenComparingDouble(Derivative::badness))
                .orElse(null);
    }

    /** The operation whose rule is wrong by the most in units of its tolerance; null where every rule agrees. */
    public @Nullable Rule culprit() {
        return rules.stream()
                .filter(rule -> rule.verdict() == Verdict.DISAGREES)
                .max(Comparator.comparingDouble(rule -> rule.derivative().badness()))
                .orElse(null);
    }

    /** Pieces of operations that no element takes at the base point, one line each: their gradient is not certified. */
    public List<String> notCertified() {
        return coverage.stream()
                .flatMap(c -> c.notCertified().stream().map(piece -> c.operation() + " " + c.place() + ": " + piece))
                .toList();
    }

    /** The largest |a − n|, in units of the largest of 1, |a| and |n|; 0 when there was nothing to compare. */
    public double error() {
        return derivatives.stream().mapToDouble(Derivative::error).max().orElse(0);
    }

    /**
     * The relative error |a − n| / max(|a|, |n|) that a share of the derivatives does not exceed.
     *
     * @param share from 0 to 1
     * @return the quantile, 0 when there was nothing to compare
     */
    public double relativeError(double share) {
        double[] sorted = derivatives.stream()
                .mapToDouble(Derivative::relativeError)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1.0, Math.max(0, StrictMath.ceil(share * sorted.length) - 1))];
    }

    /** The share of derivatives that are 0 both ways. */
    public double zeros() {
        long zeros = derivatives.stream()
                .filter(d -> d.analytic() == 0 && d.numeric() == 0)
                .count();
        return derivatives.isEmpty() ? 0 : (double) zeros / derivatives.size();
    }

    /** Elements that would have left their piece within the largest step, over all derivatives and operations. */
    public long flips() {
        return coverage.stream().mapToLong(Coverage::flips).sum();
    }

    /**
     * This and another report of the same function at another base point, such as a batch made to meet every piece.
     *
     * @param other recorded by the same code
     * @return all derivatives of both; a piece is certified that was taken in one of them
     */
    public GradientReport and(GradientReport other) {
        return new GradientReport(
                joined(derivatives, other.derivatives),
                joined(rules, other.rules),
                Coverage.and(coverage, other.coverage),
                joined(unknownKinks, other.unknownKinks).stream().distinct().toList(),
                joined(offTape, other.offTape).stream().distinct().toList());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    // ---------------------------------------------------------------------------------------------- assertions

    /**
     * For tests.
     *
     * @return this
     * @throws AssertionError with the report, unless the verdict is {@code AGREES}
     */
    public GradientReport assertAgrees() {
        if (verdict() != Verdict.AGREES) {
            throw new AssertionError(toString());
        }
        return this;
    }

    /**
     * For tests: the gradient agrees, and every smooth piece of every operation was met.
     *
     * @return this
     * @throws AssertionError with the report, unless so
     */
    public GradientReport assertCertified() {
        if (!notCertified().isEmpty()) {
            throw new AssertionError(toString());
        }
        return assertAgrees();
    }

    // --------------------------------------------------------------------------------------------------- text

    /** The report as lines of text: verdict, worst derivative, distribution of errors, culprit, coverage. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "gradient check: %s; %d derivatives, %d disagree, %d undecided (%.1f %%)",
                verdict(),
                derivatives.size(),
                count(Verdict.DISAGREES),
                count(Verdict.UNDECIDED),
                100 * share(Verdict.UNDECIDED)));
        Derivative worst = worst();
        if (worst != null) {
            lines.add("  worst: " + worst);
            lines.add(String.format(
                    Locale.ROOT,
                    "  relative errors: median %.1e, 90 %% %.1e, 99 %% %.1e, largest %.1e; 0 both ways: %.1f %%",
                    relativeError(0.5),
                    relativeError(0.9),
                    relativeError(0.99),
                    relativeError(1),
                    100 * zeros()));
        }
        Rule culprit = culprit();
        if (culprit != null) {
            lines.add("  culprit: " + culprit);
        } else if (count(Verdict.DISAGREES) > 0) {
            lines.add("  culprit: none, every operation agrees by itself; the engine lost or doubled a gradient");
        }
        coverage.forEach(c -> lines.add("  kinks: " + c));
        notCertified().forEach(piece -> lines.add("  not certified, never taken: " + piece));
        unknownKinks.forEach(op -> lines.add("  kinks unknown to the tape: " + op));
        offTape.forEach(
                p -> lines.add("  depends on " + p + " past the tape: a value computed outside and recorded as a "
                        + "constant, or a branch in Java; use stopGradient where that is meant"));
        return String.join("\n", lines);
    }

    private double share(Verdict verdict) {
        return derivatives.isEmpty() ? 0 : (double) count(verdict) / derivatives.size();
    }

    /**
     * The report as one JSON object: verdict, counts, worst derivative, quantiles of the relative error, coverage, what is
     * not certified, the operation at fault, and the first 20 derivatives that do not agree.
     *
     * @return JSON (RFC 8259); numbers that are not finite are strings
     */
    public String toJson() {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("verdict", Json.string(verdict().toString()));
        json.put("derivatives", Integer.toString(derivatives.size()));
        Arrays.stream(Verdict.values()).forEach(v -> json.put(v.toString(), Long.toString(count(v))));
        json.put("undecidedShare", Json.number(share(Verdict.UNDECIDED)));
        Derivative worst = worst();
        json.put("worst", worst == null ? "null" : json(worst));
        Map<String, String> errors = new LinkedHashMap<>();
        errors.put("median", Json.number(relativeError(0.5)));
        errors.put("90%", Json.number(relativeError(0.9)));
        errors.put("99%", Json.number(relativeError(0.99)));
        errors.put("largest", Json.number(relativeError(1)));
        errors.put("zeros", Json.number(zeros()));
        json.put("relativeError", Json.object(errors));
        json.put("flips", Long.toString(flips()));
        json.put("coverage", Json.array(coverage, GradientReport::json));
        json.put("notCertified", Json.array(notCertified(), Json::string));
        json.put("unknownKinks", Json.array(unknownKinks, Json::string));
        json.put("offTape", Json.array(offTape, Json::string));
        Rule culprit = culprit();
        json.put("culprit", culprit == null ? "null" : json(culprit));
        json.put(
                "failures",
                Json.array(
                        derivatives.stream()
                                .filter(d -> d.verdict() != Verdict.AGREES)
                                .limit(MOST_PRINTED)
                                .toList(),
                        GradientReport::json));
        return Json.object(json);
    }

    private static String json(Derivative d) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("where", Json.string(d.where()));
        json.put("analytic", Json.number(d.analytic()));
        json.put("numeric", Json.number(d.numeric()));
        json.put("bar", Json.number(d.bar()));
        json.put("tolerance", Json.number(d.tolerance()));
        json.put("verdict", Json.string(d.verdict().toString()));
        return Json.object(json);
    }

    private static String json(Rule rule) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("operation", Json.string(rule.operation()));
        json.put("place", Json.string(rule.place()));
        json.put("argument", Json.string(rule.argument()));
        json.put("derivative", json(rule.derivative()));
        return Json.object(json);
    }

    private static String json(Coverage c) {
        Map<String, String> taken = new LinkedHashMap<>();
        c.taken().forEach((piece, count) -> taken.put(piece, Long.toString(count)));
        Map<String, String> json = new LinkedHashMap<>();
        json.put("operation", Json.string(c.operation()));
        json.put("place", Json.string(c.place()));
        json.put("taken", Json.object(taken));
        json.put("flips", Long.toString(c.flips()));
        return Json.object(json);
    }
}
