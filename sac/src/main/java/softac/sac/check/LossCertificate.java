package softac.sac.check;

import java.util.ArrayList;
import java.util.List;
import softac.autodiff.check.GradientReport;
import softac.autodiff.check.Rule;
import softac.autodiff.check.Verdict;

/**
 * The gradient check of one loss, on a batch of the replay and, where that does not meet every smooth piece of every
 * operation (a clamp that nothing reaches), at a synthetic base point besides.
 *
 * @param loss its name, {@code J_Q}
 * @param symbol {@code J_Q(θ)}
 * @param source paper and equation
 * @param report of both
 */
public record LossCertificate(String loss, String symbol, String source, GradientReport report) {
    /** Whether every derivative agrees, none is undecided, and every piece was met. */
    public boolean passes() {
        return complaints().isEmpty();
    }

    /** What is shown to be wrong, one line each. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        Rule culprit = report.culprit();
        if (culprit != null) {
            mistakes.add(loss + ": wrong rule of " + culprit);
        } else if (report.count(Verdict.DISAGREES) > 0) {
            mistakes.add(worst());
        }
        report.offTape().forEach(p -> mistakes.add(loss + ": depends on " + p + " past the tape"));
        return mistakes;
    }

    /** What is wrong, undecided or not certified, one line each; empty where it passes. */
    public List<String> complaints() {
        List<String> complaints = mistakes();
        if (report.verdict() == Verdict.UNDECIDED) {
            complaints.add(worst());
        }
        report.notCertified().forEach(piece -> complaints.add(loss + ": never taken, not certified: " + piece));
        return complaints;
    }

    private String worst() {
        return loss + ": " + report.verdict() + ", worst of "
                + report.derivatives().size() + " derivatives: " + report.worst();
    }
}
