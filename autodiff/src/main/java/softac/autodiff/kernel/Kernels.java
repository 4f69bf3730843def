package softac.autodiff.kernel;

import java.util.function.DoubleSupplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;

/**
 * The loops over matrices, in one precision.
 *
 * <p>Every matrix handed in has this {@link #precision()} and the shape stated; shapes are the business of the
 * operations, kernels do not check them. The output stands last. "Overwritten" outputs may hold anything before,
 * "accumulated" ones are added to; every other argument is not modified. No output may alias an input unless stated.
 *
 * <p>Bits: an element of a product is one chain of fused multiply-adds in ascending inner index, begun from what the
 * method says; a gradient is accumulated as {@code fma(slope, ȳ, x̄)} with the slope rounded once; a sum runs in double
 * precision over ascending rows, then columns, and is rounded once. Every family of kernels gives the same bits.
 *
 * <p>A kernel object owns its scratch memory: it serves one tape (or one thread) at a time.
 */
public sealed interface Kernels extends AutoCloseable permits ScalarKernels64, ScalarKernels32 {
    /**
     * The fastest kernels of this virtual machine.
     *
     * @param precision element type
     * @return new kernels with scratch of their own
     */
    static Kernels best(Precision precision) {
        return best(precision, 1);
    }

    /**
     * The fastest kernels of this virtual machine on several threads: the caller's and daemon threads that
     * {@link #close} ends. The bits are those of one thread.
     *
     * @param precision element type
     * @param threads at least 1
     * @return new kernels with scratch of their own
     * @throws IllegalArgumentException for less than one thread
     */
    static Kernels best(Precision precision, int threads) {
        return FastKernels.PRESENT ? FastKernels.create(precision, threads, false) : scalar(precision, threads);
    }

    /**
     * Lanes of the Vector API from the first call on. {@link #best} rather begins with the plain loops, until a daemon
     * thread has had the lanes compiled, which takes about a second.
     *
     * @param precision element type
     * @param threads at least 1
     * @return new kernels with scratch of their own
     * @throws IllegalArgumentException for less than one thread
     * @throws IllegalStateException when this virtual machine was started without the module jdk.incubator.vector
     */
    static Kernels vector(Precision precision, int threads) {
        if (!FastKernels.PRESENT) {
            throw new IllegalStateException("kernels: no Vector API here: " + FastKernels.HINT);
        }
        return FastKernels.create(precision, threads, true);
    }

    /**
     * Plain loops, without the Vector API.
     *
     * @param precision element type
     * @return new kernels with scratch of their own
     */
    static Kernels scalar(Precision precision) {
        return scalar(precision, 1);
    }

    /**
     * Plain loops on several threads.
     *
     * @param precision element type
     * @param threads at least 1
     * @return new kernels with scratch of their own
     * @throws IllegalArgumentException for less than one thread
     */
    static Kernels scalar(Precision precision, int threads) {
        FastKernels.checkThreads(threads);
        return switch (precision) {
            case FLOAT32 -> new ScalarKernels32(threads);
            case FLOAT64 -> new ScalarKernels64(threads);
        };
    }

    /** The element type of every matrix these kernels take. */
    Precision precision();

    /** The family's name, as written into a run's record. */
    String family();

    /** Threads that share the long loops, the caller's among them. */
    int threads();

    /**
     * Waits until the fast loops are compiled, about a second after the first kernels were made. Nothing needs it; it
     * pays before long work on few cores, where compiling the plain loops as well would only delay the others.
     */
    default void awaitWarmUp() {}

    /** Ends the daemon threads, if any were started. Kernels that are used again start them again. */
    @Override
    void close();

    // ---------------------------------------------------------------------------------------------- matrices

    /**
     * A matrix of zeros.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @return (rows × columns)
     */
    default ReshapeMatrix create(int rows, int columns) {
        return precision() == Precision.FLOAT64 ? new DMatrixRMaj(rows, columns) : new FMatrixRMaj(rows, columns);
    }

    /** The element (i, j) of x. */
    double get(ReshapeMatrix x, int i, int j);

    /** x(i, j) = value, rounded to the element type. */
    void set(ReshapeMatrix x, int i, int j, double value);

    /** Y = value everywhere; overwritten. */
    void fill(double value, ReshapeMatrix y);

    /** Y = draws of the source in row-major order; overwritten. */
    void fill(DoubleSupplier source, ReshapeMatrix y);

    /** Y = X, (m × n); Y is overwritten. */
    void copy(ReshapeMatrix x, ReshapeMatrix y);

    /** Y = the first m·n numbers of x in row-major order, rounded to the element type; overwritten. */
    void load(double[] x, ReshapeMatrix y);

    /** Writes the m·n elements of X in row-major order into y. */
    void store(ReshapeMatrix x, double[] y);

    /** The m·n elements of X in row-major order, in an array of its own. */
    default double[] elements(ReshapeMatrix x) {
        double[] y = new double[x.getNumRows() * x.getNumCols()];
        store(x, y);
        return y;
    }

    /**
     * Picks rows of a table of records: Y(i, j) = table[rows[i] · width + offset + j], for every row i of Y; Y is
     * overwritten.
     *
     * @param table records of {@code width} floats each
     * @param width floats per record
     * @param offset where in a record the wanted columns start
     * @param rows at least as many record numbers as Y has rows
     * @param y (B × n), overwritten
     */
    void gather(float[] table, int width, int offset, int[] rows, ReshapeMatrix y);

    /** Row-major index of the first element that is NaN or infinite, or −1. */
    int firstNonFinite(ReshapeMatrix x);

    // ---------------------------------------------------------------------------------------------- products

    /** Y = A·B, (m×k)·(k×n) → (m×n); chains begin from 0; Y is overwritten. */
    void multiply(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);

    /** Y = f(X·W + b), (m×k)·(k×n) + (1×n) → (m×n); chains begin from b; Y is overwritten. */
    void affine(ReshapeMatrix x, ReshapeMatrix w, ReshapeMatrix b, Function f, ReshapeMatrix y);

    /** Y += Aᵀ·B, (k×m)ᵀ·(k×n) → (m×n); chains begin from Y; Y is accumulated. */
    void multiplyAddTransA(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);

    /** Y += A·Bᵀ, (m×k)·(n×k)ᵀ → (m×n); chains begin from Y; Y is accumulated. */
    void multiplyAddTransB(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);

    // ------------------------------------------------------------------------------------------- elementwise

    /** Y = f(X), (m × n); Y is overwritten and may be X. */
    void apply(Function f, ReshapeMatrix x, ReshapeMatrix y);

    /** X̄ += f′(X, Y) ⊙ Ȳ, (m × n); X̄ is accumulated. */
    void applyGradient(Function f, ReshapeMatrix x, ReshapeMatrix y, ReshapeMatrix gy, ReshapeMatrix gx);

    /** Ȳ ← f′(·, Y) ⊙ Ȳ in place, (m × n), for a function whose slope needs y alone. */
    void mask(Function f, ReshapeMatrix y, ReshapeMatrix gy);

    /** Y = f(A, B), where A and B are stretched to the shape of Y along sizes of 1; Y is overwritten. */
    void combine(BinaryFunction f, ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);

    /**
     * G += slope(A, B, Y) ⊙ Ȳ. A and B are stretched to the shape of Y along sizes of 1, and so is G: what belongs to
     * one stretched element is added up in ascending row-major order. G is accumulated.
     */
    void combineGradient(
            BinaryFunction.Slope slope,
            ReshapeMatrix a,
            ReshapeMatrix b,
            ReshapeMatrix y,
            ReshapeMatrix gy,
            ReshapeMatrix g);

    // ------------------------------------------------------------------------------- reductions and columns

    /** Y = the sum of X over the rows if Y is (1 × n), over the columns if (m × 1), over all if (1 × 1). */
    void sum(ReshapeMatrix x, ReshapeMatrix y);

    /** Y += the sum of X over its rows, (m × n) → (1 × n); Y is accumulated. */
    void addColumnSums(ReshapeMatrix x, ReshapeMatrix y);

    /** Y += X, stretched to the shape of Y along sizes of 1; Y is accumulated. */
    void addStretched(ReshapeMatrix x, ReshapeMatrix y);

    /** y(i) = log Σ_j e^(X(i,j)) without overflow, (m × n) → (m × 1), −∞ where n = 0; Y is overwritten. */
    void logSumExp(ReshapeMatrix x, ReshapeMatrix y);

    /**
     * X̄(i,j) += e^(X(i,j)) / Σ_k e^(X(i,k)) ȳ(i), (m × n); X̄ is accumulated. Not computed as e^(x − y): where y is large
     * its rounding would swallow the logarithm of the sum.
     */
    void logSumExpGradient(ReshapeMatrix x, ReshapeMatrix gy, ReshapeMatrix gx);

    /** Y[:, toColumn…] = X[:, fromColumn…], {@code count} columns of the same rows; they are overwritten. */
    void copyColumns(ReshapeMatrix x, int fromColumn, int count, ReshapeMatrix y, int toColumn);

    /** Y[:, toColumn…] += X[:, fromColumn…], {@code count} columns of the same rows; they are accumulated. */
    void addColumns(ReshapeMatrix x, int fromColumn, int count, ReshapeMatrix y, int toColumn);

    /** Y = Xᵀ, (m × n) → (n × m); Y is overwritten. */
    void transpose(ReshapeMatrix x, ReshapeMatrix y);

    /** Y += Xᵀ, (m × n) → (n × m); Y is accumulated. */
    void addTranspose(ReshapeMatrix x, ReshapeMatrix y);

    // ------------------------------------------------------------------------------------------- optimisation

    /** Y ← c · Y in place. */
    void scale(double c, ReshapeMatrix y);

    /** Σ x², in double precision over ascending rows, then columns. */
    double sumOfSquares(ReshapeMatrix x);

    /** Y ← τ X + (1 − τ) Y, (m × n): Polyak averaging; Y is updated in place. */
    void average(double tau, ReshapeMatrix x, ReshapeMatrix y);

    /**
     * One Adam step as PyTorch computes it (Kingma and Ba 2015, algorithm 1):
     *
     * <pre>
     * m ← β₁ m + (1 − β₁) g
     * v ← β₂ v + (1 − β₂) g²
     * p ← p − stepSize · m / (√v / rootBiasCorrection2 + ε)
     * </pre>
     *
     * @param stepSize lr / (1 − β₁ᵗ)
     * @param rootBiasCorrection2 √(1 − β₂ᵗ)
     * @param beta1 β₁
     * @param beta2 β₂
     * @param epsilon ε
     * @param g gradient
     * @param m first moment, updated in place
     * @param v second moment, updated in place
     * @param p parameter, updated in place
     */
    void adam(
            double stepSize,
            double rootBiasCorrection2,
            double beta1,
            double beta2,
            double epsilon,
            ReshapeMatrix g,
            ReshapeMatrix m,
            ReshapeMatrix v,
            ReshapeMatrix p);
}
