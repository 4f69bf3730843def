// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ReshapeMatrix;

/** Plain loops; the products and whatever else is long are shared by a team of threads. */
sealed class ScalarKernels64 implements Kernels permits VectorKernels64 {
    final Team team;
    private final Product64 product;
    private @Real double[] zeros = {};

    ScalarKernels64(int threads) {
        team = new Team(threads);
        product = Product64.sharedBy(threads, ScalarMultiplier64::new);
    }

    /** Whether long loops are shared now. */
    boolean sharesLoops() {
        return true;
    }

    /** What products are described to and computed by. */
    Product64 product() {
        return product;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public String family() {
        return "scalar";
    }

    @Override
    public int threads() {
        return team.size();
    }

    @Override
    public void close() {
        team.close();
    }

    static @Real double[] data(ReshapeMatrix x) {
        return ((DMatrixRMaj) x).data;
    }

    static int size(ReshapeMatrix x) {
        return x.getNumRows() * x.getNumCols();
    }

    // ---------------------------------------------------------------------------------------------- matrices

    @Override
    public double get(ReshapeMatrix x, int i, int j) {
        return ((DMatrixRMaj) x).get(i, j);
    }

    @Override
    public void set(ReshapeMatrix x, int i, int j, double value) {
        ((DMatrixRMaj) x).set(i, j, real(value));
    }

    @Override
    public void fill(double value, ReshapeMatrix y) {
        Arrays.fill(data(y), 0, size(y), real(value));
    }

    @Override
    public void fill(DoubleSupplier source, ReshapeMatrix y) {
        @Real double[] out = data(y);
        for (int i = 0; i < size(y); i++) {
            out[i] = real(source.getAsDouble());
        }
    }

    @Override
    public void copy(ReshapeMatrix x, ReshapeMatrix y) {
        System.arraycopy(data(x), 0, data(y), 0, size(y));
    }

    @Override
    public void load(double[] x, ReshapeMatrix y) {
        @Real double[] out = data(y);
        for (int i = 0; i < size(y); i++) {
            out[i] = real(x[i]);
        }
    }

    @Override
    public void store(ReshapeMatrix x, double[] y) {
        @Real double[] in = data(x);
        for (int i = 0; i < size(x); i++) {
            y[i] = in[i];
        }
    }

    @Override
    public void gather(float[] table, int width, int offset, int[] rows, ReshapeMatrix y) {
        @Real double[] out = data(y);
        int n = y.getNumCols();
        for (int i = 0; i < y.getNumRows(); i++) {
            int from = rows[i] * width + offset;
            for (int j = 0; j < n; j++) {
                out[i * n + j] = table[from + j];
            }
        }
    }

    @Override
    public int firstNonFinite(ReshapeMatrix x) {
        @Real double[] in = data(x);
        for (int i = 0; i < size(x); i++) {
            if (!(Math.abs(in[i]) <= Double.MAX_VALUE)) { // true for NaN too
                return i;
            }
        }
        return -1;
    }

    // ---------------------------------------------------------------------------------------------- products

    @Override
    public void multiply(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
        int k = a.getNumCols();
        int n = y.getNumCols();
        if (zeros.length < n) {
            zeros = new @Real double[n];
        }
        product(y.getNumRows(), n, k, data(a), k, 1, data(b), n, 1, zeros, 0, data(y), Function.IDENTITY);
    }

    @Override
    public void affine(ReshapeMatrix x, ReshapeMatrix w, ReshapeMatrix b, Function f, ReshapeMatrix y) {
        int k = x.getNumCols();
        int n = y.getNumCols();
        product(y.getNumRows(), n, k, data(x), k, 1, data(w), n, 1, data(b), 0, data(y), f);
    }

    @Override
    public void multiplyAddTransA(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
        int m = y.getNumRows();
        int n = y.getNumCols();
        product(m, n, a.getNumRows(), data(a), 1, m, data(b), n, 1, data(y), n, data(y), Function.IDENTITY);
    }

    @Override
    public void multiplyAddTransB(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
        int k = a.getNumCols();
        int n = y.getNumCols();
        product(y.getNumRows(), n, k, data(a), k, 1, data(b), 1, k, data(y), n, data(y), Function.IDENTITY);
    }

    /** Y = f(C + A·B); see {@link Product64}. */
    private void product(
            int m,
            int n,
            int k,
            @Real double[] a,
            int aRow,
            int aCol,
            @Real double[] b,
            int bRow,
            int bCol,
            @Real double[] c,
            int cRow,
            @Real double[] y,
            Function f) {
        Product64 product = product();
        product.set(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, y, f == Function.RELU);
        team.run(product, sharesLoops() && product.flops() >= team.worthSharing);
        if (f != Function.IDENTITY && f != Function.RELU) {
            apply(f, y, y, m * n);
        }
    }

    // ------------------------------------------------------------------------------------------- elementwise

    @Override
    public void apply(Function f, ReshapeMatrix x, ReshapeMatrix y) {
        apply(f, data(x), data(y), size(y));
    }

    void apply(Function f, @Real double[] in, @Real double[] out, int size) {
        if (f == Function.RELU) {
            for (int i = 0; i < size; i++) {
                out[i] = Math.max(in[i], 0);
            }
        } else {
            for (int i = 0; i < size; i++) {
                out[i] = real(f.value(in[i]));
            }
        }
    }

    @Override
    public void applyGradient(Function f, ReshapeMatrix x, ReshapeMatrix y, ReshapeMatrix gy, ReshapeMatrix gx) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        @Real double[] gOut = data(gy);
        @Real double[] gIn = data(gx);
        for (int i = 0; i < size(y); i++) {
            gIn[i] = Math.fma(real(f.slope(in[i], out[i])), gOut[i], gIn[i]);
        }
    }

    @Override
    public void mask(Function f, ReshapeMatrix y, ReshapeMatrix gy) {
        @Real double[] out = data(y);
        @Real double[] g = data(gy);
        int size = size(y);
        if (f == Function.RELU) {
            for (int i = 0; i < size; i++) {
                g[i] = out[i] > 0 ? g[i] : 0 * g[i];
            }
        } else {
            for (int i = 0; i < size; i++) {
                g[i] = real(f.slope(Double.NaN, out[i])) * g[i];
            }
        }
    }

    @Override
    public void combine(BinaryFunction f, ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
        @Real double[] inA = data(a);
        @Real double[] inB = data(b);
        @Real double[] out = data(y);
        int n = y.getNumCols();
        for (int i = 0; i < y.getNumRows(); i++) {
            int rowA = rowStart(a, i);
            int rowB = rowStart(b, i);
            int stepA = columnStep(a);
            int stepB = columnStep(b);
            for (int j = 0; j < n; j++) {
                out[i * n + j] = real(f.value(inA[rowA + j * stepA], inB[rowB + j * stepB]));
            }
        }
    }

    @Override
    public void combineGradient(
            BinaryFunction.Slope slope,
            ReshapeMatrix a,
            ReshapeMatrix b,
            ReshapeMatrix y,
            ReshapeMatrix gy,
            ReshapeMatrix g) {
        @Real double[] inA = data(a);
        @Real double[] inB = data(b);
        @Real double[] out = data(y);
        @Real double[] gOut = data(gy);
        @Real double[] gIn = data(g);
        int n = y.getNumCols();
        for (int i = 0; i < y.getNumRows(); i++) {
            int rowA = rowStart(a, i);
            int rowB = rowStart(b, i);
            int rowG = rowStart(g, i);
            int stepA = columnStep(a);
            int stepB = columnStep(b);
            int stepG = columnStep(g);
            for (int j = 0; j < n; j++) {
                int o = i * n + j;
                int into = rowG + j * stepG;
                double s = slope.at(inA[rowA + j * stepA], inB[rowB + j * stepB], out[o]);
                gIn[into] = Math.fma(real(s), gOut[o], gIn[into]);
            }
        }
    }

    /** Where row i of the stretched matrix starts. */
    private static int rowStart(ReshapeMatrix x, int i) {
        return x.getNumRows() == 1 ? 0 : i * x.getNumCols();
    }

    /** From a column of the stretched matrix to the next. */
    private static int columnStep(ReshapeMatrix x) {
        return x.getNumCols() == 1 ? 0 : 1;
    }

    // ------------------------------------------------------------------------------- reductions and columns

    @Override
    public void sum(ReshapeMatrix x, ReshapeMatrix y) {
        fill(0, y);
        addSums(x, y);
    }

    @Override
    public void addColumnSums(ReshapeMatrix x, ReshapeMatrix y) {
        addSums(x, y);
    }

    /** Y += the elements of X that stand over each element of Y, each sum begun from Y in double precision. */
    private static void addSums(ReshapeMatrix x, ReshapeMatrix y) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        int n = x.getNumCols();
        int rows = y.getNumRows();
        int columns = y.getNumCols();
        for (int i = 0; i < rows; i++) {
            int rowEnd = rows == 1 ? x.getNumRows() : i + 1;
            for (int j = 0; j < columns; j++) {
                int columnEnd = columns == 1 ? n : j + 1;
                double sum = out[i * columns + j];
                for (int p = i; p < rowEnd; p++) {
                    for (int q = j; q < columnEnd; q++) {
                        sum += in[p * n + q];
                    }
                }
                out[i * columns + j] = real(sum);
            }
        }
    }

    @Override
    public void addStretched(ReshapeMatrix x, ReshapeMatrix y) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        int n = y.getNumCols();
        int step = columnStep(x);
        for (int i = 0; i < y.getNumRows(); i++) {
            int row = rowStart(x, i);
            for (int j = 0; j < n; j++) {
                out[i * n + j] += in[row + j * step];
            }
        }
    }

    @Override
    public void logSumExp(ReshapeMatrix x, ReshapeMatrix y) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        int n = x.getNumCols();
        for (int i = 0; i < x.getNumRows(); i++) {
            double max = max(in, i * n, n);
            double sum = sumOfExp(in, i * n, n, max);
            out[i] = real(Double.isInfinite(max) ? max : max + StrictMath.log(sum));
        }
    }

    @Override
    public void logSumExpGradient(ReshapeMatrix x, ReshapeMatrix gy, ReshapeMatrix gx) {
        @Real double[] in = data(x);
        @Real double[] gOut = data(gy);
        @Real double[] gIn = data(gx);
        int n = x.getNumCols();
        for (int i = 0; i < x.getNumRows(); i++) {
            double max = max(in, i * n, n);
            double sum = sumOfExp(in, i * n, n, max);
            for (int j = 0; j < n; j++) {
                int o = i * n + j;
                double share = Elementary.exp(in[o] - max) / sum;
                gIn[o] = Math.fma(real(share), gOut[i], gIn[o]);
            }
        }
    }

    /** The largest of n numbers, −∞ where n = 0; NaN survives. */
    private static double max(@Real double[] x, int from, int n) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, x[from + j]);
        }
        return max;
    }

    /** Σ e^(x − max). */
    private static double sumOfExp(@Real double[] x, int from, int n, double max) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += Elementary.exp(x[from + j] - max);
        }
        return sum;
    }

    @Override
    public void copyColumns(ReshapeMatrix x, int fromColumn, int count, ReshapeMatrix y, int toColumn) {
        for (int i = 0; i < x.getNumRows(); i++) {
            int from = i * x.getNumCols() + fromColumn;
            System.arraycopy(data(x), from, data(y), i * y.getNumCols() + toColumn, count);
        }
    }

    @Override
    public void addColumns(ReshapeMatrix x, int fromColumn, int count, ReshapeMatrix y, int toColumn) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        for (int i = 0; i < x.getNumRows(); i++) {
            int from = i * x.getNumCols() + fromColumn;
            int to = i * y.getNumCols() + toColumn;
            for (int j = 0; j < count; j++) {
                out[to + j] += in[from + j];
            }
        }
    }

    @Override
    public void transpose(ReshapeMatrix x, ReshapeMatrix y) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        int m = x.getNumRows();
        int n = x.getNumCols();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                out[j * m + i] = in[i * n + j];
            }
        }
    }

    @Override
    public void addTranspose(ReshapeMatrix x, ReshapeMatrix y) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        int m = x.getNumRows();
        int n = x.getNumCols();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                out[j * m + i] += in[i * n + j];
            }
        }
    }

    // ------------------------------------------------------------------------------------------- optimisation

    @Override
    public void scale(double c, ReshapeMatrix y) {
        @Real double[] out = data(y);
        @Real double factor = real(c);
        for (int i = 0; i < size(y); i++) {
            out[i] *= factor;
        }
    }

    @Override
    public double sumOfSquares(ReshapeMatrix x) {
        @Real double[] in = data(x);
        double sum = 0;
        for (int i = 0; i < size(x); i++) {
            double xi = in[i];
            sum += xi * xi;
        }
        return sum;
    }

    @Override
    public void average(double tau, ReshapeMatrix x, ReshapeMatrix y) {
        @Real double[] in = data(x);
        @Real double[] out = data(y);
        @Real double take = real(tau);
        @Real double keep = real(1 - tau);
        for (int i = 0; i < size(y); i++) {
            out[i] = take * in[i] + keep * out[i];
        }
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
        @Real double[] gradient = data(g);
        @Real double[] first = data(m);
        @Real double[] second = data(v);
        @Real double[] parameter = data(p);
        @Real double b1 = real(beta1);
        @Real double b2 = real(beta2);
        @Real double c1 = real(1 - beta1);
        @Real double c2 = real(1 - beta2);
        @Real double step = real(stepSize);
        @Real double root = real(rootBiasCorrection2);
        @Real double eps = real(epsilon);
        for (int i = 0; i < size(p); i++) {
            @Real double gi = gradient[i];
            @Real double mi = b1 * first[i] + c1 * gi;
            @Real double vi = b2 * second[i] + c2 * gi * gi;
            first[i] = mi;
            second[i] = vi;
            parameter[i] -= step * (mi / (squareRoot(vi) / root + eps));
        }
    }

    /** √x correctly rounded in the element type: rounding the double root once more changes nothing. */
    private static @Real double squareRoot(@Real double x) {
        return real(Math.sqrt(x));
    }
}
