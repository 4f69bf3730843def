package softac.autodiff.check;

import java.util.Arrays;

/**
 * F′(0) of a curve with m outputs, by central differences over steps that halve, extrapolated to step 0 (Richardson;
 * Ridders 1982):
 *
 * <pre>
 * T[k][0] = (F(h) − F(−h)) / 2h,  h = h₀ 2⁻ᵏ
 * T[k][j] = T[k][j−1] + (T[k][j−1] − T[k−1][j−1]) / (4ʲ − 1),   error O(h^(2j+2)) where F is smooth
 * </pre>
 *
 * The error bar of T[k][j], j ≥ 2, is the larger of its own difference, max(|T[k][j] − T[k][j−1]|, |T[k][j] − T[k−1][j−1]|),
 * and of rounding, c ε (|F(0)| + |F′(0)|) / h, where ε|F(0)| is at least the noise seen in F itself. With j = 1 the own
 * difference is a third of that of two differences, which may agree by chance.
 *
 * <p>Where F may have kinks, the bar is also at least the jump of F′ seen inside one of the steps it was made of. The
 * corner (F(h) − 2F(0) + F(−h)) / h shrinks with h where F is smooth; it does not, and is the jump, where a kink lies
 * closer than about h/2; a kink farther away shows in the own difference.
 */
final class Richardson {
    /**
     * As long as it may be: rounding is divided by it, and a loss of 100 may have slopes of 0.01. With twice as long ones the
     * bars of ordinary functions become too small by chance, once in 500,000 derivatives.
     */
    static final double LARGEST_STEP = 0x1p-5;

    static final int LEVELS = 14;

    /** The least order of extrapolation that knows its error. */
    private static final int LEAST = 2;

    /** c ε: an evaluation is a few roundings away from exact, and the extrapolation doubles that. */
    private static final double ROUNDING = 4 * 0x1p-52;

    /** Of a smooth function halving the step halves the corner; of a kink inside, it leaves at least ⅔. */
    private static final double SHRINKS = 0.6;

    /** A curve through the base point F(0). */
    @FunctionalInterface
    interface Curve {
        /** F(t), in an array that is the caller's. */
        double[] at(double t);
    }

    /** What is known of one output. */
    private static final class Output {
        final double rounding;
        double[] row = {};
        double[] jumps = {};
        double corner;
        boolean constant = true;
        double latest = Double.NaN;
        double latestBar = Double.POSITIVE_INFINITY;
        double best = Double.NaN;
        double bestBar = Double.POSITIVE_INFINITY;

        Output(double rounding) {
            this.rounding = rounding;
        }
    }

    private final Curve curve;
    private final double[] base;
    private final boolean kinks;
    private final Output[] outputs;
    private int level;

    /**
     * At level 0, with no difference taken yet.
     *
     * @param curve F
     * @param base F(0)
     * @param noise how far rounding moves each output, where that is more than its own ε|F(0)|
     * @param kinks whether F may have some
     */
    Richardson(Curve curve, double[] base, double[] noise, boolean kinks) {
        this.curve = curve;
        this.base = base;
        this.kinks = kinks;
        outputs = new Output[base.length];
        Arrays.setAll(outputs, o -> new Output(Math.max(ROUNDING * Math.abs(base[o]), 4 * noise[o])));
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
        for (int o = 0; o < outputs.length; o++) {
            refine(outputs[o], left[o], base[o], right[o], h);
        }
        level++;
    }

    private void refine(Output out, double left, double middle, double right, double h) {
        out.constant &= left == middle && middle == right;
        double corner = Math.abs(right - 2 * middle + left) / h;
        double[] jumps = Arrays.copyOf(out.jumps, level + 1);
        jumps[level] = kinks && level > 0 && corner >= SHRINKS * out.corner ? corner : 0;
        double[] row = new double[level + 1];
        row[0] = (right - left) / (2 * h);
        double jump = jumps[level];
        double power = 1;
        out.latestBar = Double.POSITIVE_INFINITY;
        for (int j = 1; j <= level; j++) {
            power *= 4;
            double here = row[j - 1];
            double above = out.row[j - 1];
            row[j] = here + (here - above) / (power - 1);
            double own = Math.max(Math.abs(row[j] - here), Math.abs(row[j] - above));
            jump = Math.max(jump, jumps[level - j]);
            double bar = Math.max(Math.max(own, jump), (out.rounding + ROUNDING * Math.abs(row[j])) / h);
            if (j >= LEAST && bar < out.latestBar) {
                out.latest = row[j];
                out.latestBar = bar;
            }
        }
        if (out.latestBar < out.bestBar) {
            out.best = out.latest;
            out.bestBar = out.latestBar;
        }
        out.row = row;
        out.jumps = jumps;
        out.corner = corner;
    }

    /** The derivative of the last level that has the smallest bar. */
    double latest(int output) {
        return outputs[output].latest;
    }

    /** Its bar, infinite before the third level. */
    double latestBar(int output) {
        return outputs[output].latestBar;
    }

    /** The derivative of all levels that has the smallest bar. */
    double best(int output) {
        return outputs[output].best;
    }

    /** Its bar. */
    double bestBar(int output) {
        return outputs[output].bestBar;
    }

    /** Whether no point of at least two levels differed from F(0) in a single bit. */
    boolean isConstant(int output) {
        return level > 1 && outputs[output].constant;
    }
}
