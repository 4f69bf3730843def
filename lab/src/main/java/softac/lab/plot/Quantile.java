package softac.lab.plot;

/** Quantiles of a few numbers: between two neighbours in order, linearly, which is NumPy's default. */
public final class Quantile {
    private Quantile() {}

    /**
     * The number that a share of the others lies below.
     *
     * @param sorted at least one, ascending
     * @param share from 0, the least, to 1, the greatest
     * @return the quantile
     */
    public static double of(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
