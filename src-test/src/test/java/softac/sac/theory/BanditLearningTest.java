package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.lab.study.LearnedSolution;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.replay.Batch;
import softac.sac.replay.ReplayBuffer;

/**
 * What SacV1 and SacV2 learn on the bandit r(a) = −(a − ½)² against the best squashed Gaussian, found by quadrature; the
 * deep profile goes on in {@code GroundTruthTest}.
 */
final class BanditLearningTest {
    private static final ContinuousBandit BANDIT = ContinuousBandit.onePeak();
    private static final Kernels KERNELS = TestKernels.of(Precision.FLOAT32);
    private static final double ALPHA = 0.5;
    private static final BanditSolution SOLUTION = BanditSolution.of(BANDIT, ALPHA);
    private static final int STEPS = 3_000;
    private static final int BATCH = 64;

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

    /**
     * Worth within 0.003 of the best: 0.6 % of α, a fifth of the gap to π*. The mode within 0.05 and σ within a tenth, since
     * the worth is that flat.
     */
    private static void assertBest(SquashedGaussian learned, Seed seed) {
        SquashedGaussian best = SOLUTION.bestSquashedGaussian();
        System.out.printf(
                "bandit, %s: learned %s, gap to π* %.5f nats; best %s, gap %.5f%n",
                seed, learned, SOLUTION.gap(learned), best, SOLUTION.gap(best));
        assertThat(SOLUTION.worth(learned))
                .as("%s, learned %s", seed, learned)
                .isCloseTo(SOLUTION.worth(best), within(0.003));
        assertThat(learned.action(0)).as("%s", seed).isCloseTo(best.action(0), within(0.05));
        assertThat(learned.deviation()).as("%s", seed).isCloseTo(best.deviation(), within(0.1 * best.deviation()));
    }

    private static SquashedGaussian learn(Seed seed, SacAgent agent) {
        ReplayBuffer replay = new ReplayBuffer(STEPS, 1, BANDIT.actionSpace());
        Batch batch = agent.emptyBatch();
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
        return new LearnedSolution(agent).policy(observation);
    }
}
