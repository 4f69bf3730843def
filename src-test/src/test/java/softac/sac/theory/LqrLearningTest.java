package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.Actor;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.env.control.Lqr;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.Trainer;
import softac.sac.train.TrainerSettings;

/**
 * What SacV2 learns on {@code Lqr-v0} against what is optimal: π*(u|x) = N(−Kx, Σ) with K = 0.5884 and √Σ = 0.2029 for
 * γ = 0.9, α = 0.2. The learned gain is the least-squares slope of the deterministic action over |x| ≤ 1.
 *
 * <p>Uniform actions throw the state as far as 30, with costs of 1,000 and more against the 1 that matters; hence a replay
 * that forgets them and a bound on the gradients.
 */
@Tag("deep")
final class LqrLearningTest {
    private static final double DISCOUNT = 0.9;
    private static final double ALPHA = 0.2;
    private static final Task TASK = Tasks.named("Lqr-v0");
    private static final LqrSolution OPTIMUM = LqrSolution.of(new Lqr().model(), DISCOUNT, ALPHA);

    private static final int STEPS = 15_000;
    private static final int WARM_UP = 100;
    private static final int BATCH = 256;
    private static final int REPLAY = 5_000;

    /** What an agent has learned, in the task's units. */
    private record Learned(long seed, double gain, double deviation, double entropy, double alpha) {
        static Learned of(long seed, SacAgent agent) {
            Actor actor = agent.snapshot().actor();
            return new Learned(
                    seed,
                    gainOf(actor),
                    deviationOf(actor),
                    entropyOf(actor),
                    agent.temperature().alpha());
        }

        /** Learned beside optimal. */
        @Override
        public String toString() {
            return String.format(
                    "lqr, seed %d: gain %.4f (optimum %.4f, %+.1f %%), σ at 0 %.4f (%.4f), entropy %.3f (%.3f), α %.4f",
                    seed,
                    gain,
                    optimalGain(),
                    100 * (gain / optimalGain() - 1),
                    deviation,
                    optimalDeviation(),
                    entropy,
                    OPTIMUM.entropy(),
                    alpha);
        }
    }

    private static double optimalGain() {
        return OPTIMUM.gain().get(0, 0);
    }

    private static double optimalDeviation() {
        return Math.sqrt(OPTIMUM.covariance().get(0, 0));
    }

    @Test
    void theOptimumIsThePublishedOne() {
        assertThat(optimalGain()).isCloseTo(0.5884033489985555, within(1e-15));
        assertThat(OPTIMUM.covariance().get(0, 0)).isCloseTo(0.04115966510014445, within(1e-15));
    }

    @Test
    void learnsTheOptimalGain() {
        SoftAssertions.assertSoftly(all -> IntStream.rangeClosed(1, 3).forEach(seed -> {
            Learned learned = train(seed, new TemperatureSetting.Fixed(ALPHA));
            System.out.println(learned);
            all.assertThat(learned.gain()).as("%s", learned).isCloseTo(optimalGain(), within(0.1 * optimalGain()));
            all.assertThat(learned.deviation())
                    .as("%s", learned)
                    .isCloseTo(optimalDeviation(), within(0.15 * optimalDeviation()));
        }));
    }

    @Test
    void learnsTheTemperatureOfTheOptimalEntropy() {
        double unitEntropy = OPTIMUM.entropy() - TASK.create().actionSpace().logHalfWidth();
        Learned learned = train(1, new TemperatureSetting.Learned(1, unitEntropy));
        System.out.println("α learned: " + learned);
        assertThat(learned.alpha()).as("%s", learned).isCloseTo(ALPHA, within(0.1 * ALPHA));
        assertThat(learned.gain()).as("%s", learned).isCloseTo(optimalGain(), within(0.1 * optimalGain()));
    }

    private static Learned train(long number, TemperatureSetting temperature) {
        Seed seed = Seed.of(number);
        Kernels kernels = TestKernels.of(Precision.FLOAT32);
        SacConfig config = SacConfig.v2()
                .withTemperature(temperature)
                .withHidden(64, 64)
                .withLearningRate(1e-3)
                .withMaxGradientNorm(1)
                .withDiscount(DISCOUNT)
                .withTau(0.02);
        SacAgent agent = new SacV2(kernels, 1, TASK.create().actionSpace(), config, seed.split("agent"));
        TrainerSettings settings = new TrainerSettings(STEPS, WARM_UP, BATCH, REPLAY, 1, STEPS, 1);
        Trainer trainer = new Trainer(TASK.create(), TASK.create(), agent, settings, seed);
        while (trainer.steps() < STEPS) {
            trainer.step();
        }
        return Learned.of(number, agent);
    }

    /** −Σ x u / Σ x² over x = −1, −0.99 … 1, where u = 4 tanh μ(x). */
    private static double gainOf(Actor actor) {
        double[] u = new double[1];
        double xu = 0;
        double xx = 0;
        for (int i = -100; i <= 100; i++) {
            double x = i / 100.0;
            actor.act(new double[] {x}, u);
            xu += x * u[0];
            xx += x * x;
        }
        return -xu / xx;
    }

    /** Standard deviation of 20,000 actions at x = 0. */
    private static double deviationOf(Actor actor) {
        int count = 20_000;
        Rng noise = Seed.of(9).rng();
        double[] u = new double[1];
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < count; n++) {
            actor.act(new double[] {0}, noise, u);
            sum += u[0];
            squares += u[0] * u[0];
        }
        double mean = sum / count;
        return Math.sqrt(squares / count - mean * mean);
    }

    /** −E[log π(u|x)] of the action in the task's box, x = −1, −0.99 … 1, 100 draws each. */
    private static double entropyOf(Actor actor) {
        Rng noise = Seed.of(10).rng();
        double sum = 0;
        for (int i = -100; i <= 100; i++) {
            for (int n = 0; n < 100; n++) {
                sum -= actor.act(new double[] {i / 100.0}, noise, new double[1]);
            }
        }
        return sum / 20_100 + TASK.create().actionSpace().logHalfWidth();
    }
}
