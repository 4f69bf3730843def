// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;
import static softac.autodiff.kernel.VectorReal64.LANES;
import static softac.autodiff.kernel.VectorReal64.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Arithmetic of two matrices in lanes. An argument is stepped through (step 1), or one vector of it serves all (step 0:
 * a number in every lane). A loop for each function, because a vector that comes from one of two branches is allocated.
 */
final class VectorBinary64 {
    private VectorBinary64() {}

    /** Whether there is a loop for this function. */
    static boolean knows(BinaryFunction f) {
        return f == BinaryFunction.ADD
                || f == BinaryFunction.SUBTRACT
                || f == BinaryFunction.MULTIPLY
                || f == BinaryFunction.MIN
                || f == BinaryFunction.MAX;
    }

    /** y = f(a, b). */
    static void value(
            BinaryFunction f, @Real double[] a, int stepA, @Real double[] b, int stepB, @Real double[] y, int size) {
        if (f == BinaryFunction.ADD) {
            add(a, stepA, b, stepB, y, size);
        } else if (f == BinaryFunction.SUBTRACT) {
            subtract(a, stepA, b, stepB, y, size);
        } else if (f == BinaryFunction.MULTIPLY) {
            multiply(a, stepA, b, stepB, y, size);
        } else if (f == BinaryFunction.MIN) {
            min(a, stepA, b, stepB, y, size);
        } else {
            max(a, stepA, b, stepB, y, size);
        }
    }

    private static void add(@Real double[] a, int stepA, @Real double[] b, int stepB, @Real double[] y, int size) {
        int i = 0;
        for (; i <= size - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, a, i * stepA)
                    .add(DoubleVector.fromArray(SPECIES, b, i * stepB))
                    .intoArray(y, i);
        }
        for (; i < size; i++) {
            y[i] = a[i * stepA] + b[i * stepB];
        }
    }

    private static void subtract(@Real double[] a, int stepA, @Real double[] b, int stepB, @Real double[] y, int size) {
        int i = 0;
        for (; i <= size - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, a, i * stepA)
                    .sub(DoubleVector.fromArray(SPECIES, b, i * stepB))
                    .intoArray(y, i);
        }
        for (; i < size; i++) {
            y[i] = a[i * stepA] - b[i * stepB];
        }
    }

    private static void multiply(@Real double[] a, int stepA, @Real double[] b, int stepB, @Real double[] y, int size) {
        int i = 0;
        for (; i <= size - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, a, i * stepA)
                    .mul(DoubleVector.fromArray(SPECIES, b, i * stepB))
                    .intoArray(y, i);
        }
        for (; i < size; i++) {
            y[i] = a[i * stepA] * b[i * stepB];
        }
    }

    private static void min(@Real double[] a, int stepA, @Real double[] b, int stepB, @Real double[] y, int size) {
        int i = 0;
        for (; i <= size - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, a, i * stepA)
                    .min(DoubleVector.fromArray(SPECIES, b, i * stepB))
                    .intoArray(y, i);
        }
        for (; i < size; i++) {
            y[i] = Math.min(a[i * stepA], b[i * stepB]);
        }
    }

    private static void max(@Real double[] a, int stepA, @Real double[] b, int stepB, @Real double[] y, int size) {
        int i = 0;
        for (; i <= size - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, a, i * stepA)
                    .max(DoubleVector.fromArray(SPECIES, b, i * stepB))
                    .intoArray(y, i);
        }
        for (; i < size; i++) {
            y[i] = Math.max(a[i * stepA], b[i * stepB]);
        }
    }

    /** g(i) += x(i) ȳ(i) for n elements of g and ȳ from {@code from} on, of x from 0 on. */
    static void addProduct(@Real double[] x, int stepX, @Real double[] gy, @Real double[] g, int from, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, i * stepX)
                    .fma(DoubleVector.fromArray(SPECIES, gy, from + i), DoubleVector.fromArray(SPECIES, g, from + i))
                    .intoArray(g, from + i);
        }
        for (; i < n; i++) {
            g[from + i] = Math.fma(x[i * stepX], gy[from + i], g[from + i]);
        }
    }

    /** g += [a ≤ b or a is NaN] ȳ, or where it is not: the slopes of the minimum in a and in b. */
    static void addWhereLess(
            boolean less,
            @Real double[] a,
            int stepA,
            @Real double[] b,
            int stepB,
            @Real double[] gy,
            @Real double[] g,
            int size) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, real(less ? 1 : 0));
        DoubleVector other = DoubleVector.broadcast(SPECIES, real(less ? 0 : 1));
        int i = 0;
        for (; i <= size - LANES; i += LANES) {
            DoubleVector ai = DoubleVector.fromArray(SPECIES, a, i * stepA);
            DoubleVector bi = DoubleVector.fromArray(SPECIES, b, i * stepB);
            other.blend(one, ai.compare(VectorOperators.LE, bi).or(ai.compare(VectorOperators.NE, ai)))
                    .fma(DoubleVector.fromArray(SPECIES, gy, i), DoubleVector.fromArray(SPECIES, g, i))
                    .intoArray(g, i);
        }
        for (; i < size; i++) {
            @Real double ai = a[i * stepA];
            boolean isLess = ai <= b[i * stepB] || ai != ai;
            g[i] = Math.fma(real(isLess == less ? 1 : 0), gy[i], g[i]);
        }
    }
}
