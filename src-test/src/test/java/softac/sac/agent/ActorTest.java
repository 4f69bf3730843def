package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.Box;

/** The policy in use: the trainer's bits from every actor and thread, inside the task's box. */
class ActorTest {
    private static final int OBSERVATIONS = 200;

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void anActorOfASnapshotHasTheTrainersBits(Agents.Kind kind) {
        SacAgent agent = trained(kind);
        assertThat(play(agent.snapshot().actor()::act)).isEqualTo(play(agent::act));
        assertThat(playNoisy(agent.snapshot().actor())).isEqualTo(playNoisy(agent));
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void aSnapshotKeepsWhatItWasWhenTheAgentLearnsOn(Agents.Kind kind) {
        SacAgent agent = trained(kind);
        Policy policy = agent.snapshot();
        Actor actor = policy.actor();
        List<Double> before = play(actor::act);
        for (int n = 0; n < 5; n++) {
            agent.update(kind.batch(Seed.of(n)), Seed.of(n).rng());
        }
        assertThat(play(actor::act)).isEqualTo(before);
        assertThat(play(policy.actor()::act)).isEqualTo(before);
        assertThat(play(agent::act)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void eightThreadsActWithEqualBits(Agents.Kind kind) throws Exception {
        Policy policy = trained(kind).snapshot();
        List<Double> expected = play(policy.actor()::act);
        List<Double> expectedNoisy = playNoisy(policy.actor());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<List<List<Double>>> player = () -> {
                Actor actor = policy.actor();
                return List.of(play(actor::act), playNoisy(actor));
            };
            for (Future<List<List<Double>>> played : threads.invokeAll(Collections.nCopies(8, player))) {
                assertThat(played.get()).containsExactly(expected, expectedNoisy);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static SacAgent trained(Agents.Kind kind) {
        SacAgent agent = kind.agent(kind.config().withLearningRate(0.01), Seed.of(1));
        for (int n = 0; n < 20; n++) {
            agent.update(kind.batch(Seed.of(n)), Seed.of(n).rng());
        }
        return agent;
    }

    @FunctionalInterface
    private interface Act {
        void act(double[] observation, double[] action);
    }

    private static List<Double> play(Act act) {
        List<Double> all = new ArrayList<>();
        Rng rng = Seed.of(5).rng();
        double[] action = new double[Agents.ACTIONS.size()];
        for (int n = 0; n < OBSERVATIONS; n++) {
            act.act(observation(rng), action);
            Arrays.stream(action).forEach(all::add);
        }
        return all;
    }

    private static List<Double> playNoisy(Actor actor) {
        return playNoisy(actor::act);
    }

    private static List<Double> playNoisy(SacAgent agent) {
        return playNoisy(agent::act);
    }

    @FunctionalInterface
    private interface NoisyAct {
        double act(double[] observation, Noise noise, double[] action);
    }

    private static List<Double> playNoisy(NoisyAct act) {
        List<Double> all = new ArrayList<>();
        Rng noise = Seed.of(6).rng();
        all.addAll(play((observation, action) -> all.add(act.act(observation, noise, action))));
        return all;
    }

    private static double[] observation(Rng rng) {
        return new double[] {rng.normal(), rng.normal(), 10 * rng.normal()};
    }

    // ---------------------------------------------------------------------------------------------------- box

    @Test
    void asymmetricBoxesAreScaledDimensionByDimension() {
        SacV2 agent = Agents.v2(Agents.small());
        Kernels kernels = Agents.float64();
        for (Parameter parameter : agent.policy().parameters()) {
            kernels.fill(0, parameter.value());
            parameter.changed();
        }
        double[] action = new double[2];
        agent.act(new double[3], action);
        assertThat(action).containsExactly(-1, 5); // the centres of [−3, 1] and [0, 10]

        List<Parameter> parameters = agent.policy().parameters();
        Parameter bias = parameters.get(parameters.size() - 1);
        kernels.load(new double[] {-1e3, 1e3, 0, 0}, bias.value());
        bias.changed();
        agent.act(new double[3], action);
        assertThat(action).containsExactly(-3, 10); // the ends

        kernels.load(new double[] {0.5, -0.25, 0, 0}, bias.value());
        bias.changed();
        agent.act(new double[3], action);
        assertThat(action[0]).isCloseTo(-1 + 2 * StrictMath.tanh(0.5), within(1e-6)); // rounded to float
        assertThat(action[1]).isCloseTo(5 - 5 * StrictMath.tanh(0.25), within(1e-6));
        Box box = Agents.ACTIONS;
        double[] unit = box.toUnit(action, new double[2]);
        assertThat(unit[0]).isCloseTo((float) StrictMath.tanh(0.5), within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void everyActionLiesInTheBoxAndEveryLogProbabilityIsThatOfTheUnitAction(Agents.Kind kind) {
        SacAgent agent = trained(kind);
        Kernels kernels = kind.kernels();
        Tape tape = new Tape(kernels);
        PolicySample drawn = new PolicySample();
        Rng rng = Seed.of(5).rng();
        Rng noise = Seed.of(6).rng();
        Rng sameNoise = Seed.of(6).rng();
        double[] action = new double[2];
        for (int n = 0; n < OBSERVATIONS; n++) {
            double[] observation = observation(rng);
            double logProbability = agent.act(observation, noise, action);
            assertThat(Agents.ACTIONS.contains(action)).isTrue();
            ReshapeMatrix row = kernels.create(1, 3);
            kernels.load(Arrays.stream(observation).map(x -> (float) x).toArray(), row);
            tape.begin();
            agent.policy().sample(tape.constant(row), sameNoise, drawn);
            assertThat(logProbability).isEqualTo(drawn.logProbability().item());
        }
    }

    @Test
    void minQIsTheSmallerQOfTheUnitAction() {
        SacV2 agent = Agents.v2(Agents.small());
        double[] observation = {0.5, -1, 2};
        double expected = agent.minQ(observation, new double[] {0, 2.5});
        Kernels kernels = Agents.float64();
        ReshapeMatrix s = kernels.create(1, 3);
        ReshapeMatrix a = kernels.create(1, 2);
        kernels.load(observation, s);
        kernels.load(new double[] {0.5, -0.5}, a);
        agent.tape().begin();
        Tensor input = agent.tape().constant(s).concat(agent.tape().constant(a));
        double q1 = agent.critics().first().apply(input).item();
        double q2 = agent.critics().second().apply(input).item();
        assertThat(expected).isEqualTo(Math.min(q1, q2));
    }

    @Test
    void wrongSizesAreRefusedInOneLine() {
        Actor actor = Agents.v2(Agents.small()).snapshot().actor();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> actor.act(new double[4], new double[2]))
                .withMessage("act: observation of 4 and action of 2 numbers: this policy takes 3 and gives 2");
        assertThatIllegalArgumentException().isThrownBy(() -> actor.act(new double[3], new double[1]));
    }

    @Test
    void anObservationThatIsNoFloatIsRefused() {
        SacV2 agent = Agents.v2(Agents.small());
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e39}) {
            double[] observation = {0, bad, 0};
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> agent.act(observation, new double[2]))
                    .withMessage("act: observation[1] = " + bad + " is not a finite float");
        }
    }

    @Test
    void minQRefusesWrongSizesInOneLine() {
        SacV2 agent = Agents.v2(Agents.small());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent.minQ(new double[4], new double[2]))
                .withMessage("minQ: observation of 4 and action of 2 numbers: must have 3 and 2");
    }
}
