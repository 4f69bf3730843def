package softac.sac.theory;

import java.util.function.DoubleUnaryOperator;

/**
 * The agents' policy at one state with one action, as a distribution: a = tanh u, u ~ N(μ, σ²). Expectations are
 * quadratures in ε = (u − μ)/σ.
 *
 * <pre>
 * log π(a) = log N(u; μ, σ) − log(1 − tanh² u)                                             v1 (21), v2 (26)
 * H = ½ log(2πe σ²) + E[log(1 − tanh² u)] ≤ log 2
 * </pre>
 *
 * @param mean μ of u
 * @param deviation σ of u, above 0
 */
public record SquashedGaussian(double mean, double deviation) {
    private static final double HALF_LOG_2_PI = 0.5 * StrictMath.log(2 * Math.PI);

    /** Beyond 9 standard deviations lie 2e-19 of the mass. */
    private static final double REACH = 9;

    /**
     * Creates the distribution.
     *
     * @throws IllegalArgumentException if μ is not finite or σ not positive and finite
     */
    public SquashedGaussian {
        if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("squashed Gaussian: mean " + mean + " and deviation " + deviation
                    + " given; the mean must be finite, the deviation positive and finite");
        }
    }

    /** Returns the action tanh(μ + σ ε): its median for ε = 0. */
    public double action(double epsilon) {
        return StrictMath.tanh(mean + deviation * epsilon);
    }

    /**
     * Returns log π(a).
     *
     * @param action a in (−1, 1); −∞ outside
     */
    public double logDensity(double action) {
        if (!(Math.abs(action) < 1)) {
            return Double.NEGATIVE_INFINITY;
        }
        double u = (StrictMath.log1p(action) - StrictMath.log1p(-action)) / 2; // artanh a
        return logDensityOf((u - mean) / deviation);
    }

    /**
     * Returns log π(tanh(μ + σ ε)), also where the action rounds to ±1.
     *
     * @param epsilon ε
     */
    public double logDensityOf(double epsilon) {
        return -epsilon * epsilon / 2
                - StrictMath.log(deviation)
                - HALF_LOG_2_PI
                - logSlope(mean + deviation * epsilon);
    }

    /**
     * Returns E[f(a)].
     *
     * @param f smooth on (−1, 0) and on (0, 1): a kink or a jump at 0 costs no accuracy
     */
    public double expectation(DoubleUnaryOperator f) {
        return noise().integral(epsilon -> f.applyAsDouble(action(epsilon)));
    }

    /** Returns the entropy H of a. */
    public double entropy() {
        double meanLogSlope = noise().integral(epsilon -> logSlope(mean + deviation * epsilon));
        return 0.5 + HALF_LOG_2_PI + StrictMath.log(deviation) + meanLogSlope;
    }

    /**
     * Returns E[q(a)] + α H: what this policy is worth where actions are worth q. For q = Q(s, ·) it is V(s) of v2 (3).
     *
     * @param q as in {@link #expectation}
     * @param temperature α
     */
    public double worth(DoubleUnaryOperator q, double temperature) {
        return expectation(q) + temperature * entropy();
    }

    /** log(1 − tanh² u) = 2 (log 2 − |u| − log1p(e^(−2|u|))). */
    static double logSlope(double u) {
        double size = Math.abs(u);
        return 2 * (StrictMath.log(2) - size - StrictMath.log1p(StrictMath.exp(-2 * size)));
    }

    /** The distribution of ε on [−9, 9], in panels no wider than 3/2 in ε and 2 in u, one border at u = 0. */
    Quadrature noise() {
        double border = -mean / deviation;
        Quadrature all =
                Math.abs(border) < REACH ? panels(-REACH, border).and(panels(border, REACH)) : panels(-REACH, REACH);
        return all.weighted(epsilon -> StrictMath.exp(-epsilon * epsilon / 2 - HALF_LOG_2_PI));
    }

    private Quadrature panels(double low, double high) {
        double widest = Math.min(1.5, 2 / deviation);
        return Quadrature.panels(low, high, (int) Math.ceil((high - low) / widest));
    }
}
