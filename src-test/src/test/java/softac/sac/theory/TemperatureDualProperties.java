package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** v2 section 5 with one constraint over the discounted occupancy. */
final class TemperatureDualProperties {
    private static final int TRIES = 200;

    /** g((1−λ)α + λβ) ≤ (1−λ) g(α) + λ g(β). */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theDualIsConvex(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        TemperatureDual dual = dual(random, 0);
        double low = temperature(random);
        double high = temperature(random);
        double weight = random.rng().nextDouble();
        double between = dual.value((1 - weight) * low + weight * high);
        double chord = (1 - weight) * dual.value(low) + weight * dual.value(high);
        assertThat(between).isLessThanOrEqualTo(chord + slack(random, chord));
    }

    /** g(β) ≥ g(α) + (β − α) g′(α): g′ is the slope, (H(π*_α) − H̄)/(1 − γ) and nothing else. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theSlopeIsTheExcessOfEntropy(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        TemperatureDual dual = dual(random, -.3);
        double at = temperature(random);
        double slope = dual.slope(at);
        for (double factor : new double[] {.01, .5, .999, 1.001, 2, 100}) {
            double other = at * factor;
            double line = dual.value(at) + (other - at) * slope;
            assertThat(dual.value(other)).isGreaterThanOrEqualTo(line - slack(random, line));
        }
        assertThat(slope * (1 - random.problem().discount())).isCloseTo(dual.entropy(at) + .3, within(1e-12));
    }

    /** The entropy of π*_α over its discounted occupancy does not decrease with α. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void entropyDoesNotDecreaseWithTemperature(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        TemperatureDual dual = dual(random, 0);
        double before = 0;
        for (int k = -12; k <= 6; k++) {
            double temperature = StrictMath.pow(2, k);
            double entropy = dual.entropy(temperature);
            double slack = slack(random, 0) / temperature;
            assertThat(entropy).isGreaterThanOrEqualTo(before - slack).isLessThanOrEqualTo(logActions(random) + 1e-12);
            before = entropy;
        }
    }

    /**
     * In a single state it may. From state 0 action 0 leads, for a reward of 0.3, to where the greater entropy costs 10, and
     * action 1 to where it is free: with α it becomes the better one, and at γV = α log 2 · γ/(1 − γ) = 0.3 both are equal.
     */
    @Test
    void entropyInAStateMayDecreaseWithTemperature() {
        double[][][] transitions = {{{0, 1, 0}, {0, 0, 1}}, {{0, 1, 0}, {0, 1, 0}}, {{0, 0, 1}, {0, 0, 1}}};
        FiniteMdp model = FiniteMdp.of(transitions, new double[][] {{.3, 0}, {0, -10}, {0, 0}});
        double equal = .3 / 9 / Math.log(2);
        assertThat(inFirstState(model, equal)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(inFirstState(model, .5 * equal)).isLessThan(.1);
        assertThat(inFirstState(model, 3 * equal)).isLessThan(.1);
    }

    private static double inFirstState(FiniteMdp model, double temperature) {
        return SoftPolicyIteration.optimum(new MdpProblem(model, .9, temperature))
                .policy()
                .entropy(0);
    }

    /**
     * At the least g the optimal policy has the target entropy, and its reward is the greatest of all policies that have no
     * less: weak and strong duality.
     */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theMinimiserMeetsTheTargetAndSolvesTheConstrainedProblem(@ForAll @LongRange(min = 0) long seed) {
        RandomMdp random = new RandomMdp(seed);
        double[] start = random.start();
        double temperature = temperature(random);
        MdpProblem problem = random.problem();
        TemperatureDual any = new TemperatureDual(random.model(), problem.discount(), -1, start);
        double target = any.entropy(temperature);
        Assume.that(target > 1e-3 && target < logActions(random) - 1e-3);
        Assume.that(any.entropy(1e-4 * temperature) < target - 1e-3); // otherwise the constraint may not bind
        TemperatureDual dual = new TemperatureDual(random.model(), problem.discount(), target, start);
        double found = dual.minimiser();
        double near = 1e-9 + slack(random, 0) / found;
        assertThat(dual.entropy(found)).isCloseTo(target, within(near));
        double least = dual.value(found);
        assertThat(least).isLessThanOrEqualTo(dual.value(temperature) + slack(random, least));

        MdpProblem ordinary = problem.withTemperature(0);
        TabularPolicy best =
                SoftPolicyIteration.optimum(problem.withTemperature(found)).policy();
        double reward = ordinary.objective(best, start);
        double slack = slack(random, reward) + found * near / (1 - problem.discount());
        assertThat(reward).isCloseTo(least, within(slack)); // strong duality
        for (int n = 0; n < 5; n++) {
            TabularPolicy policy = random.policy();
            double other = ordinary.objective(policy, start);
            double excess = dual.entropy(policy) - target;
            assertThat(other + found * excess / (1 - problem.discount())).isLessThanOrEqualTo(least + slack);
            if (excess >= 0) {
                assertThat(other).isLessThanOrEqualTo(reward + slack);
            }
        }
    }

    /** One state with rewards 0 and 1: H(π*_α) is the entropy of the logistic of 1/α, so the target determines α. */
    @Test
    void forABanditTheTemperatureIsKnown() {
        FiniteMdp bandit = FiniteMdp.of(new double[][][] {{{1}, {1}}}, new double[][] {{0, 1}});
        double p = 1 / (1 + Math.exp(-4)); // α = 1/4
        double target = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
        for (double discount : new double[] {0, .9}) {
            TemperatureDual dual = new TemperatureDual(bandit, discount, target, 1);
            assertThat(dual.minimiser()).isCloseTo(.25, within(1e-12));
            assertThat(dual.slope(.25) * (1 - discount)).isCloseTo(0, within(1e-13));
            assertThat(dual.value(.25)).isCloseTo(p / (1 - discount), within(1e-12)); // the reward: strong duality
        }
    }

    @Test
    void targetsThatNoTemperatureMeetsAreRefused() {
        FiniteMdp bandit = FiniteMdp.of(new double[][][] {{{1}, {1}, {1}}}, new double[][] {{0, 1, 1}});
        double log3 = StrictMath.log(3);
        assertThatThrownBy(() -> new TemperatureDual(bandit, .5, log3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mdp: target entropy " + log3 + " given; it must be below log 3 = " + log3);
        // two actions are equally good, so without any temperature the entropy is log 2 and the constraint does not
        // bind
        assertThatThrownBy(() -> new TemperatureDual(bandit, .5, .5, 1).minimiser())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mdp: target entropy 0.5 given; the optimal policy has more at every temperature");
        FiniteMdp rich = bandit.withRewards(new double[][] {{0, 1e30, 0}});
        assertThatThrownBy(() -> new TemperatureDual(rich, .5, 1, 1).minimiser())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mdp: target entropy 1.0 given; the optimal policy has less at every temperature");
        assertThatThrownBy(() -> new TemperatureDual(bandit, 1, .5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TemperatureDual(bandit, .5, .5, .5, .5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TemperatureDual dual(RandomMdp random, double target) {
        Assume.that(target < logActions(random));
        return new TemperatureDual(random.model(), random.problem().discount(), target, random.start());
    }

    private static double logActions(RandomMdp random) {
        return Math.log(random.model().actions());
    }

    private static double temperature(RandomMdp random) {
        return StrictMath.pow(10, random.rng().uniform(-3, 1));
    }

    /** Rounding of values of size max |r|/(1 − γ) and of what was computed from them. */
    private static double slack(RandomMdp random, double value) {
        double discount = random.problem().discount();
        double size = Math.abs(value) + Matrices.largest(random.model().rewards()) / (1 - discount);
        return 1e-12 * (1 + size) / (1 - discount);
    }
}
