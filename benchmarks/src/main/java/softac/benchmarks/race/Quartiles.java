package softac.benchmarks.race;

import java.util.Arrays;
import java.util.Locale;
import softac.lab.plot.Quantile;

/**
 * What several rounds gave.
 *
 * @param lower first quartile
 * @param median second quartile
 * @param upper third quartile
 */
public record Quartiles(double lower, double median, double upper) {
    /** Of at least one value. */
    public static Quartiles of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Quartiles(Quantile.of(sorted, 0.25), Quantile.of(sorted, 0.5), Quantile.of(sorted, 0.75));
    }

    /** {@code 1.23 (1.20 … 1.30)}. */
    @Override
    public String toString() {
        return digits(2);
    }

    /** The same with so many decimals. */
    public String digits(int decimals) {
        String one = "%." + decimals + "f";
        return String.format(Locale.ROOT, one + " (" + one + " … " + one + ")", median, lower, upper);
    }
}
