package softac.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.env.Box;

/** Read off an agent that has not learned yet, and by acting with it. */
final class LearnedSolutionTest {
    private static final Box ACTIONS = Box.of(new double[] {-1}, new double[] {5});
    private static final double[] STATE = {.3, -.7};

    private static SacAgent agent(TemperatureSetting temperature, Precision precision) {
        SacConfig config = SacConfig.v2().withHidden(8).withTemperature(temperature);
        return temperature instanceof TemperatureSetting.RewardScale
                ? new SacV1(TestKernels.of(precision), 2, ACTIONS, config, Seed.of(1))
                : new SacV2(TestKernels.of(precision), 2, ACTIONS, config, Seed.of(1));
    }

    @ParameterizedTest
    @EnumSource
    void theValueIsTheMeanOverActions(Precision precision) {
        SacAgent agent = agent(new TemperatureSetting.Fixed(.3), precision);
        LearnedSolution learned = new LearnedSolution(agent);
        Rng noise = Seed.of(2).rng();
        double[] action = new double[1];
        int n = 4_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double logProbability = agent.act(STATE, noise, action);
            double v = agent.minQ(STATE, action) - .3 * logProbability;
            sum += v;
            squares += v * v;
        }
        double mean = sum / n;
        double error = Math.sqrt((squares / n - mean * mean) / n);
        assertThat(learned.value(STATE)).as("seeds 1, 2").isCloseTo(mean, within(4.5 * error));
        assertThat(learned.temperature()).isCloseTo(.3, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource
    void thePolicyIsTheAgents(Precision precision) {
        SacAgent agent = agent(new TemperatureSetting.Fixed(.3), precision);
        LearnedSolution learned = new LearnedSolution(agent);
        double[] action = new double[1];
        for (double epsilon : new double[] {-2, 0, .5, 3}) {
            double logProbability = agent.act(STATE, () -> epsilon, action);
            assertThat(learned.action(epsilon, STATE)).isCloseTo(action[0], within(1e-5));
            assertThat(learned.policy(STATE).logDensityOf(epsilon)).isCloseTo(logProbability, within(1e-5));
        }
        agent.act(STATE, action);
        assertThat(learned.action(0, STATE)).isCloseTo(action[0], within(1e-6));
    }

    /** Rewards scaled by c and α = 1 are rewards as they are and α = 1/c. */
    @ParameterizedTest
    @EnumSource
    void scaledRewardsAreScaledBack(Precision precision) {
        SacAgent scaled = agent(new TemperatureSetting.RewardScale(4), precision);
        SacAgent plain = agent(new TemperatureSetting.RewardScale(1), precision); // of the same networks
        LearnedSolution learned = new LearnedSolution(scaled);
        assertThat(learned.temperature()).isEqualTo(.25);
        assertThat(learned.value(STATE)).isEqualTo(new LearnedSolution(plain).value(STATE) / 4);
    }

    @ParameterizedTest
    @EnumSource
    void twoActionsAreRefused(Precision precision) {
        SacAgent two = new SacV2(
                TestKernels.of(precision),
                2,
                Box.symmetric(2, 1),
                SacConfig.v2().withHidden(8),
                Seed.of(1));
        assertThatThrownBy(() -> new LearnedSolution(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learned solution: an agent with 2 actions given; it must have 1");
    }
}
