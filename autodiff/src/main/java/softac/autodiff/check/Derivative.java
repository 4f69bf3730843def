package softac.autodiff.check;

/**
 * One derivative, both ways, and what follows.
 *
 * @param parameter name of the parameter; {@code direction} for a derivative along a random direction of all of them
 * @param row row of the entry, or number of the direction, from 0
 * @param column column of the entry, from 0; −1 for a direction
 * @param output row-major index of the output that was differentiated, 0 for a loss
 * @param analytic a, by the tape
 * @param numeric n, by extrapolated differences
 * @param bar e, the error that the numeric derivative may have
 * @param tolerance relative · max(|a|, |n|) + absolute · ‖g‖∞
 * @param verdict what a, n, e and the tolerance say
 */
public record Derivative(
        String parameter,
        int row,
        int column,
        int output,
        double analytic,
        double numeric,
        double bar,
        double tolerance,
        Verdict verdict) {
    /** |a − n|, infinite when one of them is NaN. */
    public double difference() {
        return orInfinite(Math.abs(analytic - numeric));
    }

    /** |a − n| / max(|a|, |n|); 0 where both are 0, infinite when one of them is NaN. */
    public double relativeError() {
        return difference() == 0 ? 0 : orInfinite(difference() / largest());
    }

    /** |a − n| / max(1, |a|, |n|); infinite when one of them is NaN. */
    public double error() {
        return orInfinite(difference() / Math.max(1, largest()));
    }

    private double largest() {
        return Math.max(Math.abs(analytic), Math.abs(numeric));
    }

    private static double orInfinite(double error) {
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /** How bad it is among those of its verdict: the difference in units of what would be accepted. */
    double badness() {
        return orInfinite(Math.max(difference(), bar) / tolerance);
    }

    /**
     * {@code q1.0.weight[3,5]}, {@code direction 7}; with the output from the second on. Counted from 1, as on paper, where
     * {@link #row()}, {@link #column()} and {@link #output()} count from 0.
     */
    public String where() {
        String entry =
                column < 0 ? parameter + " " + (row + 1) : parameter + "[" + (row + 1) + "," + (column + 1) + "]";
        return output == 0 ? entry : entry + " → output " + (output + 1);
    }

    /** One line. */
    @Override
    public String toString() {
        return where() + ": analytic " + analytic + ", numeric " + numeric + " ± " + bar + ", tolerance " + tolerance
                + ": " + verdict;
    }
}
