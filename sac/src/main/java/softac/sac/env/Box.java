package softac.sac.env;

import java.util.Arrays;
import softac.autodiff.random.Rng;

/**
 * The product of intervals [low₁, high₁] × … × [lowₙ, highₙ], n ≥ 1, lowᵢ &lt; highᵢ. Infinite ends are allowed where no
 * scaling or sampling is asked for. Immutable.
 *
 * <p>Agents act in the unit box (−1, 1)ⁿ; with half-width h = (high − low)/2 and centre c = (low + high)/2
 *
 * <pre>action = low + (unit + 1)(high − low)/2 = c + unit · h,   log π(action) = log π(unit) − Σ log hᵢ</pre>
 */
public final class Box {
    private final double[] low;
    private final double[] high;
    private final boolean bounded;

    private Box(double[] low, double[] high) {
        this.low = low;
        this.high = high;
        this.bounded = allFinite(low) && allFinite(high);
    }

    /**
     * Returns [low₁, high₁] × … × [lowₙ, highₙ].
     *
     * @param low lower ends, n; copied
     * @param high upper ends, n; copied
     * @throws IllegalArgumentException if the lengths differ or are zero, an end is NaN, or low &lt; high fails somewhere
     */
    public static Box of(double[] low, double[] high) {
        if (low.length == 0 || low.length != high.length) {
            throw new IllegalArgumentException("box: " + low.length + " lower and " + high.length
                    + " upper ends given; give one of each per dimension, at least one dimension");
        }
        for (int i = 0; i < low.length; i++) {
            if (!(low[i] < high[i])) {
                throw new IllegalArgumentException("box: dimension " + i + " is [" + low[i] + ", " + high[i]
                        + "]; low must be less than high, neither may be NaN");
            }
        }
        return new Box(low.clone(), high.clone());
    }

    /**
     * Returns [−bound, bound]ⁿ.
     *
     * @throws IllegalArgumentException if n &lt; 1 or the bound is not positive
     */
    public static Box symmetric(int n, double bound) {
        if (n < 1) {
            throw new IllegalArgumentException("box: " + n + " dimensions given; at least 1 is needed");
        }
        double[] low = new double[n];
        double[] high = new double[n];
        Arrays.fill(low, -bound);
        Arrays.fill(high, bound);
        return of(low, high);
    }

    /**
     * Returns ℝⁿ.
     *
     * @throws IllegalArgumentException if n &lt; 1
     */
    public static Box unbounded(int n) {
        return symmetric(n, Double.POSITIVE_INFINITY);
    }

    /** Returns the number of dimensions n. */
    public int size() {
        return low.length;
    }

    /** Returns the lower end of dimension i. */
    public double low(int i) {
        return low[i];
    }

    /** Returns the upper end of dimension i. */
    public double high(int i) {
        return high[i];
    }

    /** Returns whether every end is finite. */
    public boolean isBounded() {
        return bounded;
    }

    /** Returns whether x has length n and lies inside, ends included; NaN lies nowhere. */
    public boolean contains(double[] x) {
        return x.length == size() && firstOutside(x) < 0;
    }

    /** Returns the first index at which x (n) lies outside, −1 if none does. */
    int firstOutside(double[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!(low[i] <= x[i] && x[i] <= high[i])) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Draws uniformly, dimension by dimension: Gymnasium's {@code sample()} before it rounds to the space's type.
     *
     * @param rng the stream to draw n doubles from
     * @param out n; overwritten
     * @return {@code out}
     * @throws IllegalStateException if the box is not bounded
     * @throws IllegalArgumentException if a width overflows
     */
    public double[] sample(Rng rng, double[] out) {
        requireBounded("sample");
        requireSize("sample into", out);
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.min(high[i], rng.uniform(low[i], high[i])); // rounding could step over the end
        }
        return out;
    }

    /**
     * Scales from the unit box: outᵢ = cᵢ + unitᵢ hᵢ, exactly unitᵢ where the dimension is [−1, 1]. The result never
     * leaves the box: rounding is cut off, and a unit beyond ±1 lands on the end. NaN stays NaN.
     *
     * @param unit n; not modified
     * @param out n; overwritten, may be {@code unit}
     * @return {@code out}
     * @throws IllegalStateException if the box is not bounded
     */
    public double[] fromUnit(double[] unit, double[] out) {
        requireBounded("scale to");
        requireSize("scale to", unit);
        requireSize("scale into", out);
        for (int i = 0; i < out.length; i++) {
            double x = centre(i) + unit[i] * halfWidth(i);
            out[i] = Math.min(high[i], Math.max(low[i], x));
        }
        return out;
    }

    /**
     * Scales to the unit box: outᵢ = (xᵢ − cᵢ)/hᵢ, cut off at ±1; the inverse of {@link #fromUnit} up to rounding.
     *
     * @param x n; not modified
     * @param out n; overwritten, may be {@code x}
     * @return {@code out}
     * @throws IllegalStateException if the box is not bounded
     */
    public double[] toUnit(double[] x, double[] out) {
        requireBounded("scale from");
        requireSize("scale from", x);
        requireSize("scale into", out);
        for (int i = 0; i < out.length; i++) {
            double unit = (x[i] - centre(i)) / halfWidth(i);
            out[i] = Math.min(1, Math.max(-1, unit));
        }
        return out;
    }

    /**
     * Returns Σ log((highᵢ − lowᵢ)/2), by which densities and entropies of the scaled action differ from those of the
     * unit action: H(action) = H(unit) + Σ log hᵢ.
     *
     * @throws IllegalStateException if the box is not bounded
     */
    public double logHalfWidth() {
        requireBounded("scale to");
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += StrictMath.log(halfWidth(i));
        }
        return sum;
    }

    /** Half of each end first: the sum of two large ends would overflow. */
    private double centre(int i) {
        return low[i] / 2 + high[i] / 2;
    }

    private double halfWidth(int i) {
        return high[i] / 2 - low[i] / 2;
    }

    private void requireBounded(String verb) {
        if (!bounded) {
            throw new IllegalStateException("cannot " + verb + " the box " + this + ": every end must be finite");
        }
    }

    private void requireSize(String verb, double[] x) {
        if (x.length != size()) {
            throw new IllegalArgumentException(
                    "box: cannot " + verb + " " + x.length + " numbers; the box has " + size() + " dimensions");
        }
    }

    private static boolean allFinite(double[] x) {
        return Arrays.stream(x).allMatch(Double::isFinite);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Box box && Arrays.equals(low, box.low) && Arrays.equals(high, box.high);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
    }

    /** Returns the intervals, for example {@code [-2.0, 2.0] × [0.0, Infinity]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : " × ")
                    .append('[')
                    .append(low[i])
                    .append(", ")
                    .append(high[i])
                    .append(']');
        }
        return text.toString();
    }
}
