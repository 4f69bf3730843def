package softac.lab;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import softac.autodiff.check.Coverage;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.GradientReport;
import softac.autodiff.check.Verdict;
import softac.lab.run.RunSettings;
import softac.sac.agent.ParameterGroup;
import softac.sac.check.Certificate;
import softac.sac.check.Dependency;
import softac.sac.check.DependencyTable;
import softac.sac.check.LossCertificate;

/** Certificates as a table: a column for each loss; first what the check found, then what the loss depends on. */
final class GradcheckTable {
    private static final int HEAD = 21;
    private static final int COLUMN = 16;
    private static final int TARGETS = 9;

    private final Report report;
    private final PrintWriter out;

    GradcheckTable(Shell shell) {
        report = new Report(shell);
        out = shell.out();
    }

    /** What is checked, and by which measure. */
    void begin(RunSettings settings, GradientCheck check, boolean full) {
        report.fact(
                "task",
                settings.task() + ", seed " + settings.seed() + ": a batch of "
                        + settings.learning().batch() + " after "
                        + Numbers.count(settings.training().steps()) + " steps");
        report.fact(
                "networks",
                Report.text(settings.network()) + ", trained in "
                        + settings.precision().name().toLowerCase(Locale.ROOT) + ", checked on a copy in float64");
        report.fact(
                "checked",
                full
                        ? "every entry of every matrix"
                        : check.entries() + " entries of each matrix and " + check.directions() + " random directions");
        report.fact(
                "tolerance",
                String.format(
                        Locale.ROOT, "|a − n| ≤ %.0e max(|a|, |n|) + %.0e ‖g‖∞", check.relative(), check.absolute()));
    }

    /** The losses of one paper. */
    void print(String paper, List<ParameterGroup> groups, Certificate certificate) {
        List<LossCertificate> losses = certificate.losses();
        out.println();
        row(paper, losses, LossCertificate::symbol, DependencyTable.TARGETS);
        row("equation", losses, LossCertificate::source, "");
        row("gradient", losses, loss -> loss.report().verdict().toString(), "");
        row(
                "derivatives",
                losses,
                loss -> Numbers.count(loss.report().derivatives().size()),
                "");
        row("  disagree", losses, loss -> count(loss.report(), Verdict.DISAGREES), "");
        row("  undecided", losses, loss -> count(loss.report(), Verdict.UNDECIDED), "");
        row("  |a − n| / tolerance", losses, loss -> difference(loss.report()), "");
        row("  relative, median", losses, loss -> error(loss.report(), 0.5), "");
        row("  relative, 99 %", losses, loss -> error(loss.report(), 0.99), "");
        row("pieces met", losses, loss -> pieces(loss.report()), "");
        row("flips held", losses, loss -> Numbers.count(loss.report().flips()), "");
        for (String on : certificate.dependencies().columns()) {
            String name = groups.stream()
                    .filter(group -> group.symbol().equals(on))
                    .map(group -> " " + group.name())
                    .findFirst()
                    .orElse("");
            row(
                    "‖∂L‖ " + on + name,
                    losses,
                    loss -> cell(certificate.dependencies().cell(loss.loss(), on)),
                    cell(certificate.dependencies().cell(DependencyTable.TARGETS, on)));
        }
    }

    private void row(String head, List<LossCertificate> losses, Function<LossCertificate, String> cell, String last) {
        StringBuilder row = new StringBuilder(Columns.left(head, HEAD));
        losses.stream().map(cell).forEach(text -> row.append(Columns.right(" " + text, COLUMN)));
        row.append(Columns.right(" " + last, TARGETS));
        out.println(row.toString().stripTrailing());
    }

    private static String count(GradientReport report, Verdict verdict) {
        long count = report.count(verdict);
        return count == 0
                ? "0"
                : String.format(
                        Locale.ROOT,
                        "%,d (%.1f %%)",
                        count,
                        100.0 * count / report.derivatives().size());
    }

    private static String difference(GradientReport report) {
        double largest = report.derivatives().stream()
                .filter(d -> d.difference() > 0)
                .mapToDouble(d -> d.difference() / d.tolerance())
                .max()
                .orElse(0);
        return Numbers.digits(largest, 2);
    }

    private static String error(GradientReport report, double share) {
        return String.format(Locale.ROOT, "%.1e", report.relativeError(share));
    }

    private static String pieces(GradientReport report) {
        long all = report.coverage().stream()
                .map(Coverage::taken)
                .mapToLong(taken -> taken.size())
                .sum();
        return all == 0 ? "smooth" : all - report.notCertified().size() + " of " + all;
    }

    private static String cell(Dependency dependency) {
        String norm = Double.isNaN(dependency.gradientNorm())
                ? ""
                : String.format(Locale.ROOT, "%.1e ", dependency.gradientNorm());
        return dependency.moved() ? norm + "moved" : dependency.reached() ? norm + "reached" : "·";
    }

    /** What follows. */
    void end(List<String> complaints, double seconds) {
        out.println();
        if (complaints.isEmpty()) {
            out.println("every gradient agrees, every loss depends on what its paper says (" + Numbers.duration(seconds)
                    + ")");
        } else {
            complaints.forEach(out::println);
        }
    }
}
