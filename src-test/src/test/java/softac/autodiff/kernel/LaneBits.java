package softac.autodiff.kernel;

import java.util.List;
import java.util.SplittableRandom;

/** Arguments of every kind, and one hash of the raw bits that each of the vectorised functions gives for them. */
final class LaneBits {
    static final List<Function> FUNCTIONS = List.of(
            Function.EXP, Function.TANH, Function.SIGMOID, Function.SOFTPLUS, Function.LOG_ONE_MINUS_TANH_SQUARED);

    private static final double[] SPECIAL = {
        0.0,
        Double.MIN_VALUE,
        0x1p-1022,
        1e-160,
        1e-8,
        0.17328679513998632, // log(2)/4, log(2)/2: between two reductions
        0.34657359027997264,
        1,
        19.06,
        20,
        22,
        36.8,
        709.782712893384,
        710,
        745.1332191019411,
        746,
        1e308,
        Double.POSITIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0x7ff0_0000_0000_0123L), // a signalling NaN
        Double.longBitsToDouble(0x7fff_ffff_ffff_ffffL)
    };

    private LaneBits() {}

    /** The special values of both signs, then random bits and random numbers of moderate size in turn. */
    static double[] arguments(int n) {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            if (i < 2 * SPECIAL.length) {
                x[i] = i % 2 == 0 ? SPECIAL[i / 2] : -SPECIAL[i / 2];
            } else if (i % 2 == 0) {
                x[i] = Double.longBitsToDouble(random.nextLong());
            } else {
                x[i] = (2 * random.nextDouble() - 1) * Math.scalb(1.0, random.nextInt(14) - 3);
            }
        }
        return x;
    }

    static long scalar(int n) {
        double[] x = arguments(n);
        long hash = 0;
        for (Function f : FUNCTIONS) {
            for (double xi : x) {
                hash = 31 * hash + Double.doubleToRawLongBits(f.value(xi));
            }
        }
        return hash;
    }

    static long lanes(int n) {
        double[] x = arguments(n);
        double[] y = new double[n];
        long hash = 0;
        VectorElementary vectors = new VectorElementary();
        for (Function f : FUNCTIONS) {
            vectors.apply(f, x, y, 0, n);
            for (double yi : y) {
                hash = 31 * hash + Double.doubleToRawLongBits(yi);
            }
        }
        return hash;
    }

    /** Prints the hash of lanes over so many arguments: for virtual machines with other flags. */
    public static void main(String[] arguments) {
        System.out.println(lanes(Integer.parseInt(arguments[0])));
    }
}
