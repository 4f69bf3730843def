package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The temperature as a dual variable, v2 (11), with a discount and one constraint over the discounted occupancy d^π:
 *
 * <pre>
 * maximise E Σₜ γᵗ r   subject to   H(π) = Σ_s d^π(s) H(π(·|s)) ≥ H̄
 * g(α) = max over π of E Σₜ γᵗ r + α (H(π) − H̄)/(1 − γ) = J*_α − α H̄/(1 − γ),   α ≥ 0
 * g′(α) = (H(π*_α) − H̄)/(1 − γ)
 * </pre>
 *
 * As a maximum of lines g is convex, so H(π*_α) does not decrease with α, and g is least where π*_α meets the target. In a
 * single state H(π*_α(·|s)) may decrease all the same.
 */
public final class TemperatureDual {
    private static final int MOST_DOUBLINGS = 60;

    private final FiniteMdp model;
    private final double discount;
    private final double[] start;
    private final double targetEntropy;

    /**
     * Poses the problem.
     *
     * @param model S, A, p, r
     * @param discount γ in [0, 1)
     * @param targetEntropy H̄, below log |A|
     * @param start ρ₀
     * @throws IllegalArgumentException if γ or H̄ is out of range, or ρ₀ is no distribution over the states
     */
    public TemperatureDual(FiniteMdp model, double discount, double targetEntropy, double... start) {
        double most = StrictMath.log(model.actions());
        if (!(targetEntropy < most)) {
            throw new IllegalArgumentException("mdp: target entropy " + targetEntropy + " given; it must be below log "
                    + model.actions() + " = " + most);
        }
        Distributions.check("the start", model.states(), start);
        this.model = model;
        this.discount = new MdpProblem(model, discount, 0).discount(); // checks it
        this.targetEntropy = targetEntropy;
        this.start = start.clone();
    }

    /**
     * Returns g(α).
     *
     * @throws IllegalArgumentException if α is negative or not finite
     */
    public double value(double temperature) {
        DMatrixRMaj best = optimum(temperature).value();
        return CommonOps_DDRM.dot(Matrices.column(start), best) - temperature * targetEntropy / (1 - discount);
    }

    /** Returns H(π*_α), the entropy of the optimal policy over its discounted occupancy. */
    public double entropy(double temperature) {
        return entropy(optimum(temperature).policy());
    }

    /** Returns H(π) = Σ_s d^π(s) H(π(·|s)). */
    public double entropy(TabularPolicy policy) {
        DMatrixRMaj occupancy = new MdpProblem(model, discount, 0).occupancy(policy, start);
        return CommonOps_DDRM.dot(occupancy, policy.entropies());
    }

    /** Returns g′(α). */
    public double slope(double temperature) {
        return (entropy(temperature) - targetEntropy) / (1 - discount);
    }

    /**
     * Returns the α &gt; 0 at which g is least, that is, H(π*_α) = H̄, by bisection of its logarithm.
     *
     * @throws IllegalArgumentException if no temperature between 2⁻⁶⁰ and 2⁶⁰ meets the target: the best policies without
     *     entropy already have more (then the constraint does not bind and α* = 0), or H̄ is too close to log |A|
     */
    public double minimiser() {
        double low = bracket(0.5);
        double high = bracket(2);
        double middle = Math.sqrt(low * high);
        while (low < middle && middle < high) {
            if (slope(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
            middle = Math.sqrt(low * high);
        }
        return middle;
    }

    /** Returns the first power of the factor at which the slope has the sign that the factor leads to. */
    private double bracket(double factor) {
        double temperature = 1;
        for (int k = 0; k <= MOST_DOUBLINGS; k++) {
            double slope = slope(temperature);
            if (factor < 1 ? slope < 0 : slope >= 0) {
                return temperature;
            }
            temperature *= factor;
        }
        throw new IllegalArgumentException("mdp: target entropy " + targetEntropy + " given; the optimal policy has "
                + (factor < 1 ? "more" : "less") + " at every temperature");
    }

    private SoftPolicyIteration optimum(double temperature) {
        return SoftPolicyIteration.optimum(new MdpProblem(model, discount, temperature));
    }
}
