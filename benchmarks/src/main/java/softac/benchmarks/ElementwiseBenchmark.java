package softac.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.NullUnmarked;
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
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** What an update does to 256×256 elements one by one: activations, Adam, averaging, and picking a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@NullUnmarked // JMH calls @Setup first
public class ElementwiseBenchmark {
    private static final int SIZE = 256;
    private static final int RECORDS = 100_000;
    /** s, a, r, s′ and d of HalfCheetah. */
    private static final int WIDTH = 17 + 6 + 1 + 17 + 1;

    /** Element type. */
    @Param({"FLOAT32", "FLOAT64"})
    Precision precision = Precision.FLOAT32;

    /** Who computes. */
    @Param({"scalar", "best"})
    String family = "";

    private final float[] table = new float[RECORDS * WIDTH];
    private final int[] rows = new int[SIZE];
    private Kernels kernels;
    private ReshapeMatrix x;
    private ReshapeMatrix y;
    private ReshapeMatrix gradient;
    private ReshapeMatrix first;
    private ReshapeMatrix second;
    private ReshapeMatrix picked;

    /** Matrices of noise, distinct for every benchmark. */
    @Setup
    public void prepare() {
        kernels = family.equals("scalar") ? Kernels.scalar(precision) : Products.warm(precision);
        Rng rng = Seed.of(1).rng();
        x = noise(rng);
        y = noise(rng);
        gradient = noise(rng);
        first = kernels.create(SIZE, SIZE);
        second = kernels.create(SIZE, SIZE);
        picked = kernels.create(SIZE, 17);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (int) (rng.nextDouble() * RECORDS);
        }
    }

    private ReshapeMatrix noise(Rng rng) {
        ReshapeMatrix matrix = kernels.create(SIZE, SIZE);
        kernels.fill(rng, matrix);
        return matrix;
    }

    /** Y = max(X, 0). */
    @Benchmark
    public ReshapeMatrix relu() {
        kernels.apply(Function.RELU, x, y);
        return y;
    }

    /** Ȳ ← 0 where X ≤ 0; what is left after the first call stays. */
    @Benchmark
    public ReshapeMatrix reluMask() {
        kernels.mask(Function.RELU, x, gradient);
        return gradient;
    }

    /** Y = tanh X. */
    @Benchmark
    public ReshapeMatrix tanh() {
        kernels.apply(Function.TANH, x, y);
        return y;
    }

    /** One step of Adam. */
    @Benchmark
    public ReshapeMatrix adam() {
        kernels.adam(3e-4, 1, 0.9, 0.999, 1e-8, gradient, first, second, x);
        return x;
    }

    /** θ̄ ← τ θ + (1 − τ) θ̄. */
    @Benchmark
    public ReshapeMatrix average() {
        kernels.average(0.005, x, y);
        return y;
    }

    /** 256 observations out of a replay of 100,000. */
    @Benchmark
    public ReshapeMatrix gather() {
        kernels.gather(table, WIDTH, 0, rows, picked);
        return picked;
    }
}
