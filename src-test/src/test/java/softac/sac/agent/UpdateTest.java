package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.replay.Batch;

/** What one update does and does not do; its numbers stand in {@code softac.golden}. */
class UpdateTest {
    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void sameSeedSameBits(Agents.Kind kind) {
        SacAgent first = updated(kind.agent(kind.config(), Seed.of(1)), kind);
        SacAgent second = updated(kind.agent(kind.config(), Seed.of(1)), kind);
        SacAgent other = updated(kind.agent(kind.config(), Seed.of(2)), kind);
        assertThat(StateBits.of(first).differences(StateBits.of(second))).isEmpty();
        assertThat(StateBits.of(first).differences(StateBits.of(other)))
                .contains("policy.0.weight", "q1.0.weight", "q2.0.bias");
        assertThat(first.updates()).isEqualTo(10);
    }

    private static SacAgent updated(SacAgent agent, Agents.Kind kind) {
        Rng noise = Seed.of(3).rng();
        for (int n = 0; n < 10; n++) {
            agent.update(kind.batch(Seed.of(n)), noise);
        }
        return agent;
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void everyNetworkAndTemperatureMoves(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        StateBits before = StateBits.of(agent);
        agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
        List<String> still = StateBits.of(agent).names().stream()
                .filter(name -> !before.differences(StateBits.of(agent)).contains(name))
                .toList();
        assertThat(still).isEqualTo(kind.isV1() ? List.of("log_alpha", "failed") : List.of("failed"));
    }

    /** θ̄ = θ, ψ̄ = ψ in the beginning: {@code target_q1.0.weight} is {@code q1.0.weight}, and so on. */
    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void targetsStartAtTheNetworksTheyFollow(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        Map<String, double[]> values = new HashMap<>();
        for (ParameterGroup group : agent.groups()) {
            for (Parameter parameter : group.parameters()) {
                values.put(parameter.name(), agent.kernels().elements(parameter.value()));
            }
        }
        List<String> targets = values.keySet().stream()
                .filter(name -> name.startsWith("target_"))
                .toList();
        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(values.get(name)).isEqualTo(values.get(name.substring("target_".length()))));
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void anyNumberOfHiddenLayers(Agents.Kind kind) {
        for (int[] hidden : new int[][] {{}, {4}, {4, 1, 3, 2, 5}}) {
            SacAgent agent = kind.agent(kind.config().withHidden(hidden), Seed.of(1));
            agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
            assertThat(agent.policy().net().layers()).hasSize(hidden.length + 1);
            assertThat(agent.snapshot().network().net().layers()).hasSize(hidden.length + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void drawsTwoActionsForEachTransition(Agents.Kind kind) {
        Rng rng = Seed.of(3).rng();
        int[] draws = {0};
        Noise counted = () -> {
            draws[0]++;
            return rng.normal();
        };
        kind.agent().update(kind.batch(Seed.of(2)), counted);
        assertThat(draws[0]).isEqualTo(2 * Agents.BATCH * Agents.ACTIONS.size());
    }

    // ------------------------------------------------------------------------------- termination, targets

    /** y = r where the task ended, r + γ V̄(s′) elsewhere. */
    @Test
    void onlyTerminationStopsTheBootstrap() {
        SacConfig config = Agents.small().withTemperature(new TemperatureSetting.Fixed(0.2));
        SacV1 v1 = Agents.v1(config);
        SacV2 v2 = Agents.v2(config);
        Batch batch = Agents.batch(Agents.float64(), Agents.BATCH, Seed.of(2));
        Tensor[] in1 = onTape(v1, batch);
        assertBootstraps(v1.target(in1[0], in1[1], in1[2]), v1.targetValue().apply(in1[1]), batch);

        Tensor[] in2 = onTape(v2, batch);
        PolicySample next = new PolicySample();
        v2.policy().sample(in2[1], Seed.of(3).rng(), next);
        Tensor v = v2.targetCritics()
                .min(in2[1], next.action())
                .sub(next.logProbability().scale(0.2));
        assertBootstraps(v2.target(in2[0], in2[1], in2[2], Seed.of(3).rng()), v, batch);
    }

    private static Tensor[] onTape(SacAgent agent, Batch batch) {
        agent.tape().begin();
        return new Tensor[] {
            agent.tape().constant(batch.reward()),
            agent.tape().constant(batch.nextObservation()),
            agent.tape().constant(batch.notTerminated()),
        };
    }

    private static void assertBootstraps(Tensor y, Tensor v, Batch batch) {
        Kernels kernels = batch.kernels();
        for (int i = 0; i < Agents.BATCH; i++) {
            double r = kernels.get(batch.reward(), i, 0);
            boolean terminated = kernels.get(batch.notTerminated(), i, 0) == 0;
            assertThat(y.get(i, 0)).isEqualTo(terminated ? r : r + 0.99 * v.get(i, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void terminationChangesWhatIsLearnedAndTheNextObservationThenDoesNotMatter(Agents.Kind kind) {
        Batch batch = kind.batch(Seed.of(2));
        Batch elsewhere = kind.batch(Seed.of(2));
        Batch ongoing = kind.batch(Seed.of(2));
        for (int i = 0; i < Agents.BATCH; i++) {
            if (kind.kernels().get(batch.notTerminated(), i, 0) == 0) {
                kind.kernels().set(elsewhere.nextObservation(), i, 0, 5);
                kind.kernels().set(ongoing.notTerminated(), i, 0, 1);
            }
        }
        StateBits expected = afterUpdate(kind, batch);
        assertThat(expected.differences(afterUpdate(kind, elsewhere))).isEmpty();
        assertThat(expected.differences(afterUpdate(kind, ongoing)))
                .contains("critic_optimizer.q1.0.weight.m", "critic_optimizer.q2.2.bias.m");
    }

    private static StateBits afterUpdate(Agents.Kind kind, Batch batch) {
        SacAgent agent = kind.agent();
        agent.update(batch, Seed.of(3).rng());
        return StateBits.of(agent);
    }

    /** θ̄ ← τ θ + (1 − τ) θ̄ with the θ of this update, each factor and product rounded to the element type. */
    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void targetsMoveByTauExactly(Agents.Kind kind) {
        double tau = 0.25 + 1e-3;
        SacAgent agent = kind.agent(kind.config().withTau(tau), Seed.of(1));
        List<Parameter> online = agent instanceof SacV1 v1
                ? v1.value().parameters()
                : agent.critics().parameters();
        List<Parameter> target = agent instanceof SacV1 v1
                ? v1.targetValue().parameters()
                : ((SacV2) agent).targetCritics().parameters();
        List<double[]> before = target.stream().map(p -> elements(kind, p)).toList();
        agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
        for (int n = 0; n < target.size(); n++) {
            double[] theta = elements(kind, online.get(n));
            double[] after = elements(kind, target.get(n));
            for (int i = 0; i < theta.length; i++) {
                double expected = kind.precision() == Precision.FLOAT64
                        ? tau * theta[i] + (1 - tau) * before.get(n)[i]
                        : (float) tau * (float) theta[i] + (float) (1 - tau) * (float) before.get(n)[i];
                assertThat(after[i]).isEqualTo(expected);
            }
        }
    }

    private static double[] elements(Agents.Kind kind, Parameter parameter) {
        return kind.kernels().elements(parameter.value());
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void withTauOneTheTargetIsTheOnlineNetwork(Agents.Kind kind) {
        SacAgent agent = kind.agent(kind.config().withTau(1), Seed.of(1));
        agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
        StateBits bits = StateBits.of(agent);
        String online = kind.isV1() ? "value" : "q1";
        assertThat(bits.piece("target_" + online + ".0.weight")).isEqualTo(bits.piece(online + ".0.weight"));
    }

    // -------------------------------------------------------------------------------------- misfitting batches

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aBatchThatDoesNotFitIsRefusedAndChangesNothing(Precision precision) {
        Agents.Kind kind = new Agents.Kind(false, precision);
        Kernels kernels = kind.kernels();
        Precision other = precision == Precision.FLOAT32 ? Precision.FLOAT64 : Precision.FLOAT32;

        assertRefused(kind, new Batch(kernels, Agents.OBSERVATION, 2), "batch of 0 transitions");
        assertRefused(kind, sized(new Batch(kernels, 5, 2)), "observation");
        assertRefused(kind, sized(new Batch(kernels, Agents.OBSERVATION, 1)), "action");
        assertRefused(kind, sized(new Batch(TestKernels.of(other), Agents.OBSERVATION, 2)), other.toString());
        Batch ragged = kind.batch(Seed.of(2));
        ragged.reward().reshape(1, 1); // would be stretched over all transitions
        assertRefused(kind, ragged, "reward");
        Batch shortened = kind.batch(Seed.of(2));
        shortened.nextObservation().reshape(2, Agents.OBSERVATION);
        assertRefused(kind, shortened, "next observation");
    }

    private static Batch sized(Batch batch) {
        batch.resize(4);
        return batch;
    }

    private static void assertRefused(Agents.Kind kind, Batch batch, String what) {
        SacAgent agent = kind.agent();
        StateBits before = StateBits.of(agent);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent.update(batch, Seed.of(3).rng()))
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThat(before.differences(StateBits.of(agent))).isEmpty();
        agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng()); // a mistake in use is no failure
    }
}
