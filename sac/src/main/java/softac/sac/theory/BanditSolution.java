package softac.sac.theory;

import java.util.Comparator;
import java.util.stream.Stream;
import softac.sac.env.Box;
import softac.sac.env.bandit.ContinuousBandit;

/**
 * The soft optimum of a {@link ContinuousBandit} by quadrature, and the best that a squashed Gaussian can do:
 *
 * <pre>
 * V* = α ln Z,   Z = ∫ exp(r(a)/α) da,   π*(a) = exp((r(a) − V*)/α),   H* = (V* − E[r])/α
 * worth(π) = E[r] + α H(π) = V* − α KL(π ‖ π*)
 * </pre>
 *
 * The last line is why a class that does not contain π* seeks modes: mass where π* has none is dear, missing a mode of two
 * costs log 2 at most.
 */
public final class BanditSolution {
    private final ContinuousBandit bandit;
    private final double temperature;
    private final double value;
    private final double meanReward;

    private BanditSolution(ContinuousBandit bandit, double temperature) {
        this.bandit = bandit;
        this.temperature = temperature;
        Quadrature actions = actions(bandit.actionSpace());
        // every reward is at most 0 and attains it, so exp(r/α) neither overflows nor vanishes everywhere
        this.value =
                temperature * StrictMath.log(actions.integral(a -> StrictMath.exp(bandit.reward(a) / temperature)));
        this.meanReward = actions.integral(a -> density(a) * bandit.reward(a));
    }

    /**
     * Solves a bandit.
     *
     * @param bandit the task
     * @param temperature α, at least 1e-6
     * @throws IllegalArgumentException if α is smaller (the peaks would be too narrow to integrate) or not finite
     */
    public static BanditSolution of(ContinuousBandit bandit, double temperature) {
        if (!(temperature >= 1e-6 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "bandit: temperature " + temperature + " given; it must be finite and at least 1e-6");
        }
        return new BanditSolution(bandit, temperature);
    }

    /** Returns V* = α ln Z. */
    public double value() {
        return value;
    }

    /** Returns the density π*(a), zero outside the action space. */
    public double density(double action) {
        return bandit.actionSpace().contains(new double[] {action})
                ? StrictMath.exp((bandit.reward(action) - value) / temperature)
                : 0;
    }

    /** Returns E[r(a)], a ~ π*. */
    public double meanReward() {
        return meanReward;
    }

    /** Returns the entropy of π*. */
    public double entropy() {
        return (value - meanReward) / temperature;
    }

    /** Returns E[r(a)] + α H of a policy, at most V*. */
    public double worth(SquashedGaussian policy) {
        return policy.worth(bandit::reward, temperature);
    }

    /** Returns KL(π ‖ π*) = (V* − worth(π))/α in nats, the gap between a policy and the optimum. */
    public double gap(SquashedGaussian policy) {
        return (value - worth(policy)) / temperature;
    }

    /**
     * Returns the squashed Gaussian on top of the slope where another one stands: gradient steps on J_π that never lose
     * would end there.
     *
     * @param start where to begin
     * @throws ArithmeticException if the climb does not end
     */
    public SquashedGaussian climb(SquashedGaussian start) {
        return new Ascent(bandit::reward, temperature).from(start);
    }

    /**
     * Returns the squashed Gaussian that is worth most: the best of those reached from one that covers everything and from
     * one on the right peak. (What commits to the left peak of two is worth as much as its mirror image.)
     */
    public SquashedGaussian bestSquashedGaussian() {
        return Stream.of(wide(), narrow())
                .map(this::climb)
                .max(Comparator.comparingDouble(this::worth))
                .orElseThrow();
    }

    /** A squashed Gaussian in the middle that is nearly uniform. */
    static SquashedGaussian wide() {
        return new SquashedGaussian(0, 0.9);
    }

    /** π* of a peak r = −(a − ½)² alone, N(½, α/2), as far as squashing lets it: u = artanh ½ + (a − ½) / (1 − ¼). */
    private SquashedGaussian narrow() {
        return new SquashedGaussian(StrictMath.log(3) / 2, Math.min(0.5, Math.sqrt(temperature / 2) / 0.75));
    }

    /**
     * The rule on the action space. The kink of two peaks lies in the middle, on the border of two panels; the standard
     * deviation of the narrowest peak (α = 1e-6) is wider than half a panel.
     */
    private static Quadrature actions(Box space) {
        return Quadrature.panels(space.low(0), space.high(0), 1 << 11);
    }
}
