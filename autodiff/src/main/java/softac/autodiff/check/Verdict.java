package softac.autodiff.check;

import java.util.Locale;

/** What a numeric derivative n with error bar e says about an analytic one a, given a tolerance. */
public enum Verdict {
    /** |a − n| ≤ e, and e is inside the tolerance: so |a − n| is too. */
    AGREES,
    /** |a − n| ≤ e, but e is larger than the tolerance: the numeric derivative is too coarse to say. No pass. */
    UNDECIDED,
    /** |a − n| > e, or a is not finite: the error of the numeric derivative does not explain the difference. */
    DISAGREES;

    /** The later one of two is the worse. */
    Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static Verdict of(double analytic, double numeric, double bar, double tolerance) {
        double difference = Math.abs(analytic - numeric);
        if (difference > bar || !Double.isFinite(analytic)) {
            return DISAGREES;
        }
        return difference <= bar && bar <= tolerance ? AGREES : UNDECIDED;
    }

    /** In lower case, as reports write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
