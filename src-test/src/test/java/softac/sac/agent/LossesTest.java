package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.replay.Batch;

/** The closed list of losses, and that whoever looks at them sees what an update minimises and changes nothing. */
class LossesTest {
    @Test
    void thePapersLossesInTheirOrder() {
        assertThat(names(new Agents.Kind(true, Agents.float64().precision()).agent()))
                .containsExactly("J_V", "J_Q", "J_pi");
        assertThat(names(new Agents.Kind(false, Agents.float64().precision()).agent()))
                .containsExactly("J_Q", "J_pi", "J_alpha");
        assertThat(names(Agents.v2(Agents.small().withTemperature(new TemperatureSetting.Fixed(0.1)))))
                .containsExactly("J_Q", "J_pi");
    }

    private static List<String> names(SacAgent agent) {
        return agent.losses().stream().map(Loss::name).toList();
    }

    /** Where each stands in the papers. */
    @Test
    void thePapersEquations() {
        assertThat(equations(new Agents.Kind(true, Precision.FLOAT64).agent()))
                .containsExactly("J_V(ψ): v1 (5)", "J_Q(θ): v1 (7), (8)", "J_π(φ): v1 (12)");
        assertThat(equations(new Agents.Kind(false, Precision.FLOAT64).agent()))
                .containsExactly("J_Q(θ): v2 (5), (6)", "J_π(φ): v2 (9)", "J(α): v2 (18)");
    }

    private static List<String> equations(SacAgent agent) {
        return agent.losses().stream()
                .map(loss -> loss.symbol() + ": " + loss.source())
                .toList();
    }

    /** Each group holds the parameters that its name begins; no parameter of the state stands in two, none in none. */
    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void everyParameterIsInOneGroup(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        List<String> grouped = new ArrayList<>();
        for (ParameterGroup group : agent.groups()) {
            assertThat(group.parameters()).isNotEmpty().allMatch(p -> p.name().startsWith(group.name()));
            group.parameters().forEach(p -> grouped.add(p.name()));
        }
        assertThat(grouped).doesNotHaveDuplicates();
        List<String> state = StateBits.of(agent).names().stream()
                .filter(name -> name.endsWith(".weight") || name.endsWith(".bias") || name.equals("log_alpha"))
                .filter(name -> !name.contains("optimizer"))
                .filter(name -> !(kind.isV1() && name.equals("log_alpha"))) // a constant there
                .toList();
        assertThat(grouped).containsExactlyInAnyOrderElementsOf(state);
        for (Loss loss : agent.losses()) {
            assertThat(grouped)
                    .containsAll(loss.parameters().stream().map(Parameter::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void whoLooksOnChangesNoBit(Agents.Kind kind) {
        SacAgent alone = kind.agent();
        SacAgent watched = kind.agent();
        Rng noise = Seed.of(3).rng();
        Rng same = Seed.of(3).rng();
        List<String> heard = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            alone.update(kind.batch(Seed.of(n)), noise);
            watched.update(kind.batch(Seed.of(n)), same, new UpdateListener() {
                @Override
                public void begun(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {
                    heard.add("begun");
                }

                @Override
                public void recorded(Loss loss, Tensor value) {
                    heard.add("recorded " + loss);
                    watched.tape().differentiate(value, loss.parameters());
                }

                @Override
                public void stepped(Loss loss) {
                    heard.add("stepped " + loss);
                }

                @Override
                public void followed() {
                    heard.add("followed");
                }
            });
        }
        assertThat(StateBits.of(watched).differences(StateBits.of(alone))).isEmpty();
        List<String> once = new ArrayList<>(List.of("begun"));
        watched.losses().forEach(loss -> once.addAll(List.of("recorded " + loss, "stepped " + loss)));
        once.add("followed");
        assertThat(heard).hasSize(5 * once.size()).startsWith(once.toArray(new String[0]));
    }

    /** The first that a listener hears of are the inputs of the losses: the batch, its rewards scaled. */
    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void anUpdateBeginsWithItsBatch(Agents.Kind kind) {
        SacConfig config =
                kind.isV1() ? kind.config().withTemperature(new TemperatureSetting.RewardScale(4)) : kind.config();
        SacAgent agent = kind.agent(config, Seed.of(1));
        Batch batch = kind.batch(Seed.of(2));
        Kernels kernels = kind.kernels();
        List<double[]> expected = new ArrayList<>();
        for (ReshapeMatrix input : List.of(
                batch.observation(), batch.action(), batch.reward(), batch.nextObservation(), batch.notTerminated())) {
            expected.add(kernels.elements(input));
        }
        expected.set(
                2,
                Arrays.stream(expected.get(2)).map(r -> kind.isV1() ? 4 * r : r).toArray()); // 4: no rounding
        List<double[]> given = new ArrayList<>();
        agent.update(batch, Seed.of(3).rng(), new UpdateListener() {
            @Override
            public void begun(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {
                assertThat(agent.tape().recorded().stream().filter(slot -> slot.parameter() != null))
                        .as("nothing of the networks yet")
                        .isEmpty();
                for (Tensor input : List.of(s, a, r, s2, notTerminated)) {
                    given.add(kernels.elements(input.value()));
                }
            }
        });
        assertThat(given.toArray(double[][]::new)).isDeepEqualTo(expected.toArray(double[][]::new));
    }

    /**
     * Before every step of some updates, a twin in the same state records the same losses: same values, same gradients. J(α)
     * is of the actions drawn before the policy moved, so the twin stays in that state.
     */
    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void recordsWhatAnUpdateMinimises(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        SacAgent twin = kind.agent();
        for (int n = 0; n < 5; n++) {
            Batch batch = kind.batch(Seed.of(n));
            Seed noise = Seed.of(10 + n);
            agent.update(batch, noise.rng(), new UpdateListener() {
                @Override
                public void recorded(Loss loss, Tensor value) {
                    if (!loss.name().equals("J_alpha")) {
                        StateBits.of(agent).restore(twin);
                    }
                    Loss same = twin.losses().get(agent.losses().indexOf(loss));
                    Tensor recorded = twin.record(same, batch, noise.rng());
                    twin.tape().differentiate(recorded, same.parameters());
                    agent.tape().differentiate(value, loss.parameters());
                    assertThat(recorded.item()).isEqualTo(value.item());
                    assertThat(gradients(twin, same)).isEqualTo(gradients(agent, loss));
                    assertThat(Arrays.stream(gradients(agent, loss))).anyMatch(g -> g != 0);
                }
            });
        }
    }

    private static double[] gradients(SacAgent agent, Loss loss) {
        return loss.parameters().stream()
                .map(p -> agent.kernels().elements(p.gradient()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** J(α) = −α (E[log π] + H̄), with α before its step: so the entropy −E[log π] is J(α)/α + H̄. */
    @Test
    void theEntropyIsThatOfTheTemperaturesLoss() {
        SacV2 agent = Agents.v2(Agents.small());
        double target = agent.temperature().targetEntropy();
        double alpha = agent.temperature().alpha();
        assertThat(agent.metrics().get("train/entropy")).isNaN();
        agent.update(
                new Agents.Kind(false, Agents.float64().precision()).batch(Seed.of(1)),
                Seed.of(2).rng());
        assertThat(agent.metrics().get("train/entropy"))
                .isCloseTo(agent.losses().get(2).last() / alpha + target, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void recordingTakesNoStep(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        agent.update(kind.batch(Seed.of(1)), Seed.of(2).rng());
        StateBits before = StateBits.of(agent);
        Map<String, Double> metrics = agent.metrics();
        Recording recording = agent.record(kind.batch(Seed.of(3)), Seed.of(4).rng());
        assertThat(recording.losses().keySet()).containsExactlyElementsOf(agent.losses());
        assertThat(recording.inputs().keySet()).containsExactly("s", "a", "r", "s′", "1 − d");
        assertThat(StateBits.of(agent).differences(before)).isEmpty();
        assertThat(agent.metrics()).isEqualTo(metrics);
        assertThat(agent.losses()).allMatch(loss -> Double.isFinite(loss.last()));
    }

    @Test
    void refusesAnothersLoss() {
        Agents.Kind kind = new Agents.Kind(false, Agents.float64().precision());
        Loss stranger = kind.agent().losses().get(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.agent()
                        .record(stranger, kind.batch(Seed.of(1)), Seed.of(2).rng()))
                .withMessage("record: J_Q is no loss of this agent: must be one of [J_Q, J_pi, J_alpha]");
    }
}
