package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Activation;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.GradientReport;
import softac.autodiff.check.Verdict;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;
import softac.sac.replay.Batch;

/** Every loss of both papers, with its noise replayed, certified for every entry; and what is constant in each. */
class LossGradientTest {
    private static final Kernels KERNELS = Agents.float64();
    private Batch batch = Agents.batch(KERNELS, Agents.BATCH, Seed.of(2));

    private SacV1 v1 = Agents.v1(v1Config(Activation.TANH));
    private SacV2 v2 = Agents.v2(v2Config(Activation.TANH));

    private static SacConfig v1Config(Activation hidden) {
        return Agents.small().withActivation(hidden).withTemperature(new TemperatureSetting.Fixed(0.2));
    }

    private static SacConfig v2Config(Activation hidden) {
        return Agents.small().withActivation(hidden).withTemperature(new TemperatureSetting.Learned(0.3, -2));
    }

    /** Raises Q₁, which starts below Q₂ on this batch, so that each is the smaller one somewhere. */
    @BeforeEach
    void letTheCriticsCross() {
        for (SacAgent agent : List.of(v1, v2)) {
            Parameter bias = agent.critics().first().layers().get(2).bias();
            KERNELS.set(bias.value(), 0, 0, KERNELS.get(bias.value(), 0, 0) + 0.6);
            bias.changed();
        }
    }

    // ------------------------------------------------------------------------------ as the agents compute them

    private Tensor softValue() {
        return v1.softValueTarget(s(v1), drawn(v1));
    }

    private Tensor valueLoss() {
        return v1.valueLoss(s(v1), softValue());
    }

    private Tensor firstTarget() {
        return v1.target(constant(v1, batch.reward()), s2(v1), constant(v1, batch.notTerminated()));
    }

    private Tensor secondTarget() {
        return v2.target(
                constant(v2, batch.reward()),
                s2(v2),
                constant(v2, batch.notTerminated()),
                Seed.of(4).rng());
    }

    private Tensor criticLoss(SacAgent agent, Tensor y) {
        return agent.criticLoss(s(agent), constant(agent, batch.action()), y);
    }

    private Tensor policyLoss(SacAgent agent) {
        return agent.policyLoss(s(agent), drawn(agent));
    }

    private Tensor temperatureLoss() {
        return v2.temperatureLoss(drawn(v2));
    }

    private Tensor s(SacAgent agent) {
        return constant(agent, batch.observation());
    }

    private Tensor s2(SacAgent agent) {
        return constant(agent, batch.nextObservation());
    }

    private static Tensor constant(SacAgent agent, ReshapeMatrix matrix) {
        return agent.tape().constant(matrix);
    }

    private PolicySample drawn(SacAgent agent) {
        PolicySample drawn = new PolicySample();
        agent.policy().sample(s(agent), Seed.of(3).rng(), drawn);
        return drawn;
    }

    // ------------------------------------------------------------------------------------------ certificates

    private void build(Activation hidden) {
        v1 = Agents.v1(v1Config(hidden));
        v2 = Agents.v2(v2Config(hidden));
        letTheCriticsCross();
    }

    @ParameterizedTest
    @EnumSource
    void valueLossOfTheFirstPaper(Activation hidden) {
        build(hidden);
        check(v1, v1.value().parameters(), this::valueLoss).assertCertified();
    }

    @ParameterizedTest
    @EnumSource
    void criticLosses(Activation hidden) {
        build(hidden);
        check(v1, v1.critics().parameters(), () -> criticLoss(v1, firstTarget()))
                .assertCertified();
        check(v2, v2.critics().parameters(), () -> criticLoss(v2, secondTarget()))
                .assertCertified();
    }

    /** On the batch no log σ reaches its bounds; with biases moved half of the first action's reach the lower, and of
     * the second action's the upper. */
    @ParameterizedTest
    @EnumSource
    void policyLosses(Activation hidden) {
        build(hidden);
        for (SacAgent agent : List.of(v1, v2)) {
            GradientReport usual = check(agent, agent.policy().parameters(), () -> policyLoss(agent));
            assertThat(usual.notCertified()).hasSize(2).allMatch(line -> line.contains(": second"));
            moveLogStdToItsBounds(agent);
            usual.and(check(agent, agent.policy().parameters(), () -> policyLoss(agent)))
                    .assertCertified();
        }
    }

    private void moveLogStdToItsBounds(SacAgent agent) {
        moveMedian(agent, 2, agent.config().logStdMin());
        moveMedian(agent, 3, agent.config().logStdMax());
    }

    private void moveMedian(SacAgent agent, int column, double to) {
        agent.tape().begin();
        Tensor head = agent.policy().net().apply(s(agent));
        double[] sorted = IntStream.range(0, head.rows())
                .mapToDouble(i -> head.get(i, column))
                .sorted()
                .toArray();
        Parameter bias = agent.policy().net().layers().get(2).bias();
        double here = KERNELS.get(bias.value(), 0, column);
        KERNELS.set(bias.value(), 0, column, here + to - sorted[sorted.length / 2] + 1e-3);
        bias.changed();
    }

    @Test
    void temperatureLossOfTheSecondPaper() {
        check(v2, v2.temperature().parameters(), this::temperatureLoss).assertCertified();
    }

    /** Agents that compute in single precision are certified on a copy, which has their numbers. */
    @Test
    void anAgentInSinglePrecisionIsCertifiedOnACopy() {
        SacAgent single = new SacV2(
                TestKernels.of(Precision.FLOAT32),
                Agents.OBSERVATION,
                Agents.ACTIONS,
                v2Config(Activation.RELU),
                Seed.of(1));
        SacAgent copy = single.copy(KERNELS);
        check(copy, copy.policy().parameters(), () -> policyLoss(copy)).assertAgrees();
    }

    /** A run with certificates on has the state of a run without, to the bit. */
    @Test
    void certificatesLeaveNoTraceInTheState() {
        for (SacAgent agent : List.of(v1, v2)) {
            SacAgent without = agent.copy(Agents.float64());
            for (int n = 0; n < 3; n++) {
                GradientCheck check = GradientCheck.sample(2, 2, Seed.of(n));
                check.run(agent.tape(), agent.policy().parameters(), () -> policyLoss(agent));
                check.run(
                        agent.tape(),
                        agent.critics().parameters(),
                        () -> criticLoss(agent, constant(agent, batch.reward())));
                agent.update(batch, Seed.of(n).rng());
                without.update(batch, Seed.of(n).rng());
            }
            assertThat(StateBits.of(agent).differences(StateBits.of(without))).isEmpty();
        }
    }

    /** Every entry of networks of 64-64 relus, on a batch of 32: the bar at the size of a real run. */
    @Tag("deep")
    @Test
    void everyEntryAtTheSizeOfARun() {
        v1 = Agents.v1(v1Config(Activation.RELU).withHidden(64, 64));
        v2 = Agents.v2(v2Config(Activation.RELU).withHidden(64, 64));
        batch = Agents.batch(KERNELS, 32, Seed.of(2));
        print("v1 J_V", check(v1, v1.value().parameters(), this::valueLoss));
        print("v1 J_Q", check(v1, v1.critics().parameters(), () -> criticLoss(v1, firstTarget())));
        print("v1 J_pi", check(v1, v1.policy().parameters(), () -> policyLoss(v1)));
        print("v2 J_Q", check(v2, v2.critics().parameters(), () -> criticLoss(v2, secondTarget())));
        print("v2 J_pi", check(v2, v2.policy().parameters(), () -> policyLoss(v2)));
        print("v2 J_alpha", check(v2, v2.temperature().parameters(), this::temperatureLoss));
    }

    private static void print(String loss, GradientReport report) {
        System.out.printf(
                "%-10s %5d entries, relative error median %.1e, 99 %% %.1e, largest %.1e; %d flips%n",
                loss,
                report.derivatives().size(),
                report.relativeError(0.5),
                report.relativeError(0.99),
                report.relativeError(1),
                report.flips());
    }

    /** Second derivatives of the policy loss, through policy, squashing and critics. */
    @ParameterizedTest
    @EnumSource
    void theHessiansOfThePolicyLossesAreSymmetric(Activation hidden) {
        build(hidden);
        for (SacAgent agent : List.of(v1, v2)) {
            GradientCheck.sample(0, 4, Seed.of(5))
                    .symmetry(agent.tape(), agent.policy().parameters(), () -> policyLoss(agent))
                    .assertAgrees();
        }
    }

    /** The bar, restated: |a − n| ≤ 1e-8 max(|a|, |n|) + 1e-10 ‖g‖∞ for every entry, none undecided. */
    private static GradientReport check(SacAgent agent, List<Parameter> parameters, Supplier<Tensor> loss) {
        GradientReport report =
                GradientCheck.full().run(agent.tape(), parameters, loss).assertAgrees();
        assertThat(report.derivatives().size())
                .isEqualTo(parameters.stream()
                        .mapToInt(p -> KERNELS.elements(p.value()).length)
                        .sum());
        double norm = report.derivatives().stream()
                .mapToDouble(d -> Math.abs(d.analytic()))
                .max()
                .orElseThrow();
        assertThat(norm).isPositive();
        assertThat(report.derivatives())
                .allMatch(d -> Math.abs(d.analytic() - d.numeric())
                        <= 1e-8 * Math.max(Math.abs(d.analytic()), Math.abs(d.numeric())) + 1e-10 * norm);
        assertThat(report.count(Verdict.UNDECIDED)).isZero();
        return report;
    }

    // ---------------------------------------------------------------------------------------------- constants

    /** Targets are computed on the same tape and still constants: the gradient is that beside copies of their values. */
    @Test
    void noGradientGoesThroughATarget() {
        assertSameGradient(
                v1, v1.value().parameters(), this::valueLoss, copy -> v1.valueLoss(s(v1), copy.apply(softValue())));
        assertSameGradient(
                v1,
                v1.critics().parameters(),
                () -> criticLoss(v1, firstTarget()),
                copy -> criticLoss(v1, copy.apply(firstTarget())));
        assertSameGradient(
                v2,
                v2.critics().parameters(),
                () -> criticLoss(v2, secondTarget()),
                copy -> criticLoss(v2, copy.apply(secondTarget())));
        assertSameGradient(v2, v2.temperature().parameters(), this::temperatureLoss, copy -> {
            PolicySample frozen = new PolicySample();
            PolicySample drawn = drawn(v2);
            frozen.set(drawn.logStd(), drawn.u(), drawn.action(), copy.apply(drawn.logProbability()));
            return v2.temperatureLoss(frozen);
        });
    }

    private static void assertSameGradient(
            SacAgent agent,
            List<Parameter> parameters,
            Supplier<Tensor> loss,
            Function<Function<Tensor, Tensor>, Tensor> lossOfCopy) {
        agent.tape().begin();
        agent.tape().differentiate(loss.get(), parameters);
        double[] expected = gradients(parameters);
        agent.tape().begin();
        agent.tape().differentiate(lossOfCopy.apply(y -> agent.tape().constant(y.value())), parameters);
        assertThat(gradients(parameters)).isEqualTo(expected);
        assertThat(Arrays.stream(expected)).anyMatch(g -> g != 0);
    }

    private static double[] gradients(List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> KERNELS.elements(p.gradient()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** A backward pass writes the gradients it was asked for and no others: critics need no freezing. */
    @Test
    void parametersNotNamedKeepTheirGradients() {
        assertOnly(v1, v1.value().parameters(), this::valueLoss);
        assertOnly(v1, v1.critics().parameters(), () -> criticLoss(v1, firstTarget()));
        assertOnly(v1, v1.policy().parameters(), () -> policyLoss(v1));
        assertOnly(v2, v2.critics().parameters(), () -> criticLoss(v2, secondTarget()));
        assertOnly(v2, v2.policy().parameters(), () -> policyLoss(v2));
        assertOnly(v2, v2.temperature().parameters(), this::temperatureLoss);
    }

    private void assertOnly(SacAgent agent, List<Parameter> named, Supplier<Tensor> loss) {
        List<Parameter> others = new ArrayList<>(agent.policy().parameters());
        others.addAll(agent.critics().parameters());
        others.addAll(agent.temperature().parameters());
        others.addAll(agent == v1 ? v1.value().parameters() : v2.targetCritics().parameters());
        others.removeAll(named);
        others.forEach(parameter -> KERNELS.fill(42, parameter.gradient()));
        agent.tape().begin();
        agent.tape().differentiate(loss.get(), named);
        assertThat(gradients(others)).isNotEmpty().containsOnly(42);
        assertThat(gradients(named)).doesNotContain(42);
    }
}
