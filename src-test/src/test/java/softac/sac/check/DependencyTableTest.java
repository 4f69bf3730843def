package softac.sac.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.StateBits;
import softac.sac.agent.TemperatureSetting;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/** What the losses of correct agents reach and move is what the papers' equations say, and every kind of change shows. */
class DependencyTableTest {
    private static final Seed NOISE = Seed.of(3);

    static Stream<Arguments> agents() {
        return Stream.of(Precision.values())
                .flatMap(precision -> Stream.of(
                                agent(1, precision, SacConfig.v1()),
                                agent(1, precision, SacConfig.v1().withTemperature(new TemperatureSetting.Fixed(0.2))),
                                agent(2, precision, SacConfig.v2()),
                                agent(2, precision, SacConfig.v2().withTemperature(new TemperatureSetting.Fixed(0.2))),
                                agent(2, precision, SacConfig.v2().withDiscount(0)))
                        .map(agent -> Arguments.of(
                                agent.getClass().getSimpleName() + " " + precision + " "
                                        + agent.config().temperature() + " γ "
                                        + agent.config().discount(),
                                agent)));
    }

    private static SacAgent agent(int algorithm, Precision precision, SacConfig config) {
        SacConfig small = config.withHidden(6, 5);
        Box actions = Box.symmetric(2, 3);
        return algorithm == 1
                ? new SacV1(TestKernels.of(precision), 3, actions, small, Seed.of(1))
                : new SacV2(TestKernels.of(precision), 3, actions, small, Seed.of(1));
    }

    private static SacAgent v2(SacConfig config) {
        return agent(2, Precision.FLOAT64, config);
    }

    private static Batch batch(SacAgent agent, int seed) {
        return SyntheticPoint.batch(agent, 16, Seed.of(seed));
    }

    // ---------------------------------------------------------------------------------------- the papers' tables

    @ParameterizedTest(name = "{0}")
    @MethodSource("agents")
    void isThePapersBeforeAndAfterUpdates(String name, SacAgent agent) {
        assertThat(DependencyTable.of(agent, batch(agent, 0), NOISE).differences())
                .isEmpty();
        Rng noise = Seed.of(4).rng();
        for (int n = 1; n <= 20; n++) {
            agent.update(batch(agent, n), noise);
        }
        DependencyTable table = DependencyTable.of(agent, batch(agent, 0), NOISE);
        assertThat(table.differences()).isEmpty();
        assertThat(table.cells())
                .hasSize((agent.losses().size() + 1) * (agent.groups().size() + 5));
    }

    /** The sentence of the issue: J_Q reaches θ̄ and not ψ; and the other way round in the first paper. */
    @Test
    void theTargetOfEachPaperIsItsOwn() {
        SacAgent second = v2(SacConfig.v2());
        DependencyTable v2 = DependencyTable.of(second, batch(second, 0), NOISE);
        assertThat(v2.cell("J_Q", "θ̄₁").reached()).isTrue();
        assertThat(v2.cell("J_Q", "θ̄₁").moved()).isFalse();
        assertThat(v2.cell("targets", "θ̄₁").moved()).isTrue();
        SacAgent first = agent(1, Precision.FLOAT64, SacConfig.v1());
        DependencyTable v1 = DependencyTable.of(first, batch(first, 0), NOISE);
        assertThat(v1.cell("J_Q", "ψ̄").reached()).isTrue();
        assertThat(v1.cell("J_Q", "ψ").reached()).isFalse();
        assertThat(v1.cell("J_Q", "φ").reached()).isFalse();
        assertThat(v1.columns()).containsExactly("φ", "θ₁", "θ₂", "ψ", "ψ̄", "s", "a", "r", "s′", "1 − d");
    }

    // ------------------------------------------------------------------------------------------------- norms

    /** ∂J(α)/∂(log α) = −α E[log π + H̄] = J(α), so the norm is |J(α)|. */
    @Test
    void theNormOfTheTemperaturesGradientIsItsLoss() {
        SacAgent agent = v2(SacConfig.v2().withTemperature(new TemperatureSetting.Learned(0.3, -2)));
        double loss = agent.record(agent.losses().get(2), batch(agent, 0), NOISE.rng())
                .item();
        double norm = DependencyTable.of(agent, batch(agent, 0), NOISE)
                .cell("J_alpha", "log α")
                .gradientNorm();
        assertThat(norm).isCloseTo(Math.abs(loss), within(1e-12)).isPositive();
    }

    /** Reached does not ask for a gradient: Q₂ is reached through min where it is never the smaller one. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("agents")
    void gradientsGoWhereTheLossReaches(String name, SacAgent agent) {
        for (Dependency cell : DependencyTable.of(agent, batch(agent, 0), NOISE).cells()) {
            boolean parameters =
                    agent.groups().stream().anyMatch(group -> group.symbol().equals(cell.on()));
            if (!parameters || cell.loss().equals("targets")) {
                assertThat(cell.gradientNorm()).isNaN();
            } else if (cell.moved()) {
                assertThat(cell.gradientNorm()).isPositive();
            } else if (!cell.reached()) {
                assertThat(cell.gradientNorm()).isZero();
            }
        }
    }

    // ------------------------------------------------------------------------------------------- what it shows

    /** Steps too small to change a bit: nothing moves, and each loss's own parameters are missed. */
    @Test
    void movedMeansThatABitChanged() {
        SacAgent agent = v2(SacConfig.v2().withLearningRate(1e-300));
        assertThat(DependencyTable.of(agent, batch(agent, 0), NOISE).differences())
                .containsExactly( // log α = 0 takes the smallest of steps, and θ̄ = θ is rounded anew
                        "J_Q: θ₁ is reached, the paper asks for: reached and moved",
                        "J_Q: θ₂ is reached, the paper asks for: reached and moved",
                        "J_pi: φ is reached, the paper asks for: reached and moved");
    }

    // --------------------------------------------------------------------------------------------- no trace

    @ParameterizedTest(name = "{0}")
    @MethodSource("agents")
    void leavesAgentAndBatchAsTheyWere(String name, SacAgent agent) {
        Batch batch = batch(agent, 0);
        agent.update(batch, Seed.of(4).rng());
        StateBits before = StateBits.of(agent);
        DependencyTable table = DependencyTable.of(agent, batch, NOISE);
        assertThat(StateBits.of(agent).differences(before)).isEmpty();
        assertThat(DependencyTable.of(agent, batch, NOISE)).isEqualTo(table);
        assertThat(List.of(DependencyTable.of(agent, batch(agent, 0), NOISE))).containsExactly(table);
    }
}
