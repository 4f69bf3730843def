package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Seed;

/** a = tanh(μ + σ ε) and its density. Reference numbers stand in {@code softac.golden}. */
class SquashedGaussianPolicyTest {
    private static final Kernels KERNELS = Agents.float64();

    // ------------------------------------------------------------------------------------------- distribution

    /** ∫ π(a) da = 1 and −∫ π log π da ≤ log 2, by the midpoint rule over a itself. */
    @ParameterizedTest
    @CsvSource({"0, 0.5", "0, 0.8", "0.7, 0.5", "-1.5, 0.4", "0.2, 0.1", "-0.3, 0.65"})
    void isADistributionOnTheOpenInterval(double mean, double std) {
        int points = 4_000;
        double[] a = DoubleStream.iterate(-1 + 1.0 / points, x -> x + 2.0 / points)
                .limit(points)
                .toArray();
        ReshapeMatrix head = KERNELS.create(points, 2);
        for (int i = 0; i < points; i++) {
            KERNELS.set(head, i, 0, mean);
            KERNELS.set(head, i, 1, StrictMath.log(std));
        }
        int[] next = {0};
        Noise epsilon = () -> (0.5 * (StrictMath.log1p(a[next[0]]) - StrictMath.log1p(-a[next[0]++])) - mean) / std;
        Tape tape = new Tape(KERNELS);
        tape.begin();
        PolicySample drawn = new PolicySample();
        policy(KERNELS, 1).squash(tape.constant(head), epsilon, drawn);
        double mass = 0;
        double entropy = 0;
        for (int i = 0; i < points; i++) {
            assertThat(drawn.action().get(i, 0)).isCloseTo(a[i], within(1e-12));
            double logDensity = drawn.logProbability().get(i, 0);
            double share = StrictMath.exp(logDensity) * 2 / points;
            mass += share;
            entropy -= share == 0 ? 0 : share * logDensity;
        }
        assertThat(mass).isCloseTo(1, within(1e-6));
        assertThat(entropy).isLessThan(StrictMath.log(2));
    }

    private static SquashedGaussianPolicy policy(Kernels kernels, int actions) {
        return new SquashedGaussianPolicy(kernels, Agents.OBSERVATION, actions, Agents.small())
                .initialize(kernels, Seed.of(1).rng());
    }

    @Test
    void withoutNoiseItIsDeterministic() {
        SquashedGaussianPolicy policy = policy(KERNELS, 2);
        Tape tape = new Tape(KERNELS);
        tape.begin();
        Tensor s = tape.constant(Agents.batch(KERNELS, 5, Seed.of(2)).observation());
        PolicySample drawn = new PolicySample();
        policy.sample(s, () -> 0, drawn);
        assertThat(KERNELS.elements(drawn.action().value()))
                .isEqualTo(KERNELS.elements(policy.deterministic(s).value()));
    }

    @Test
    void nothingIsThereBeforeTheFirstDraw() {
        PolicySample sample = new PolicySample();
        assertThatIllegalStateException().isThrownBy(sample::action).withMessageContaining("policy.sample(");
        assertThatIllegalStateException().isThrownBy(sample::logProbability);
    }

    // ---------------------------------------------------------------------------------------------- extremes

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void lossGradientAndUpdateStayFiniteHoweverFarTheNetworkGoes(Agents.Kind kind) {
        for (double mean : new double[] {-1e6, 0, 1e6}) {
            for (double rawLogStd : new double[] {-1e3, 0, 1e3}) {
                SacAgent agent = kind.agent();
                Kernels kernels = kind.kernels();
                List<Parameter> parameters = agent.policy().parameters();
                Parameter bias = parameters.get(parameters.size() - 1);
                kernels.load(new double[] {mean, -mean, rawLogStd, rawLogStd}, bias.value());
                bias.changed();
                agent.tape().begin();
                Tensor s = agent.tape().constant(kind.batch(Seed.of(2)).observation());
                PolicySample drawn = new PolicySample();
                agent.policy().sample(s, Seed.of(3).rng(), drawn);
                Tensor loss = agent.policyLoss(s, drawn);
                agent.tape().differentiate(loss, parameters);
                assertThat(kernels.firstNonFinite(drawn.logProbability().value()))
                        .isEqualTo(-1);
                assertThat(loss.item()).isFinite();
                assertThat(parameters).allMatch(p -> kernels.firstNonFinite(p.gradient()) == -1);
                agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
            }
        }
    }

    /** Far out log π(a) = 2m|u| + …: the force that pulls a saturated action back does not vanish. */
    @Test
    void aSaturatedActionIsStillPulledBack() {
        Parameter head = new Parameter("head", KERNELS, 1, 2);
        KERNELS.load(new double[] {300, 0}, head.value());
        Tape tape = new Tape(KERNELS);
        tape.begin();
        PolicySample drawn = new PolicySample();
        policy(KERNELS, 1).squash(tape.parameter(head), () -> 0, drawn);
        tape.differentiate(drawn.logProbability(), List.of(head));
        assertThat(KERNELS.get(head.gradient(), 0, 0)).isEqualTo(2);
    }

    /** −log(1 − tanh² u) = 2|u| − 2 log 2 to all digits, less log(2π)/2 for the Gaussian at its mean; 25 digits. */
    @ParameterizedTest
    @CsvSource({"500, 997.694767105675436639", "1000, 1997.694767105675436639"})
    void theLogProbabilityFarOutHasAllItsDigits(double u, double expected) {
        for (double mean : new double[] {u, -u}) {
            ReshapeMatrix head = KERNELS.create(1, 2);
            KERNELS.load(new double[] {mean, 0}, head);
            Tape tape = new Tape(KERNELS);
            tape.begin();
            PolicySample drawn = new PolicySample();
            policy(KERNELS, 1).squash(tape.constant(head), () -> 0, drawn);
            assertThat(drawn.logProbability().item()).isCloseTo(expected, within(4e-15 * expected));
            assertThat(drawn.action().item()).isEqualTo(Math.signum(mean));
        }
    }

    // --------------------------------------------------------------------------------------------------- rows

    /** What a row gives does not depend on its neighbours, nor on how many there are. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void aRowOfABatchIsTheBatchOfOne(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        SacConfig wide = Agents.small().withHidden(37, 19);
        SacV2 agent = new SacV2(kernels, Agents.OBSERVATION, Agents.ACTIONS, wide, Seed.of(1));
        int size = 13;
        ReshapeMatrix observations = Agents.batch(kernels, size, Seed.of(2)).observation();
        double[] epsilon = new double[size * 2];
        Noise normal = Seed.of(3).rng();
        Arrays.setAll(epsilon, i -> normal.normal());

        double[] whole = row(agent, observations, epsilon);
        for (int i = 0; i < size; i++) {
            ReshapeMatrix one = kernels.create(1, Agents.OBSERVATION);
            for (int j = 0; j < Agents.OBSERVATION; j++) {
                kernels.set(one, 0, j, kernels.get(observations, i, j));
            }
            double[] single = row(agent, one, new double[] {epsilon[2 * i], epsilon[2 * i + 1]});
            for (int j = 0; j < single.length; j++) {
                assertThat(single[j]).isEqualTo(whole[i * single.length + j]);
            }
        }
    }

    /** Action, log-probability and min Q, row by row. */
    private static double[] row(SacAgent agent, ReshapeMatrix observations, double[] epsilon) {
        agent.tape().begin();
        Tensor s = agent.tape().constant(observations);
        PolicySample drawn = new PolicySample();
        agent.policy().sample(s, DoubleStream.of(epsilon).iterator()::nextDouble, drawn);
        Tensor all = drawn.action()
                .concat(drawn.logProbability())
                .concat(agent.critics().min(s, drawn.action()));
        return agent.tape().kernels().elements(all.value());
    }
}
