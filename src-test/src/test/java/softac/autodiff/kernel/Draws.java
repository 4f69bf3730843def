package softac.autodiff.kernel;

import java.util.SplittableRandom;
import org.ejml.data.ReshapeMatrix;

/**
 * The arguments of one call, drawn from a seed: the same shapes and numbers for every family, lane width and number of
 * threads. A matrix does not fill its array; what stands behind its end is drawn too, and no call may change it.
 */
final class Draws {
    /** 0, 1, primes, and both sides of tiles of 4 and 6 rows, twice 6 rows, and 1 to 4 vectors of 2, 4, 8 or 16 lanes. */
    private static final int[] SIZES = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 18, 19, 23, 24, 25, 29, 31, 32, 33, 36, 37, 47, 48, 49,
        63, 64, 65, 66, 101, 127, 128, 129
    };

    /** Rows of elementwise calls. */
    private static final int[] FEW = {0, 1, 1, 1, 2, 3, 7};

    /** Columns of elementwise calls: both sides of the vectors and of the blocks of 256. */
    private static final int[] MANY = {
        0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 61, 63, 64, 65, 255, 256, 257, 263, 271, 511, 512, 513, 600
    };

    /** What arithmetic treats in its own way, in double and in single precision. */
    private static final double[] SPECIAL = {
        0,
        1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MIN_NORMAL / 2,
        Double.MAX_VALUE,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MIN_NORMAL / 2,
        Float.MAX_VALUE,
        0x1p-30,
        20,
        89,
        710
    };

    final int m;
    final int n;
    final int k;
    private final Kernels kernels;
    private final SplittableRandom random;
    private final boolean special;

    private Draws(Kernels kernels, SplittableRandom random, int m, int n, int k) {
        this.kernels = kernels;
        this.random = random;
        this.m = m;
        this.n = n;
        this.k = k;
        special = random.nextInt(3) == 0;
    }

    /** An (m×k)·(k×n) product. */
    static Draws product(Kernels kernels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Draws(kernels, random, one(SIZES, random), one(SIZES, random), one(SIZES, random));
    }

    /** A loop over (m×n). */
    static Draws elementwise(Kernels kernels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Draws(kernels, random, one(FEW, random), one(MANY, random), 0);
    }

    /** A call of that shape. */
    static Draws of(Kernels kernels, long seed, int m, int n, int k) {
        return new Draws(kernels, new SplittableRandom(seed), m, n, k);
    }

    private static int one(int[] choices, SplittableRandom random) {
        return choices[random.nextInt(choices.length)];
    }

    /** One of several. */
    int choice(int choices) {
        return random.nextInt(choices);
    }

    /** A number from 0 to 1. */
    double share() {
        return random.nextDouble();
    }

    /** Numbers of many sizes and both signs, in some calls special values among them. */
    ReshapeMatrix matrix(int rows, int columns) {
        return drawn(rows, columns, special);
    }

    /** Finite numbers, and none but finite ones, behind the end NaN. */
    ReshapeMatrix finite(int rows, int columns) {
        ReshapeMatrix x = drawn(rows, columns, false);
        double[] elements = kernels.elements(x);
        x.reshape(rows + 1, columns + 1);
        kernels.fill(Double.NaN, x);
        x.reshape(rows, columns);
        kernels.load(elements, x);
        return x;
    }

    /** One stretched to (m × n), and how: not at all, from a row, from a column, from a number. */
    ReshapeMatrix stretched() {
        return switch (random.nextInt(6)) {
            case 0 -> matrix(1, n);
            case 1 -> matrix(m, 1);
            case 2, 3 -> matrix(1, 1);
            default -> matrix(m, n);
        };
    }

    private ReshapeMatrix drawn(int rows, int columns, boolean withSpecial) {
        ReshapeMatrix x = kernels.create(rows + 1, columns + 1);
        kernels.fill(() -> number(withSpecial), x);
        x.reshape(rows, columns);
        return x;
    }

    private double number(boolean withSpecial) {
        if (withSpecial && random.nextInt(8) == 0) {
            double x = SPECIAL[random.nextInt(SPECIAL.length)];
            return random.nextBoolean() ? x : -x;
        }
        return (2 * random.nextDouble() - 1) * Math.scalb(1.0, random.nextInt(9) - 4);
    }
}
