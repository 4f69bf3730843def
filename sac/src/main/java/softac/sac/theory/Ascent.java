package softac.sac.theory;

import java.util.function.DoubleUnaryOperator;

/**
 * Climbs to a squashed Gaussian that no near one is worth more than, by Newton's method in μ and ℓ = log σ:
 *
 * <pre>
 * J(μ, ℓ) = E[g(u)] + α (ℓ + ½ log 2πe),   g(u) = q(tanh u) + α log(1 − tanh² u),   u = μ + σ ε
 * ∂J/∂μ  = E[g ε] / σ             ∂J/∂ℓ   = E[g (ε² − 1)] + α
 * ∂²J/∂μ² = E[g (ε² − 1)] / σ²     ∂²J/∂μ∂ℓ = E[g (ε³ − 3ε)] / σ     ∂²J/∂ℓ² = E[g (ε⁴ − 4ε² + 1)]
 * </pre>
 *
 * These are derivatives of the Gaussian density, so q needs none.
 */
final class Ascent {
    private static final int MOST_STEPS = 500;
    private static final double LONGEST_STEP = 0.5;
    private static final double SHORTEST_STEP = 1e-11;

    private final DoubleUnaryOperator q;
    private final double temperature;

    Ascent(DoubleUnaryOperator q, double temperature) {
        this.q = q;
        this.temperature = temperature;
    }

    /** J and its derivatives at one point. */
    private record Landscape(double height, double dm, double dl, double dmm, double dml, double dll) {
        /** Newton's step, uphill also where J is not concave: the Hessian is shifted until it is negative definite. */
        double[] step() {
            double largest = (dmm + dll + Math.sqrt((dmm - dll) * (dmm - dll) + 4 * dml * dml)) / 2;
            double curvature = Math.abs(dmm) + Math.abs(dll) + Math.abs(dml);
            double shift = largest < -1e-6 * curvature ? 0 : largest + 0.1 * curvature;
            double a = dmm - shift;
            double d = dll - shift;
            double determinant = a * d - dml * dml;
            double m = -(d * dm - dml * dl) / determinant;
            double l = -(a * dl - dml * dm) / determinant;
            double length = Math.max(Math.abs(m), Math.abs(l));
            double factor = length > LONGEST_STEP ? LONGEST_STEP / length : 1;
            return new double[] {factor * m, factor * l};
        }
    }

    private Landscape at(SquashedGaussian policy) {
        double sigma = policy.deviation();
        Quadrature noise = policy.noise();
        double[] moments = new double[5];
        for (int i = 0; i < noise.size(); i++) {
            double e = noise.node(i);
            double u = policy.mean() + sigma * e;
            double g = noise.weight(i)
                    * (q.applyAsDouble(StrictMath.tanh(u)) + temperature * SquashedGaussian.logSlope(u));
            for (int k = 0; k < moments.length; k++) { // E[g εᵏ]
                moments[k] += g;
                g *= e;
            }
        }
        double second = moments[2] - moments[0];
        return new Landscape(
                moments[0] + temperature * StrictMath.log(sigma),
                moments[1] / sigma,
                second + temperature,
                second / (sigma * sigma),
                (moments[3] - 3 * moments[1]) / sigma,
                moments[4] - 4 * moments[2] + moments[0]);
    }

    /**
     * Climbs.
     *
     * @return a local optimum, correct to about 1e-10
     * @throws ArithmeticException if there is none within reach
     */
    SquashedGaussian from(SquashedGaussian start) {
        SquashedGaussian policy = start;
        Landscape here = at(policy);
        for (int n = 0; n < MOST_STEPS; n++) {
            double[] step = here.step();
            double length = Math.max(Math.abs(step[0]), Math.abs(step[1]));
            double slack = 1e-14 * (1 + Math.abs(here.height)); // near the top heights differ by rounding alone
            double part = 1;
            SquashedGaussian next = moved(policy, step, part);
            Landscape there = at(next);
            while (!(there.height >= here.height - slack) && part * length > SHORTEST_STEP) {
                part /= 2;
                next = moved(policy, step, part);
                there = at(next);
            }
            policy = next;
            here = there;
            if (part * length <= SHORTEST_STEP) {
                return policy;
            }
        }
        throw new ArithmeticException("squashed Gaussian: no best one found from " + start);
    }

    private static SquashedGaussian moved(SquashedGaussian policy, double[] step, double part) {
        return new SquashedGaussian(
                policy.mean() + part * step[0], policy.deviation() * StrictMath.exp(part * step[1]));
    }
}
