package softac.autodiff.check;

import java.util.Arrays;

/**
 * F′(0) of a smooth curve with m outputs, by central differences over steps that halve, extrapolated to step 0
 * (Richardson; Ridders 1982):
 *
 * <pre>
 * T[k][0] = (F(h) − F(−h)) / 2h,  h = h₀ 2⁻ᵏ
 * T[k][j] = T[k][j−1] + (T[k][j−1] − T[k−1][j−1]) / (4ʲ − 1),   error O(h^(2j+2))
 * </pre>
 *
 * The error bar of T[k][j] is the larger of its own difference, max(|T[k][j] − T[k][j−1]|, |T[k][j] − T[k−1][j−1]|), and
 * of rounding, c ε (|F(0)| + |F′(0)|) / h, where ε|F(0)| is at least the noise seen in F itself.
 */
final class Richardson {
    static final double LARGEST_STEP = 0x1p-6;
    static final int LEVELS = 13;

    /** Unit of c ε: an evaluation is some ten roundings away from exact, the extrapolation doubles it. */
    private static final double ROUNDING = 4 * 0x1p-52;

    /** A curve through the base point F(0). */
    @FunctionalInterface
    interface Curve {
        /** F(t), in an array that is the caller's. */
        double[] at(double t);
    }

    private final Curve curve;
    private final double[] rounding;
    private final double[] bestValue;
    private final double[] bestBar;
    private final double[] latestValue;
    private final double[] latestBar;
    private final double[] base;
    private final double[] corner;
    private final double[] previousCorner;
    private double[][] row = {};
    private int level;

    /**
     * At level 0, with no difference taken yet.
     *
     * @param curve F
     * @param base F(0)
     * @param noise how far rounding moves each output, where that is more than its own ε|F(0)|
     */
    Richardson(Curve curve, double[] base, double[] noise) {
        this.curve = curve;
        this.base = base;
        int m = base.length;
        rounding = new double[m];
        for (int o = 0; o < m; o++) {
            rounding[o] = Math.max(ROUNDING * Math.abs(base[o]), 4 * noise[o]);
        }
        bestValue = filled(m, Double.NaN);
        bestBar = filled(m, Double.POSITIVE_INFINITY);
        latestValue = filled(m, Double.NaN);
        latestBar = filled(m, Double.POSITIVE_INFINITY);
        corner = new double[m];
        previousCorner = new double[m];
    }

    private static double[] filled(int m, double value) {
        double[] all = new double[m];
        Arrays.fill(all, value);
        return all;
    }

    /** Whether another level would still be worth its evaluations. */
    boolean canRefine() {
        return level < LEVELS;
    }

    /** Takes the differences of the next level. */
    void refine() {
        double h = LARGEST_STEP * StrictMath.scalb(1.0, -level);
        double[] right = curve.at(h);
        double[] left = curve.at(-h);
        double[][] next = new double[level + 1][base.length];
        for (int o = 0; o < base.length; o++) {
            next[0][o] = (right[o] - left[o]) / (2 * h);
            previousCorner[o] = corner[o];
            corner[o] = (right[o] - 2 * base[o] + left[o]) / h;
            latestBar[o] = Double.POSITIVE_INFINITY;
            double power = 1;
            for (int j = 1; j <= level; j++) {
                power *= 4;
                double here = next[j - 1][o];
                double above = row[j - 1][o];
                next[j][o] = here + (here - above) / (power - 1);
                offer(o, next[j][o], Math.max(Math.abs(next[j][o] - here), Math.abs(next[j][o] - above)), h);
            }
        }
        row = next;
        level++;
    }

    private void offer(int o, double value, double ownDifference, double h) {
        double bar = Math.max(ownDifference, (rounding[o] + ROUNDING * Math.abs(value)) / h);
        if (bar < latestBar[o]) {
            latestBar[o] = bar;
            latestValue[o] = value;
        }
        if (bar < bestBar[o]) {
            bestBar[o] = bar;
            bestValue[o] = value;
        }
    }

    /** The derivative of the last level that has the smallest bar. */
    double latest(int output) {
        return latestValue[output];
    }

    /** Its bar, infinite before the second level. */
    double latestBar(int output) {
        return latestBar[output];
    }

    /** The derivative of all levels that has the smallest bar. */
    double best(int output) {
        return bestValue[output];
    }

    /** Its bar. */
    double bestBar(int output) {
        return bestBar[output];
    }

    /**
     * The jump of F′ inside the last step, 0 where there is none: (F(h) − 2F(0) + F(−h)) / h shrinks with h where F is
     * smooth, and does not where a kink lies closer than h/2. There the bars may be too small.
     */
    double corner(int output) {
        boolean shrinks = Math.abs(corner[output]) < 0.6 * Math.abs(previousCorner[output]);
        return shrinks ? 0 : Math.abs(corner[output]);
    }
}
