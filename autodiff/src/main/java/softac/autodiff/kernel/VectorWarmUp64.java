// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.VectorReal64.LANES;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ReshapeMatrix;

/**
 * Runs every loop in lanes, on small matrices, until the compiler must have compiled it. Before that a vector operation
 * is an object that the interpreter allocates, hundreds of times slower than a plain loop; so until this is done,
 * kernels use the plain loops, which give the same bits. One daemon thread a virtual machine does it, once, and ends.
 */
final class VectorWarmUp64 {
    /** Beyond the compiler's thresholds (5,000 calls) by as much as lets its queue empty meanwhile. */
    private static final int ROUNDS = 8_000;

    /** Started with the first kernels that want to know of it. */
    private static final Thread THREAD = start();

    private VectorWarmUp64() {}

    private static Thread start() {
        Thread thread = new Thread(() -> new VectorWarmUp64().run(), "softac-warm-up");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static boolean isDone() {
        return !THREAD.isAlive();
    }

    /** Waits until it is done, or this thread is interrupted, which stays noted. */
    static void await() {
        try {
            THREAD.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Kernels k = new VectorKernels64(1, true);
        for (int round = 0; round < ROUNDS; round++) {
            products(k);
        }
        for (int round = 0; round < ROUNDS; round++) {
            elementwise(k);
        }
    }

    private final ReshapeMatrix x = ones(VectorTile64.ROWS, 8);
    private final ReshapeMatrix row = ones(1, 8);
    private final ReshapeMatrix yRow = ones(1, 7 * LANES);
    private final ReshapeMatrix bias = ones(1, 7 * LANES);
    private final ReshapeMatrix w = ones(8, 7 * LANES);
    private final ReshapeMatrix y = ones(VectorTile64.ROWS, 7 * LANES);
    private final ReshapeMatrix gx = ones(VectorTile64.ROWS, 8);
    private final ReshapeMatrix gw = ones(8, 7 * LANES);
    private final ReshapeMatrix column = ones(VectorTile64.ROWS, 1);
    private final ReshapeMatrix gColumn = ones(8, 1);

    /** A layer forwards and backwards: tiles of every width. */
    private void products(Kernels k) {
        k.affine(x, w, bias, Function.RELU, y);
        k.multiplyAddTransB(y, w, gx);
        k.multiplyAddTransA(x, y, gw);
        k.multiplyAddTransA(x, column, gColumn);
        k.affine(row, w, bias, Function.RELU, yRow);
    }

    private final ReshapeMatrix one = ones(1, 1);
    private final ReshapeMatrix a = ones(2, LANES + 1);
    private final ReshapeMatrix b = ones(2, LANES + 1);
    private final ReshapeMatrix c = ones(2, LANES + 1);
    private final ReshapeMatrix d = ones(2, LANES + 1);
    private final ReshapeMatrix sums = ones(1, LANES + 1);

    private void elementwise(Kernels k) {
        k.mask(Function.RELU, a, b);
        k.addColumnSums(a, sums);
        k.firstNonFinite(a);
        k.average(0.5, a, b);
        k.adam(1e-3, 0.5, 0.9, 0.999, 1e-8, a, b, c, d);
        k.fill(0.5, b);
        apply(k, Function.RELU);
        apply(k, Function.EXP);
        apply(k, Function.TANH);
        apply(k, Function.LOG_ONE_MINUS_TANH_SQUARED);
        combine(k, BinaryFunction.ADD);
        combine(k, BinaryFunction.SUBTRACT);
        combine(k, BinaryFunction.MULTIPLY);
        combine(k, BinaryFunction.MIN);
        combine(k, BinaryFunction.MAX);
    }

    private void apply(Kernels k, Function f) {
        k.apply(f, a, b);
        k.applyGradient(f, a, b, c, d);
    }

    private void combine(Kernels k, BinaryFunction f) {
        k.combine(f, a, b, c);
        k.combine(f, a, one, c);
        k.combineGradient(f.slopeA(), a, b, c, c, d);
        k.combineGradient(f.slopeB(), a, one, c, c, d);
    }

    private static ReshapeMatrix ones(int rows, int columns) {
        DMatrixRMaj x = new DMatrixRMaj(rows, columns);
        x.fill(1);
        return x;
    }
}
