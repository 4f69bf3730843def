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
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/** One SacV2 update of the public agent, and one action, at the sizes of Pendulum and of HalfCheetah. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@NullUnmarked // JMH calls @Setup first
public class UpdateBenchmark {
    /** Observations, actions, hidden units, batch. */
    @Param({"3-1-64-100", "17-6-256-256"})
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
        String[] given = sizes.split("-", -1);
        int n = Integer.parseInt(given[0]);
        int m = Integer.parseInt(given[1]);
        int hidden = Integer.parseInt(given[2]);
        Kernels kernels = Kernels.best(precision);
        SacConfig config = SacConfig.v2().withHidden(hidden, hidden);
        agent = new SacV2(kernels, n, Box.symmetric(m, 1), config, Seed.of(1));
        batch = new Batch(kernels, n, m);
        batch.resize(Integer.parseInt(given[3]));
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
