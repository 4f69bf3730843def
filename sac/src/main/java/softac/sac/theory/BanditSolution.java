package softac.sac.theory;

import java.util.function.DoubleUnaryOperator;
import softac.sac.env.bandit.ContinuousBandit;

/**
 * The soft optimum of a {@link ContinuousBandit} by quadrature:
 *
 * <pre>V* = α ln Z,   Z = ∫ exp(r(a)/α) da,   π*(a) = exp((r(a) − V*)/α),   H* = (V* − E[r])/α</pre>
 */
public final class BanditSolution {
    private final ContinuousBandit bandit;
    private final double temperature;
    private final double value;
    private final double meanReward;

    private BanditSolution(ContinuousBandit bandit, double temperature) {
        this.bandit = bandit;
        this.temperature = temperature;
        // every reward is at most 0 and attains it, so exp(r/α) neither overflows nor vanishes everywhere
        this.value = temperature * StrictMath.log(integral(a -> StrictMath.exp(bandit.reward(a) / temperature)));
        this.meanReward = integral(a -> density(a) * bandit.reward(a));
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

    /**
     * Integrates over the action space with Gauss and Legendre's three points on each of 2¹⁴ panels. The kink of two peaks
     * lies in the middle, on the border of two panels; the standard deviation of the narrowest (α = 1e-6) is 6 panels,
     * where the error is below 1e-8.
     */
    private double integral(DoubleUnaryOperator f) {
        int panels = 1 << 14;
        double low = bandit.actionSpace().low(0);
        double half = (bandit.actionSpace().high(0) - low) / (2 * panels);
        double node = Math.sqrt(0.6) * half;
        double sum = 0;
        for (int i = 0; i < panels; i++) {
            double middle = low + (2 * i + 1) * half;
            sum += 5 * f.applyAsDouble(middle - node)
                    + 8 * f.applyAsDouble(middle)
                    + 5 * f.applyAsDouble(middle + node);
        }
        return sum * half / 9;
    }
}
