// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;
import static softac.autodiff.kernel.VectorReal64.LANES;

import java.util.Arrays;
import org.ejml.data.ReshapeMatrix;

/**
 * The hot loops in lanes of the Vector API; what is not hot is inherited. Lanes run across output elements, never along
 * an inner index, so the bits are those of the plain loops at every lane width.
 */
final class VectorKernels64 extends ScalarKernels64 {
    private final VectorElementary elementary = new VectorElementary();
    private final VectorSlope64 slope = new VectorSlope64();
    private double[] sums = {};
    private final @Real double[] lanesA = new @Real double[LANES];
    private final @Real double[] lanesB = new @Real double[LANES];
    private final VectorMask64 mask = new VectorMask64();
    private final VectorAverage64 average = new VectorAverage64();
    private final VectorAdam64 adam = new VectorAdam64();

    private final Product64 product;
    private boolean warm;

    /**
     * Kernels for so many threads.
     *
     * @param atOnce whether to compute in lanes from the first call on, compiled or not
     */
    VectorKernels64(int threads, boolean atOnce) {
        super(threads);
        warm = atOnce || VectorWarmUp64.isDone();
        product = Product64.sharedBy(threads, VectorMultiplier64::new);
    }

    @Override
    public String family() {
        return "vector-" + VectorReal64.BITS;
    }

    /** Whether the lanes are compiled; until then the plain loops are faster. */
    private boolean isWarm() {
        if (!warm) {
            warm = VectorWarmUp64.isDone();
        }
        return warm;
    }

    @Override
    public void awaitWarmUp() {
        if (!isWarm()) {
            VectorWarmUp64.await();
        }
    }

    /** Not before: the compiler needs the other core. */
    @Override
    boolean sharesLoops() {
        return isWarm();
    }

    @Override
    Product64 product() {
        return isWarm() ? product : super.product();
    }

    // ------------------------------------------------------------------------------------------- elementwise

    @Override
    public int firstNonFinite(ReshapeMatrix x) {
        return isWarm() && VectorLoops64.allFinite(data(x), size(x), lanesA) ? -1 : super.firstNonFinite(x);
    }

    @Override
    void apply(Function f, @Real double[] x, @Real double[] y, int size) {
        if (!isWarm()) {
            super.apply(f, x, y, size);
        } else if (f == Function.RELU) {
            VectorLoops64.relu(x, y, 0, size);
        } else if (VectorElementary.has(f)) {
            elementary.apply(f, x, y, 0, size);
        } else {
            super.apply(f, x, y, size);
        }
    }

    @Override
    public void applyGradient(Function f, ReshapeMatrix x, ReshapeMatrix y, ReshapeMatrix gy, ReshapeMatrix gx) {
        if (!isWarm() || !VectorSlope64.knows(f)) {
            super.applyGradient(f, x, y, gy, gx);
            return;
        }
        int size = size(y);
        for (int i = 0; i < size; i += VectorSlope64.BLOCK) {
            int n = Math.min(VectorSlope64.BLOCK, size - i);
            VectorBinary64.addProduct(slope.at(f, data(x), data(y), i, n), 1, data(gy), data(gx), i, n);
        }
    }

    @Override
    public void mask(Function f, ReshapeMatrix y, ReshapeMatrix gy) {
        if (isWarm() && f == Function.RELU) {
            mask.y = data(y);
            mask.g = data(gy);
            mask.run(team, size(y));
        } else {
            super.mask(f, y, gy);
        }
    }

    @Override
    public void combine(BinaryFunction f, ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
        if (isWarm() && VectorBinary64.knows(f) && isSteady(a, y) && isSteady(b, y)) {
            int stepA = step(a, y);
            int stepB = step(b, y);
            VectorBinary64.value(f, steady(a, stepA, lanesA), stepA, steady(b, stepB, lanesB), stepB, data(y), size(y));
        } else {
            super.combine(f, a, b, y);
        }
    }

    @Override
    public void combineGradient(
            BinaryFunction.Slope s,
            ReshapeMatrix a,
            ReshapeMatrix b,
            ReshapeMatrix y,
            ReshapeMatrix gy,
            ReshapeMatrix g) {
        if (!isWarm() || step(g, y) == 0 || !isSteady(g, y) || !isSteady(a, y) || !isSteady(b, y)) {
            super.combineGradient(s, a, b, y, gy, g);
            return;
        }
        int size = size(y);
        int stepA = step(a, y);
        int stepB = step(b, y);
        @Real double[] first = steady(a, stepA, lanesA);
        @Real double[] second = steady(b, stepB, lanesB);
        if (s == BinaryFunction.Slope.ONE) {
            Arrays.fill(lanesA, 1);
            VectorBinary64.addProduct(lanesA, 0, data(gy), data(g), 0, size);
        } else if (s == BinaryFunction.Slope.MINUS_ONE) {
            Arrays.fill(lanesA, -1);
            VectorBinary64.addProduct(lanesA, 0, data(gy), data(g), 0, size);
        } else if (s == BinaryFunction.Slope.FIRST) {
            VectorBinary64.addProduct(first, stepA, data(gy), data(g), 0, size);
        } else if (s == BinaryFunction.Slope.SECOND) {
            VectorBinary64.addProduct(second, stepB, data(gy), data(g), 0, size);
        } else if (s == BinaryFunction.MIN.slopeA() || s == BinaryFunction.MIN.slopeB()) {
            boolean less = s == BinaryFunction.MIN.slopeA();
            VectorBinary64.addWhereLess(less, first, stepA, second, stepB, data(gy), data(g), size);
        } else {
            super.combineGradient(s, a, b, y, gy, g);
        }
    }

    /** Whether an argument has the shape of y, or is one number. */
    private static boolean isSteady(ReshapeMatrix a, ReshapeMatrix y) {
        return size(a) == 1 || a.getNumRows() == y.getNumRows() && a.getNumCols() == y.getNumCols();
    }

    /** From an element of y to the next, what the argument steps on: 0 for one number. */
    private static int step(ReshapeMatrix a, ReshapeMatrix y) {
        return size(a) == 1 && size(y) != 1 ? 0 : 1;
    }

    /** The elements of an argument; if it is one number, a vector of it. */
    private static @Real double[] steady(ReshapeMatrix a, int step, @Real double[] lanes) {
        if (step == 1) {
            return data(a);
        }
        Arrays.fill(lanes, data(a)[0]);
        return lanes;
    }

    @Override
    public void addColumnSums(ReshapeMatrix x, ReshapeMatrix y) {
        if (!isWarm()) {
            super.addColumnSums(x, y);
            return;
        }
        int n = x.getNumCols();
        if (sums.length < n) {
            sums = new double[n];
        }
        VectorLoops64.addColumnSums(x.getNumRows(), n, data(x), data(y), sums);
    }

    // ------------------------------------------------------------------------------------------- optimisation

    @Override
    public void average(double tau, ReshapeMatrix x, ReshapeMatrix y) {
        if (!isWarm()) {
            super.average(tau, x, y);
            return;
        }
        average.take = real(tau);
        average.keep = real(1 - tau);
        average.x = data(x);
        average.y = data(y);
        average.run(team, size(y));
    }

    @Override
    public void adam(
            double stepSize,
            double rootBiasCorrection2,
            double beta1,
            double beta2,
            double epsilon,
            ReshapeMatrix g,
            ReshapeMatrix m,
            ReshapeMatrix v,
            ReshapeMatrix p) {
        if (!isWarm()) {
            super.adam(stepSize, rootBiasCorrection2, beta1, beta2, epsilon, g, m, v, p);
            return;
        }
        adam.step = real(stepSize);
        adam.root = real(rootBiasCorrection2);
        adam.b1 = real(beta1);
        adam.b2 = real(beta2);
        adam.c1 = real(1 - beta1);
        adam.c2 = real(1 - beta2);
        adam.eps = real(epsilon);
        adam.g = data(g);
        adam.m = data(m);
        adam.v = data(v);
        adam.p = data(p);
        adam.run(team, size(p));
    }
}
