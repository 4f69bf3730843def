package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.nn.Linear;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.replay.Batch;

/** How entropy is weighed: α learned, fixed, or as the scale of the rewards. */
class TemperatureTest {
    private static final Kernels KERNELS = Agents.float64();

    @Test
    void aFixedTemperatureStays() {
        for (double alpha : new double[] {0, 0.2, 3}) {
            SacConfig config = Agents.small().withTemperature(new TemperatureSetting.Fixed(alpha));
            for (SacAgent agent : List.of(Agents.v1(config), Agents.v2(config))) {
                update(agent, 5);
                assertThat(agent.temperature().alpha()).isEqualTo(alpha);
                assertThat(agent.metrics().get("train/ent_coef")).isEqualTo(alpha);
                assertThat(agent.temperature().parameters()).isEmpty();
            }
        }
    }

    @Test
    void aLearnedTemperatureRisesBelowTheTargetEntropyAndFallsAboveIt() {
        double largest = Math.nextDown(2 * StrictMath.log(2)); // no fresh policy has that entropy
        assertThat(learnedAfterUpdates(largest)).isGreaterThan(0.5);
        assertThat(learnedAfterUpdates(-100)).isBetween(0.0, 0.5);
    }

    private static double learnedAfterUpdates(double target) {
        SacV2 agent = Agents.v2(Agents.small().withTemperature(new TemperatureSetting.Learned(0.5, target)));
        assertThat(agent.temperature().alpha()).isCloseTo(0.5, within(1e-16));
        update(agent, 5);
        return agent.temperature().alpha();
    }

    private static void update(SacAgent agent, int times) {
        Rng noise = Seed.of(3).rng();
        for (int n = 0; n < times; n++) {
            agent.update(Agents.batch(KERNELS, Agents.BATCH, Seed.of(n)), noise);
        }
    }

    /** J(α) = −α (mean log π + H̄), and so is its derivative in log α. */
    @Test
    void temperatureLossIsItsOwnDerivativeInLogAlpha() {
        SacV2 agent = Agents.v2(Agents.small().withTemperature(new TemperatureSetting.Learned(0.5, -1.5)));
        Batch batch = Agents.batch(KERNELS, Agents.BATCH, Seed.of(2));
        agent.tape().begin();
        PolicySample drawn = new PolicySample();
        agent.policy()
                .sample(agent.tape().constant(batch.observation()), Seed.of(3).rng(), drawn);
        Tensor loss = agent.temperatureLoss(drawn);
        double mean = drawn.logProbability().mean().item();
        assertThat(loss.item()).isCloseTo(-0.5 * (mean - 1.5), within(1e-15));
        agent.tape().differentiate(loss, agent.temperature().parameters());
        assertThat(KERNELS.get(agent.temperature().logAlpha().gradient(), 0, 0)).isCloseTo(loss.item(), within(1e-15));
    }

    /**
     * v1, section 5.2: an agent whose rewards are multiplied by 1/α, with values in units of α, has the same losses but
     * for a constant factor, J_π/α and J_Q/α², J_V/α², and so the same minima. Exactly, for α a power of two.
     */
    @Test
    void aRewardScaleIsTheInverseOfATemperature() {
        double alpha = 0.25;
        SacConfig scaled = Agents.small().withTemperature(new TemperatureSetting.RewardScale(1 / alpha));
        SacConfig fixed = Agents.small().withTemperature(new TemperatureSetting.Fixed(alpha));

        SacV1 v1 = Agents.v1(fixed);
        SacV1 v1Scaled = Agents.v1(scaled);
        scaleOutput(v1Scaled.critics().first(), 1 / alpha);
        scaleOutput(v1Scaled.critics().second(), 1 / alpha);
        scaleOutput(v1Scaled.value().net(), 1 / alpha);
        scaleOutput(v1Scaled.targetValue().net(), 1 / alpha);
        assertLossesScale(v1, v1Scaled, alpha);

        SacV2 v2 = Agents.v2(fixed);
        SacV2 v2Scaled = Agents.v2(scaled);
        scaleOutput(v2Scaled.critics().first(), 1 / alpha);
        scaleOutput(v2Scaled.critics().second(), 1 / alpha);
        scaleOutput(v2Scaled.targetCritics().first(), 1 / alpha);
        scaleOutput(v2Scaled.targetCritics().second(), 1 / alpha);
        assertLossesScale(v2, v2Scaled, alpha);
    }

    private static void assertLossesScale(SacAgent agent, SacAgent scaled, double alpha) {
        assertThat(scaled.rewardScale()).isEqualTo(1 / alpha);
        assertThat(scaled.temperature().alpha()).isEqualTo(1);
        double[] gradient = policyGradient(agent);
        double[] scaledGradient = policyGradient(scaled);
        for (int i = 0; i < gradient.length; i++) {
            assertThat(scaledGradient[i]).isEqualTo(gradient[i] / alpha);
        }
        Batch batch = Agents.batch(KERNELS, Agents.BATCH, Seed.of(2));
        agent.update(batch, Seed.of(3).rng());
        scaled.update(batch, Seed.of(3).rng());
        for (String loss : List.of("train/critic_loss", "train/value_loss")) {
            if (agent.metrics().containsKey(loss)) {
                assertThat(scaled.metrics().get(loss)).isEqualTo(agent.metrics().get(loss) / (alpha * alpha));
            }
        }
    }

    private static double[] policyGradient(SacAgent agent) {
        Batch batch = Agents.batch(KERNELS, Agents.BATCH, Seed.of(2));
        agent.tape().begin();
        Tensor s = agent.tape().constant(batch.observation());
        PolicySample drawn = new PolicySample();
        agent.policy().sample(s, Seed.of(3).rng(), drawn);
        agent.tape().differentiate(agent.policyLoss(s, drawn), agent.policy().parameters());
        return agent.policy().parameters().stream()
                .map(Parameter::gradient)
                .map(KERNELS::elements)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static void scaleOutput(Mlp net, double factor) {
        Linear last = net.layers().get(net.layers().size() - 1);
        for (Parameter parameter : List.of(last.weight(), last.bias())) {
            KERNELS.scale(factor, parameter.value());
            parameter.changed();
        }
    }
}
