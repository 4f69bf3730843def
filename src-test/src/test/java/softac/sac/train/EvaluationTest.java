package softac.sac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.train.TrainerTestTask.End;

/**
 * {@code eval/q_bias} by hand: the policy is a = tanh ε, ε ~ N(0, I), the rewards are 1, 2, 3 … over three episodes and
 * γ = ½.
 */
class EvaluationTest {
    private static final Seed SEED = Seed.of(11);
    private static final Kernels KERNELS = TestKernels.of(Precision.FLOAT64);
    private static final double GAMMA = 0.5;
    private static final double[] THREE = {0, 0, 0, 0, 3}; // Q = 3
    private static final double[] VARYING = {0, 0.25, 2, -1, 3}; // Q = k/4 + 2a₀ − a₁ + 3 at the observation (e, k)

    private static SacConfig config(TemperatureSetting temperature) {
        return SacConfig.v2().withHidden().withDiscount(GAMMA).withTemperature(temperature);
    }

    /** Of temperature α. */
    private static SacAgent agent(double alpha, double[] q) {
        SacConfig config = config(new TemperatureSetting.Fixed(alpha));
        return filled(new SacV2(KERNELS, 2, TrainerTestTask.ACTIONS, config, SEED), q);
    }

    /** Of temperature 1 and that reward scale. */
    private static SacAgent scaled(double scale, double[] q) {
        SacConfig config = config(new TemperatureSetting.RewardScale(scale));
        return filled(new SacV1(KERNELS, 2, TrainerTestTask.ACTIONS, config, SEED), q);
    }

    /** μ = 0, log σ = 0; Q₁ has the weights and the bias q, Q₂ = Q₁ + 10. */
    private static SacAgent filled(SacAgent agent, double[] q) {
        agent.policy().parameters().forEach(parameter -> {
            KERNELS.fill(0, parameter.value());
            parameter.changed();
        });
        fill(agent.critics().first(), q, 0);
        fill(agent.critics().second(), q, 10);
        return agent;
    }

    private static void fill(Mlp network, double[] q, double more) {
        var weight = network.parameters().get(0);
        var bias = network.parameters().get(1);
        for (int i = 0; i < 4; i++) {
            KERNELS.set(weight.value(), i, 0, q[i]);
        }
        KERNELS.set(bias.value(), 0, 0, q[4] + more);
        weight.changed();
        bias.changed();
    }

    private static double metric(String name, SacAgent agent, int length, End end) {
        TrainerTestTask task = new TrainerTestTask(k -> k % length == 0 ? end : End.NOT, k -> (double) k);
        return Objects.requireNonNull(new Evaluation(task, SEED, 2).of(agent).get(name));
    }

    private static double bias(SacAgent agent, int length, End end) {
        return metric("eval/q_bias", agent, length, end);
    }

    /** Two episodes, of the rewards 1, 2, 3 and 4, 5, 6. */
    @Test
    void meanRewardAndLength() {
        assertThat(metric("eval/mean_reward", agent(0, THREE), 3, End.TERMINATED))
                .isEqualTo(10.5);
        assertThat(metric("eval/mean_ep_length", agent(0, THREE), 3, End.TERMINATED))
                .isEqualTo(3);
    }

    /** G is 1 + 2/2 + 3/4 = 2.75, then 8, then 13.25: 8 on average. */
    @Test
    void terminatedTheReturnIsWhatWasPaid() {
        assertThat(bias(agent(0, THREE), 3, End.TERMINATED)).isEqualTo(3 - 8.0);
        assertThat(bias(agent(0, THREE), 3, End.BOTH)).isEqualTo(3 - 8.0);
    }

    void whatWasPredictedIsToldBesideItsBias() {
        assertThat(metric("eval/q_value", agent(0, THREE), 3, End.TERMINATED)).isEqualTo(3);
    }

    /** And γ³ min Q = 3/8 for what would have followed. */
    @Test
    void truncatedTheReturnGoesOn() {
        assertThat(bias(agent(0, THREE), 3, End.TRUNCATED)).isEqualTo(3 - 8.375);
    }

    /** Episodes of one step, with the rewards 1, 2, 3; the entropy of the first action is nobody's. */
    @Test
    void theRewardScaleCounts() {
        assertThat(bias(scaled(10, THREE), 1, End.TERMINATED)).isEqualTo(3 - 20.0);
    }

    @Test
    void theEntropyOfLaterActionsCounts() {
        for (int length = 1; length <= 4; length++) {
            for (End end : new End[] {End.TERMINATED, End.TRUNCATED}) {
                assertThat(bias(agent(0.7, VARYING), length, end))
                        .as("%s after %d", end, length)
                        .isCloseTo(byHand(0.7, 1, length, end), within(1e-6)); // actions are rounded to float
                assertThat(bias(scaled(5, VARYING), length, end))
                        .as("scaled, %s after %d", end, length)
                        .isCloseTo(byHand(1, 5, length, end), within(1e-6));
            }
        }
    }

    /** E[min Q(s₀, a₀) − Σₜ γᵗ (scale·rₜ − [t ≥ 1] α log π(aₜ)) − what follows a truncation], VARYING for Q. */
    private static double byHand(double alpha, double scale, int length, End end) {
        Rng noise = SEED.split("bias").rng();
        double sum = 0;
        int k = 0;
        for (int episode = 0; episode < 3; episode++) {
            for (int t = 0; t <= length; t++) {
                if (t == length && end == End.TERMINATED) {
                    break;
                }
                double e0 = noise.normal();
                double e1 = noise.normal();
                double q = k / 4.0 + 2 * Math.tanh(e0) - Math.tanh(e1) + 3;
                double discount = Math.pow(GAMMA, t);
                sum += t == 0 ? q : discount * alpha * (logProbability(e0) + logProbability(e1));
                sum -= t == length ? discount * q : discount * scale * ++k;
            }
        }
        return sum / 3;
    }

    /** log of N(ε; 0, 1) / (1 − tanh² ε), where 1 − tanh² = 1/cosh². */
    private static double logProbability(double e) {
        return -e * e / 2 - Math.log(2 * Math.PI) / 2 + 2 * Math.log(Math.cosh(e));
    }

    @Test
    void anEpisodeThatNeverEndsIsRefused() {
        TrainerTestTask endless = new TrainerTestTask(k -> End.NOT, k -> 0.0);
        assertNeverEnds(() -> Evaluation.returns(endless, (observation, action) -> {}, 0, 1));
        assertThat(endless.actions).hasSize(1_000_000);
    }

    /** The deterministic episode ends, the first stochastic one does not. */
    @Test
    void aStochasticEpisodeThatNeverEndsIsRefused() {
        int[] steps = {0};
        TrainerTestTask task = new TrainerTestTask(k -> steps[0]++ == 0 ? End.TRUNCATED : End.NOT, k -> 0.0);
        assertNeverEnds(() -> new Evaluation(task, SEED, 1).of(agent(0, THREE)));
        assertThat(steps[0]).isEqualTo(1 + 1_000_000);
    }

    private static void assertNeverEnds(ThrowingCallable evaluation) {
        assertThatIllegalStateException()
                .isThrownBy(evaluation)
                .withMessageContainingAll("has not ended after 1000000 steps", "new TimeLimit(task, maxSteps)")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
