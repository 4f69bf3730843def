package softac.sac.theory;

/**
 * Interpolation in Chebyshev's points of the second kind on [low, high]: a function is known by its values at the points,
 * and at every other x it is a weighted sum of them (the barycentric formula of Berrut and Trefethen 2004). For a function
 * analytic around the interval the error falls geometrically with the number of points.
 */
final class Chebyshev {
    private final double[] points;

    Chebyshev(double low, double high, int count) {
        points = new double[count];
        for (int i = 0; i < count; i++) {
            points[i] = (low + high) / 2 - (high - low) / 2 * StrictMath.cos(Math.PI * i / (count - 1));
        }
    }

    int size() {
        return points.length;
    }

    double point(int i) {
        return points[i];
    }

    /**
     * Adds f times the weights at x: b + f w(x), where the interpolant is Σ wⱼ(x) vⱼ.
     *
     * @param row b, accumulated
     */
    void addWeights(double x, double f, double[] row) {
        double sum = 0;
        double[] terms = new double[points.length];
        for (int j = 0; j < points.length; j++) {
            if (x == points[j]) {
                row[j] += f;
                return;
            }
            terms[j] = barycentric(j) / (x - points[j]);
            sum += terms[j];
        }
        for (int j = 0; j < points.length; j++) {
            row[j] += f * terms[j] / sum;
        }
    }

    /**
     * Returns the interpolant at x.
     *
     * @param values at the points; not modified
     */
    double at(double x, double[] values) {
        double top = 0;
        double bottom = 0;
        for (int j = 0; j < points.length; j++) {
            if (x == points[j]) {
                return values[j];
            }
            double term = barycentric(j) / (x - points[j]);
            top += term * values[j];
            bottom += term;
        }
        return top / bottom;
    }

    /** 1, −1, 1 …, half of it at both ends. */
    private double barycentric(int j) {
        double size = j == 0 || j == points.length - 1 ? 0.5 : 1;
        return j % 2 == 0 ? size : -size;
    }
}
