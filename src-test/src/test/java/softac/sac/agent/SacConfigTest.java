package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Activation;
import softac.autodiff.random.Seed;
import softac.sac.env.Box;

/** The papers' values stand, and a setting that makes no sense is refused in one line. */
class SacConfigTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final double LEAST = Double.MIN_VALUE;
    private static final double MOST = Double.MAX_VALUE;

    @Test
    void defaultsAreThePapers() {
        for (SacConfig paper : List.of(SacConfig.v1(), SacConfig.v2())) { // v1 and v2, table 1 of appendix D
            assertThat(paper.hidden()).containsExactly(256, 256);
            assertThat(paper.activation()).isEqualTo(Activation.RELU);
            assertThat(paper.learningRate()).isEqualTo(3e-4);
            assertThat(paper.discount()).isEqualTo(0.99);
            assertThat(paper.tau()).isEqualTo(0.005);
        }
        assertThat(SacConfig.v1().temperature()).isInstanceOf(TemperatureSetting.RewardScale.class);
        assertThat(Agents.v2(Agents.small()).temperature().targetEntropy()).isEqualTo(-Agents.ACTIONS.size());
    }

    static Stream<Arguments> badSettings() {
        SacConfig good = SacConfig.v2();
        Stream<Arguments> hidden = Stream.of(new int[] {0}, new int[] {64, -1})
                .map(units -> bad(Arrays.toString(units), "1 unit", () -> good.withHidden(units)));
        Stream<Arguments> rates = Stream.of(0.0, -1e-3, NAN, INFINITE)
                .map(rate -> bad("learning rate " + rate, "above 0", () -> good.withLearningRate(rate)));
        Stream<Arguments> norms = Stream.of(0.0, -1.0, NAN)
                .map(norm -> bad("gradient norm " + norm, "above 0", () -> good.withMaxGradientNorm(norm)));
        Stream<Arguments> discounts = Stream.of(-0.01, 1.01, NAN, INFINITE)
                .map(gamma -> bad("discount γ " + gamma, "between 0 and 1", () -> good.withDiscount(gamma)));
        Stream<Arguments> taus = Stream.of(0.0, -0.1, 1.1, NAN)
                .map(tau -> bad("τ " + tau, "above 0 and at most 1", () -> good.withTau(tau)));
        Stream<Arguments> bounds = Stream.of(new double[] {2, -20}, new double[] {NAN, 2}, new double[] {-20, NAN})
                .map(b -> bad("bound of log σ", "must be", () -> good.withLogStdBounds(b[0], b[1])));
        Stream<Arguments> infinite = Stream.of(new double[] {-INFINITE, 2}, new double[] {-20, INFINITE})
                .map(b -> bad("Infinity", "finite", () -> good.withLogStdBounds(b[0], b[1])));
        Stream<Arguments> alphas = Stream.of(-0.1, NAN, INFINITE)
                .map(alpha -> bad("α = " + alpha, "at least 0", () -> new TemperatureSetting.Fixed(alpha)));
        Stream<Arguments> scales = Stream.of(0.0, -5.0, NAN, INFINITE)
                .map(scale -> bad("reward scale " + scale, "above 0", () -> new TemperatureSetting.RewardScale(scale)));
        Stream<Arguments> initials = Stream.of(0.0, -1.0, NAN, INFINITE)
                .map(a -> bad("initial temperature " + a, "above 0", () -> new TemperatureSetting.Learned(a, -1)));
        return Stream.of(hidden, rates, norms, discounts, taus, bounds, infinite, alphas, scales, initials)
                .flatMap(all -> all);
    }

    private static Arguments bad(String given, String allowed, Runnable setting) {
        return Arguments.of(given, allowed, setting);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badSettings")
    void refusesInOneLine(String given, String allowed, Runnable setting) {
        assertRefused(setting, given, allowed);
    }

    @Test
    void refusesATargetEntropyThatNoSquashedPolicyHas() {
        double uniform = 2 * StrictMath.log(2); // the entropy of the uniform distribution on (−1, 1)², and of no other
        double below = Math.nextDown(uniform);
        assertThat(withTargetEntropy(below).temperature().targetEntropy()).isEqualTo(below);
        assertThat(withTargetEntropy(-100).temperature().targetEntropy()).isEqualTo(-100);
        assertRefused(() -> withTargetEntropy(uniform), "target entropy 1.38", "below 2·log 2");
        assertRefused(() -> withTargetEntropy(Math.nextUp(uniform)), "target entropy 1.38", "below 2·log 2");
        assertRefused(() -> withTargetEntropy(INFINITE), "target entropy Infinity", "finite and below 2·log 2");
        assertRefused(() -> withTargetEntropy(-INFINITE), "target entropy -Infinity", "finite and below 2·log 2");
        assertRefused(() -> withTargetEntropy(NAN), "target entropy NaN", "finite and below 2·log 2");
    }

    @Test
    void noTargetEntropyOfOnesOwnMeansMinusTheNumberOfActions() {
        TemperatureSetting.Learned learned = new TemperatureSetting.Learned(0.5, OptionalDouble.empty());
        for (int m : new int[] {1, 2, 17}) {
            assertThat(learned.targetFor(m)).isEqualTo(-m);
        }
        SacV2 agent = Agents.v2(Agents.small().withTemperature(learned));
        assertThat(agent.temperature().targetEntropy()).isEqualTo(-2);
        assertThat(agent.temperature().alpha()).isEqualTo(0.5);
    }

    private static SacV2 withTargetEntropy(double target) {
        return Agents.v2(Agents.small().withTemperature(new TemperatureSetting.Learned(1, target)));
    }

    @Test
    void theFirstPaperLearnsNoTemperature() {
        assertRefused(() -> Agents.v1(Agents.small()), "SacV1", "reward scale or a fixed α, or take SacV2");
    }

    @Test
    void refusesATaskThatNoPolicyFits() {
        SacConfig config = Agents.small();
        assertRefused(
                () -> new SacV2(Agents.float64(), 0, Agents.ACTIONS, config, Seed.of(1)),
                "observation size 0",
                "at least 1");
        assertRefused(
                () -> new SacV2(Agents.float64(), 3, Box.unbounded(2), config, Seed.of(1)), "Infinity", "bounded");
    }

    // ---------------------------------------------------------------------------------------------- limits

    @Test
    void theLimitsThemselvesAreAllowed() {
        SacConfig good = SacConfig.v2();
        assertThat(good.withHidden().hidden()).isEmpty();
        assertThat(good.withHidden(1).hidden()).containsExactly(1);
        for (double rate : new double[] {LEAST, MOST}) {
            assertThat(good.withLearningRate(rate).learningRate()).isEqualTo(rate);
        }
        for (double norm : new double[] {LEAST, MOST, INFINITE}) {
            assertThat(good.withMaxGradientNorm(norm).maxGradientNorm()).isEqualTo(norm);
        }
        for (double gamma : new double[] {0, 1}) {
            assertThat(good.withDiscount(gamma).discount()).isEqualTo(gamma);
        }
        for (double tau : new double[] {LEAST, 1}) {
            assertThat(good.withTau(tau).tau()).isEqualTo(tau);
        }
        for (double[] bounds : new double[][] {{-MOST, MOST}, {-1, -1}}) {
            SacConfig config = good.withLogStdBounds(bounds[0], bounds[1]);
            assertThat(config.logStdMin()).isEqualTo(bounds[0]);
            assertThat(config.logStdMax()).isEqualTo(bounds[1]);
        }
        for (double alpha : new double[] {0, MOST}) {
            assertThat(new TemperatureSetting.Fixed(alpha).alpha()).isEqualTo(alpha);
        }
        for (double positive : new double[] {LEAST, MOST}) {
            assertThat(new TemperatureSetting.RewardScale(positive).scale()).isEqualTo(positive);
            assertThat(new TemperatureSetting.Learned(positive, -1).initial()).isEqualTo(positive);
        }
    }

    /** Where a limit is open, {@code badSettings} has the limit itself. */
    @Test
    void theNextNumbersBeyondThemAreRefused() {
        SacConfig good = SacConfig.v2();
        assertRefused(() -> good.withDiscount(-LEAST), "discount γ -4.9E-324", "between 0 and 1");
        assertRefused(() -> good.withDiscount(Math.nextUp(1.0)), "discount γ 1.0000000000000002", "between 0 and 1");
        assertRefused(() -> good.withTau(Math.nextUp(1.0)), "τ 1.0000000000000002", "at most 1");
        assertRefused(
                () -> good.withLogStdBounds(-1, Math.nextDown(-1.0)),
                "upper bound of log σ -1.0000000000000002",
                "at least the lower bound -1.0");
        assertRefused(() -> new TemperatureSetting.Fixed(-LEAST), "α = -4.9E-324", "at least 0");
    }

    static Stream<Arguments> changes() {
        SacConfig paper = SacConfig.v2();
        TemperatureSetting fixed = new TemperatureSetting.Fixed(0.1);
        return Stream.of(
                Arguments.of(paper.withHidden(3, 4), Map.of("hidden", List.of(3, 4))),
                Arguments.of(paper.withActivation(Activation.TANH), Map.of("activation", Activation.TANH)),
                Arguments.of(paper.withLearningRate(0.5), Map.of("learningRate", 0.5)),
                Arguments.of(paper.withMaxGradientNorm(0.5), Map.of("maxGradientNorm", 0.5)),
                Arguments.of(paper.withDiscount(0.5), Map.of("discount", 0.5)),
                Arguments.of(paper.withTau(0.5), Map.of("tau", 0.5)),
                Arguments.of(paper.withLogStdBounds(-0.5, 0.5), Map.of("logStdMin", -0.5, "logStdMax", 0.5)),
                Arguments.of(paper.withTemperature(fixed), Map.of("temperature", fixed)));
    }

    /** Each {@code with…} sets what it names and leaves the rest; there is one for every setting. */
    @ParameterizedTest
    @MethodSource
    void changes(SacConfig changed, Map<String, Object> expected) throws ReflectiveOperationException {
        for (RecordComponent component : SacConfig.class.getRecordComponents()) {
            Object before = component.getAccessor().invoke(SacConfig.v2());
            Object now = component.getAccessor().invoke(changed);
            assertThat(now).as(component.getName()).isEqualTo(expected.getOrDefault(component.getName(), before));
        }
    }

    @Test
    void everySettingCanBeChanged() {
        Set<Object> changed = changes()
                .flatMap(change -> ((Map<?, ?>) change.get()[1]).keySet().stream())
                .collect(Collectors.toSet());
        assertThat(SacConfig.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .allMatch(changed::contains);
    }

    private static void assertRefused(Runnable setting, String given, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(setting::run)
                .withMessageContaining(given)
                .withMessageContaining(allowed)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
