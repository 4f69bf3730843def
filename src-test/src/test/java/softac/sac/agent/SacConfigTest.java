package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
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

    private static void assertRefused(Runnable setting, String given, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(setting::run)
                .withMessageContaining(given)
                .withMessageContaining(allowed)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
