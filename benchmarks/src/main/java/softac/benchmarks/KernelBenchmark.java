package softac.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/**
 * The products of an update, m×k×n: (m×k)·(k×n) → (m×n), the transposed operand stored as the gradient needs it. The
 * column {@code gflop} is billions of useful operations a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@NullUnmarked // JMH calls @Setup first
public class KernelBenchmark {
    /** Operations done, in billions; JMH divides by the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        /** The counter. */
        public double gflop;
    }

    /** Hidden layers, small ones, the critics' first layer, their last, the policy's head, weights' gradients. */
    @Param({
        "256x256x256",
        "64x64x64",
        "1024x512x512",
        "256x23x256",
        "256x256x23",
        "256x256x1",
        "256x256x12",
        "256x1x256"
    })
    String shape = "";

    /** Element type. */
    @Param({"FLOAT32", "FLOAT64"})
    Precision precision = Precision.FLOAT32;

    /** Who multiplies. */
    @Param({"scalar", "best", "ejml"})
    String family = "";

    private Products products;
    private double gflop;
    private ReshapeMatrix a;
    private ReshapeMatrix b;
    private ReshapeMatrix aTransposed;
    private ReshapeMatrix bTransposed;
    private ReshapeMatrix bias;
    private ReshapeMatrix y;

    /** Matrices of noise. */
    @Setup
    public void prepare() {
        String[] sizes = shape.split("x", -1);
        int m = Integer.parseInt(sizes[0]);
        int k = Integer.parseInt(sizes[1]);
        int n = Integer.parseInt(sizes[2]);
        gflop = 2e-9 * m * k * n;
        products = Products.of(family, precision);
        Kernels kernels = Kernels.scalar(precision);
        Rng rng = Seed.of(1).rng();
        a = noise(kernels, rng, m, k);
        b = noise(kernels, rng, k, n);
        aTransposed = noise(kernels, rng, k, m);
        bTransposed = noise(kernels, rng, n, k);
        bias = noise(kernels, rng, 1, n);
        y = kernels.create(m, n);
    }

    private static ReshapeMatrix noise(Kernels kernels, Rng rng, int rows, int columns) {
        ReshapeMatrix matrix = kernels.create(rows, columns);
        kernels.fill(rng, matrix);
        return matrix;
    }

    /** Y = A·B. */
    @Benchmark
    public ReshapeMatrix multiply(Work work) {
        products.multiply(a, b, y);
        work.gflop += gflop;
        return y;
    }

    /** Y = max(A·B + b, 0): a layer forward. */
    @Benchmark
    public ReshapeMatrix affineRelu(Work work) {
        products.affineRelu(a, b, bias, y);
        work.gflop += gflop;
        return y;
    }

    /** Y += Aᵀ·B: the gradient of weights. */
    @Benchmark
    public ReshapeMatrix multiplyAddTransA(Work work) {
        products.multiplyAddTransA(aTransposed, b, y);
        work.gflop += gflop;
        return y;
    }

    /** Y += A·Bᵀ: the gradient of a layer's input. */
    @Benchmark
    public ReshapeMatrix multiplyAddTransB(Work work) {
        products.multiplyAddTransB(a, bTransposed, y);
        work.gflop += gflop;
        return y;
    }
}
