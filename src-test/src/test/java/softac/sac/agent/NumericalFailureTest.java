package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Parameter;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.replay.Batch;

/** A number that is not finite stops the optimiser about to step, and every update after it, until a state is loaded. */
class NumericalFailureTest {
    private static final double[] NON_FINITE = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
    };

    /** What each step of an update may change. */
    private static Stream<String> changedBy(String step) {
        return switch (step) {
            case "J_V" -> Stream.of("value.", "value_optimizer.");
            case "J_Q" -> Stream.of("q1.", "q2.", "critic_optimizer.");
            default -> throw new AssertionError("no failure here comes after " + step);
        };
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void aBadBatchIsRefusedBeforeTheFirstStep(Agents.Kind kind) {
        Kernels kernels = kind.kernels();
        for (double bad : NON_FINITE) {
            Batch batch = kind.batch(Seed.of(2));
            matrices(batch).forEach((name, matrix) -> {
                int column = matrix.getNumCols() - 1;
                double good = kernels.get(matrix, 4, column);
                kernels.set(matrix, 4, column, bad);
                String place = "batch " + name + " is " + bad + " at row 4, column " + column;
                assertFails(kind.agent(), batch, Seed.of(3).rng(), place, List.of());
                kernels.set(matrix, 4, column, good);
            });
        }
    }

    private static Map<String, ReshapeMatrix> matrices(Batch batch) {
        Map<String, ReshapeMatrix> matrices = new LinkedHashMap<>();
        matrices.put("observation", batch.observation());
        matrices.put("action", batch.action());
        matrices.put("reward", batch.reward());
        matrices.put("next observation", batch.nextObservation());
        matrices.put("not-terminated", batch.notTerminated());
        return matrices;
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void aBadParameterStopsTheFirstLossThatDependsOnIt(Agents.Kind kind) {
        String first = kind.isV1() ? "loss J_V is NaN" : "loss J_Q is NaN";
        for (int n = 0; n < parameters(kind.agent()).size(); n++) {
            SacAgent agent = kind.agent();
            Parameter parameter = parameters(agent).get(n);
            kind.kernels().set(parameter.value(), 0, 0, Double.NaN);
            parameter.changed();
            if (parameter.name().startsWith("target_value")) { // V_ψ̄ enters only Q̂, after the step of V
                assertFails(agent, kind.batch(Seed.of(2)), Seed.of(3).rng(), "loss J_Q is NaN", List.of("J_V"));
            } else {
                assertFails(agent, kind.batch(Seed.of(2)), Seed.of(3).rng(), first, List.of());
            }
        }
    }

    private static List<Parameter> parameters(SacAgent agent) {
        List<Parameter> all = new ArrayList<>(agent.policy().parameters());
        all.addAll(agent.critics().parameters());
        all.addAll(agent.temperature().parameters());
        if (agent instanceof SacV1 v1) {
            all.addAll(v1.value().parameters());
            all.addAll(v1.targetValue().parameters());
        }
        if (agent instanceof SacV2 v2) {
            all.addAll(v2.targetCritics().parameters());
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void badNoiseStopsTheLossThatDrawsIt(Agents.Kind kind) {
        int draws = Agents.BATCH * Agents.ACTIONS.size();
        String first = kind.isV1() ? "loss J_V is NaN" : "loss J_Q is NaN";
        Batch batch = kind.batch(Seed.of(2));
        assertFails(kind.agent(), batch, nanAtDraw(0), first, List.of());
        assertFails(kind.agent(), batch, nanAtDraw(draws - 1), first, List.of());
        List<String> critics = kind.isV1() ? List.of("J_V", "J_Q") : List.of("J_Q");
        assertFails(kind.agent(), batch, nanAtDraw(draws), "loss J_pi is NaN", critics);
        assertFails(kind.agent(), batch, nanAtDraw(2 * draws - 1), "loss J_pi is NaN", critics);
    }

    private static Noise nanAtDraw(int draw) {
        Rng rng = Seed.of(3).rng();
        int[] drawn = {0};
        return () -> drawn[0]++ == draw ? Double.NaN : rng.normal();
    }

    /** V = w₂ᵀ tanh(W₁ s) with |W₁| ~ 1e-10, |w₂| = 1e160: J_V ~ 1e300 is finite, ∂J_V/∂W₁ ~ 1e310 is not. */
    @Test
    void aGradientThatOverflowsIsNamed() {
        SacV1 agent = (SacV1) new Agents.Kind(true, Precision.FLOAT64)
                .agent(Agents.small().withHidden(4).withTemperature(new TemperatureSetting.Fixed(0.2)), Seed.of(1));
        Mlp value = agent.value().net();
        double[] constants = {1e-10, 0, 1e160, 0};
        for (int n = 0; n < constants.length; n++) {
            Agents.float64().fill(constants[n], value.parameters().get(n).value());
            value.parameters().get(n).changed();
        }
        String place = "gradient of J_V with respect to value.0.weight (3×4) is ";
        assertFails(
                agent,
                Agents.batch(Agents.float64(), Agents.BATCH, Seed.of(2)),
                Seed.of(3).rng(),
                place,
                List.of());
    }

    /** The update fails with that message after those steps; nothing else has changed; then updates are refused. */
    private static void assertFails(SacAgent agent, Batch batch, Noise noise, String message, List<String> steps) {
        StateBits before = StateBits.of(agent);
        String taken = "steps already taken in this update: " + (steps.isEmpty() ? "none" : String.join(", ", steps));
        assertThatExceptionOfType(NumericalFailure.class)
                .isThrownBy(() -> agent.update(batch, noise))
                .withMessageStartingWith("update 1: ")
                .withMessageContaining(message)
                .withMessageEndingWith(taken)
                .returns(
                        !steps.contains("J_Q"),
                        NumericalFailure::isOfBeginning); // J_V's step moves nothing that J_Q reads
        StateBits after = StateBits.of(agent);
        List<String> changed =
                steps.stream().flatMap(NumericalFailureTest::changedBy).toList();
        assertThat(before.differences(after))
                .contains("failed")
                .allMatch(name -> name.equals("failed") || changed.stream().anyMatch(name::startsWith))
                .hasSizeGreaterThan(steps.size());

        Batch good = Agents.batch(batch.kernels(), Agents.BATCH, Seed.of(2));
        assertThatExceptionOfType(NumericalFailure.class)
                .isThrownBy(() -> agent.update(good, Seed.of(3).rng()))
                .withMessageContaining("load a good state first")
                .withMessageContaining(message);
        assertThat(after.differences(StateBits.of(agent))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void aLoadedStateGoesOnAsIfNothingHadHappened(Agents.Kind kind) {
        SacAgent failed = kind.agent();
        SacAgent fine = kind.agent();
        failed.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
        fine.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
        StateBits good = StateBits.of(failed);
        assertThatExceptionOfType(NumericalFailure.class)
                .isThrownBy(() -> failed.update(kind.batch(Seed.of(4)), () -> Double.NaN))
                .withMessageStartingWith("update 2: ")
                .returns(false, NumericalFailure::isOfBeginning);

        good.restore(failed);
        failed.update(kind.batch(Seed.of(4)), Seed.of(5).rng());
        fine.update(kind.batch(Seed.of(4)), Seed.of(5).rng());
        assertThat(StateBits.of(fine).differences(StateBits.of(failed))).isEmpty();
    }
}
