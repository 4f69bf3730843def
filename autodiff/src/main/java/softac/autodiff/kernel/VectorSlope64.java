// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;

/**
 * f′ of the functions that are differentiated in every update, block by block: computed in double precision and rounded
 * once. Owns scratch: an object serves one thread.
 */
final class VectorSlope64 {
    /** Elements of a block. */
    static final int BLOCK = 256;

    private final VectorElementary elementary = new VectorElementary();
    private final double[] wide = new double[BLOCK];
    private final @Real double[] slope = new @Real double[BLOCK];

    /** Whether {@link #at} knows the function. */
    static boolean knows(Function f) {
        return f == Function.RELU
                || f == Function.TANH
                || f == Function.EXP
                || f == Function.SQUARE
                || f == Function.LOG_ONE_MINUS_TANH_SQUARED;
    }

    /** f′ at n ≤ BLOCK elements from x[i] and y[i] on; valid until the next call. */
    @Real
    double[] at(Function f, @Real double[] x, @Real double[] y, int i, int n) {
        if (f == Function.RELU) {
            for (int j = 0; j < n; j++) {
                slope[j] = y[i + j] > 0 ? 1 : 0;
            }
        } else if (f == Function.TANH) {
            for (int j = 0; j < n; j++) {
                double yj = y[i + j];
                slope[j] = real(1 - yj * yj);
            }
        } else if (f == Function.EXP) {
            System.arraycopy(y, i, slope, 0, n);
        } else if (f == Function.SQUARE) {
            for (int j = 0; j < n; j++) {
                slope[j] = 2 * x[i + j];
            }
        } else {
            for (int j = 0; j < n; j++) {
                wide[j] = x[i + j];
            }
            elementary.apply(Function.TANH, wide, wide, 0, n);
            for (int j = 0; j < n; j++) {
                slope[j] = real(-2 * wide[j]);
            }
        }
        return slope;
    }
}
