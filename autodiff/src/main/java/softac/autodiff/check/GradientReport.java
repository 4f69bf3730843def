package softac.autodiff.check;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a {@link GradientCheck}.
 *
 * @param entries how many derivatives were compared
 * @param worst the one with the largest error, null when there was nothing to compare
 */
public record GradientReport(long entries, @Nullable Entry worst) {
    static final GradientReport EMPTY = new GradientReport(0, null);

    /**
     * One derivative, both ways.
     *
     * @param parameter name of the parameter
     * @param row row of its entry
     * @param column column of its entry
     * @param output row-major index of the output that was differentiated, 0 for a loss
     * @param analytic by the tape
     * @param numeric by the stencil
     */
    public record Entry(String parameter, int row, int column, int output, double analytic, double numeric) {
        /** |a − n| / max(1, |a|, |n|); infinite when one of the two is NaN. */
        public double error() {
            double scale = Math.max(1, Math.max(Math.abs(analytic), Math.abs(numeric)));
            double error = Math.abs(analytic - numeric) / scale;
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }
    }

    GradientReport with(Entry entry) {
        boolean worse = worst == null || entry.error() > worst.error();
        return new GradientReport(entries + 1, worse ? entry : worst);
    }

    /** The largest error, 0 when there was nothing to compare. */
    public double error() {
        return worst == null ? 0 : worst.error();
    }

    /**
     * For tests.
     *
     * @param tolerance largest accepted {@link Entry#error()}
     * @throws AssertionError naming the worst entry when it is larger, or when there was nothing to compare
     */
    public void assertWithin(double tolerance) {
        if (worst == null || !(error() <= tolerance)) {
            throw new AssertionError("gradient check above " + tolerance + ": " + this);
        }
    }

    /** One line: number of entries, worst error and where it stands. */
    @Override
    public String toString() {
        return worst == null
                ? "no entries"
                : entries + " entries, worst error " + worst.error() + " at " + worst.parameter() + "[" + worst.row()
                        + "," + worst.column() + "] → output " + worst.output() + ": analytic " + worst.analytic()
                        + ", numeric " + worst.numeric();
    }
}
