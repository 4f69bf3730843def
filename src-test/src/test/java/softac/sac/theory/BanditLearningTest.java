package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.replay.Batch;
import softac.sac.replay.ReplayBuffer;

/**
 * What SacV1 and SacV2 learn on the bandit r(a) = −(a − ½)² against the best squashed Gaussian, found by quadrature: the policy's
 * worth is E[r(a)] − α E[log π(a)], at most V* = α ln Z.
 */
final class BanditLearningTest {
    private static final ContinuousBandit BANDIT = ContinuousBandit.onePeak();
    private static final Kernels KERNELS = TestKernels.of(Precision.FLOAT32);
    private static final double ALPHA = 0.5;
    private static final int STEPS = 3_000;
    private static final int BATCH = 64;

    /** a = tanh u, u ~ N(μ, σ²). */
    private record Squashed(double mean, double deviation) {
        /** E over u by the trapezoidal rule, which for a smooth function against a Gaussian is exact to rounding. */
        double worth() {
            double step = 1.0 / 64;
            double sum = 0;
            for (double e = -9; e <= 9; e += step) {
                double u = mean + deviation * e;
                double weight = step * Math.exp(-e * e / 2) / Math.sqrt(2 * Math.PI);
                double a = Math.tanh(u);
                double logGaussian = -e * e / 2 - Math.log(deviation) - Math.log(2 * Math.PI) / 2;
                // log(1 − tanh² u) = −2 log cosh u
                double logProbability = logGaussian + 2 * Math.log(Math.cosh(u));
                sum += weight * (BANDIT.reward(a) - ALPHA * logProbability);
            }
            return sum;
        }

        /** The best of all: a search that halves its step where no neighbour is better. */
        static Squashed best() {
            Squashed best = new Squashed(0, 1);
            for (double step = 0.5; step > 1e-6; ) {
                Squashed next = best;
                for (int i = -1; i <= 1; i++) {
                    for (int j = -1; j <= 1; j++) {
                        Squashed candidate = new Squashed(best.mean + i * step, best.deviation * Math.exp(j * step));
                        next = candidate.worth() > next.worth() ? candidate : next;
                    }
                }
                step = next.equals(best) ? step / 2 : step;
                best = next;
            }
            return best;
        }
    }

    @Test
    void noSquashedGaussianIsWorthMoreThanTheOptimum() {
        double optimum = BanditSolution.of(BANDIT, ALPHA).value();
        assertThat(Squashed.best().worth()).isLessThan(optimum).isCloseTo(optimum, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void learnsTheBestSquashedGaussian(long number) {
        Seed seed = Seed.of(number);
        TemperatureSetting alpha = new TemperatureSetting.Fixed(ALPHA);
        assertBest(learn(seed, new SacV2(KERNELS, 1, BANDIT.actionSpace(), config(alpha), seed.split("agent"))), seed);
    }

    /** Rewards scaled by 1/α and an entropy worth 1 have the same best policy. */
    @Test
    void theFirstPapersAgentLearnsTheSameFromScaledRewards() {
        Seed seed = Seed.of(1);
        TemperatureSetting scale = new TemperatureSetting.RewardScale(1 / ALPHA);
        assertBest(learn(seed, new SacV1(KERNELS, 1, BANDIT.actionSpace(), config(scale), seed.split("agent"))), seed);
    }

    private static SacConfig config(TemperatureSetting temperature) {
        return SacConfig.v2().withTemperature(temperature).withHidden(16, 16).withLearningRate(1e-3);
    }

    private static void assertBest(Squashed learned, Seed seed) {
        Squashed best = Squashed.best();
        System.out.printf(
                "bandit, %s: learned %s worth %.5f, best %s worth %.5f, any policy %.5f%n",
                seed,
                learned,
                learned.worth(),
                best,
                best.worth(),
                BanditSolution.of(BANDIT, ALPHA).value());
        assertThat(learned.worth()).as("%s, learned %s", seed, learned).isCloseTo(best.worth(), within(0.003));
        assertThat(Math.tanh(learned.mean())).as("%s", seed).isCloseTo(Math.tanh(best.mean()), within(0.05));
        assertThat(learned.deviation()).as("%s", seed).isCloseTo(best.deviation(), within(0.1 * best.deviation()));
    }

    private static Squashed learn(Seed seed, SacAgent agent) {
        ReplayBuffer replay = new ReplayBuffer(STEPS, 1, BANDIT.actionSpace());
        Batch batch = new Batch(KERNELS, 1, 1);
        Rng rng = seed.split("loop").rng();
        double[] observation = BANDIT.reset(seed);
        double[] action = new double[1];
        for (int step = 1; step <= STEPS; step++) {
            agent.act(observation, rng, action);
            replay.add(observation, action, BANDIT.reward(action[0]), observation, true);
            if (step >= BATCH) {
                replay.sample(BATCH, rng, batch);
                agent.update(batch, rng);
            }
        }
        return policyAt(agent, KERNELS, observation);
    }

    /** μ and σ: with ε = 0 the draw before squashing is the mean. */
    private static Squashed policyAt(SacAgent agent, Kernels kernels, double[] observation) {
        PolicySample sample = new PolicySample();
        agent.tape().begin();
        ReshapeMatrix s = kernels.create(1, observation.length);
        kernels.load(observation, s);
        agent.policy().sample(agent.tape().constant(s), () -> 0, sample);
        return new Squashed(sample.u().item(), Math.exp(sample.logStd().item()));
    }
}
