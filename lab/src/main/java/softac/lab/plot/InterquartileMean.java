package softac.lab.plot;

import java.util.Arrays;

/**
 * The mean of the middle half: of n values, the ⌊n/4⌋ lowest and as many of the highest are left out. As robust against a
 * failed seed as the median, and nearly as precise as the mean (Agarwal et al., <i>Deep Reinforcement Learning at the Edge
 * of the Statistical Precipice</i>, 2021, arXiv:2108.13264, section 4.3). SciPy's {@code trim_mean(x, 0.25)}.
 */
public final class InterquartileMean {
    private InterquartileMean() {}

    /**
     * Of these values; fewer than four have it where their mean is.
     *
     * @param values at least one, in any order; not modified
     * @return their interquartile mean
     */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int left = sorted.length / 4;
        double first = sorted[left];
        double sum = 0; // of differences, so that equal values have exactly their mean
        for (int i = left; i < sorted.length - left; i++) {
            sum += sorted[i] - first;
        }
        return first + sum / (sorted.length - 2 * left);
    }
}
