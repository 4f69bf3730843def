package softac.benchmarks;

import java.util.concurrent.TimeUnit;
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
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.benchmarks.race.Sizes;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/** One SacV2 update of the public agent, and one action, at the sizes of Pendulum, of HalfCheetah, and at both ends. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@NullUnmarked // JMH calls @Setup first
public class UpdateBenchmark {
    /** Observations, actions, hidden units, batch. */
    @Param({"3-1-64-100", "17-6-64-64", "17-6-256-256", "17-6-512-1024"})
    String sizes = "";

    /** Element type. */
    @Param({"FLOAT32", "FLOAT64"})
    Precision precision = Precision.FLOAT32;

    private final Rng noise = Seed.of(1).split("noise").rng();
    private SacV2 agent;
    private Batch batch;
    private double[] observation;
    private double[] action;

    /** A batch of noise. */
    @Setup
    public void prepare() {
        Sizes given = Sizes.parse(sizes);
        int n = given.observations();
        int m = given.actions();
        Kernels kernels = Products.warm(precision);
        SacConfig config = SacConfig.v2().withHidden(given.hidden(), given.hidden());
        agent = new SacV2(kernels, n, Box.symmetric(m, 1), config, Seed.of(1));
        batch = agent.emptyBatch();
        batch.resize(given.batch());
        kernels.fill(noise, batch.observation());
        kernels.fill(() -> noise.uniform(-1, 1), batch.action());
        kernels.fill(noise, batch.reward());
        kernels.fill(noise, batch.nextObservation());
        kernels.fill(1, batch.notTerminated());
        observation = new double[n];
        action = new double[m];
    }

    /** Critics, policy, temperature, targets. */
    @Benchmark
    public void update() {
        agent.update(batch, noise);
    }

    /** One observation to one action, noise included. */
    @Benchmark
    public double act() {
        return agent.act(observation, noise, action);
    }
}
