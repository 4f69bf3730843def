package softac.autodiff.check;

import java.util.function.DoubleSupplier;
import softac.autodiff.random.Rng;

/** Random directions and choices, over arrays shaped like the parameters. */
final class Directions {
    private Directions() {}

    /** Standard normal, scaled to Euclidean length 1. */
    static double[][] unit(double[][] like, Rng rng) {
        double[][] u = drawn(like, rng::normal);
        double squares = dot(u, u);
        for (double[] part : u) {
            for (int n = 0; n < part.length; n++) {
                part[n] /= Math.sqrt(squares);
            }
        }
        return u;
    }

    /** Every entry from the source. */
    static double[][] drawn(double[][] like, DoubleSupplier source) {
        double[][] u = new double[like.length][];
        for (int p = 0; p < like.length; p++) {
            u[p] = drawn(like[p].length, source);
        }
        return u;
    }

    static double[] drawn(int length, DoubleSupplier source) {
        double[] u = new double[length];
        for (int n = 0; n < length; n++) {
            u[n] = source.getAsDouble();
        }
        return u;
    }

    /** The same, but zero everywhere except in one parameter. */
    static double[][] only(int parameter, double[][] like, DoubleSupplier source) {
        double[][] u = new double[like.length][];
        for (int p = 0; p < like.length; p++) {
            u[p] = p == parameter ? drawn(like[p].length, source) : new double[like[p].length];
        }
        return u;
    }

    static double dot(double[][] a, double[][] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            for (int n = 0; n < a[p].length; n++) {
                sum += a[p][n] * b[p][n];
            }
        }
        return sum;
    }

    /** max |x|, NaN where one is. */
    static double norm(double[][] x) {
        double largest = 0;
        for (double[] part : x) {
            for (double value : part) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    /** Ascending indices: all of them, or {@code most} drawn without repetition. */
    static int[] choose(int count, int most, Rng rng) {
        int wanted = Math.min(count, most);
        int[] chosen = new int[wanted];
        int at = 0;
        for (int n = 0; n < count && at < wanted; n++) { // each with the probability that fills up exactly
            if (wanted == count || rng.nextInt(count - n) < wanted - at) {
                chosen[at++] = n;
            }
        }
        return chosen;
    }
}
