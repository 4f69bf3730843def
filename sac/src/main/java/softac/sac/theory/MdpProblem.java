package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The maximum-entropy problem on a {@link FiniteMdp}, v2 (1) with a discount:
 *
 * <pre>maximise J(π) = Σ_s ρ₀(s) V^π(s),   V^π(s) = E Σₜ γᵗ (r(sₜ,aₜ) + α H(π(·|sₜ))),  s₀ = s</pre>
 *
 * Q is (|S| × |A|), V is (|S| × 1). With α = 0 everything here is the ordinary theory, greedy policies sharing ties.
 */
public final class MdpProblem {
    private final FiniteMdp model;
    private final double discount;
    private final double temperature;

    /**
     * Poses the problem.
     *
     * @param model S, A, p, r
     * @param discount γ in [0, 1)
     * @param temperature α, at least 0
     * @throws IllegalArgumentException if γ or α is out of range
     */
    public MdpProblem(FiniteMdp model, double discount, double temperature) {
        if (!(discount >= 0 && discount < 1)) {
            throw new IllegalArgumentException("mdp: discount " + discount + " given; it must be in [0, 1)");
        }
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "mdp: temperature " + temperature + " given; it must be at least 0 and finite");
        }
        this.model = model;
        this.discount = discount;
        this.temperature = temperature;
    }

    /** Returns the process. */
    public FiniteMdp model() {
        return model;
    }

    /** Returns γ. */
    public double discount() {
        return discount;
    }

    /** Returns α. */
    public double temperature() {
        return temperature;
    }

    /** Returns the same problem at another temperature. */
    public MdpProblem withTemperature(double other) {
        return new MdpProblem(model, discount, other);
    }

    // ------------------------------------------------------------------------------------------------- operators

    /** Returns Q(s,a) = r(s,a) + γ E[V(s′)], v2 (2). */
    public DMatrixRMaj actionValue(DMatrixRMaj value) {
        return model.backup(discount, value);
    }

    /** Returns T^π Q = r + γ E_s′[V(s′)] with V(s) = E_{a~π}[Q(s,a) − α log π(a|s)], v2 (2), (3). */
    public DMatrixRMaj evaluationBackup(TabularPolicy policy, DMatrixRMaj q) {
        return actionValue(policy.softValue(q, temperature));
    }

    /** Returns T* Q = r + γ E_s′[α log Σ_a′ exp(Q(s′,a′)/α)]: one sweep of soft Q-iteration. */
    public DMatrixRMaj optimalityBackup(DMatrixRMaj q) {
        return actionValue(Softmax.value(q, temperature));
    }

    /** Returns T*_Π Q = r + γ E_s′[max over p of Π's distributions in s′ of E_p[Q(s′,·)] + α H(p)], of a product class Π. */
    public DMatrixRMaj optimalityBackup(PolicyClass policies, DMatrixRMaj q) {
        return evaluationBackup(policies.project(q, temperature), q);
    }

    // ------------------------------------------------------------------------------------------- exact evaluation

    /**
     * Returns the soft value V^π, the solution of (I − γP_π) V = r_π + α H(π), where r_π(s) = E_{a~π}[r(s,a)]. The action
     * value is {@link #actionValue actionValue(V)}.
     *
     * @throws IllegalArgumentException if the policy is one for other states or actions
     */
    public DMatrixRMaj evaluate(TabularPolicy policy) {
        return solve(resolvent(policy), policy.softValue(model.rewards(), temperature));
    }

    /**
     * Returns the discounted occupancy d(s) = (1 − γ) Σₜ γᵗ Pr(sₜ = s) (|S| × 1), which sums to 1.
     *
     * @param start ρ₀
     * @throws IllegalArgumentException as {@link #evaluate}, and if ρ₀ is no distribution over the states
     */
    public DMatrixRMaj occupancy(TabularPolicy policy, double... start) {
        DMatrixRMaj transposed = CommonOps_DDRM.transpose(resolvent(policy), null);
        return solve(transposed, Matrices.scaled(1 - discount, start(start)));
    }

    /**
     * Returns J(π) = Σ_s ρ₀(s) V^π(s).
     *
     * @param start ρ₀
     * @throws IllegalArgumentException as {@link #occupancy}
     */
    public double objective(TabularPolicy policy, double... start) {
        return CommonOps_DDRM.dot(start(start), evaluate(policy));
    }

    /**
     * Returns the first n terms of the papers' discounted objective, v1 (14), v2 (19), which sums the value over all visited
     * states:
     *
     * <pre>Σ_{t&lt;n} E[V^π(sₜ)] = E Σₗ wₗ (r(sₗ,aₗ) + α H(π(·|sₗ))),   wₗ = Σ_{t ≤ l, t &lt; n} γ^{l−t}</pre>
     *
     * Up to l = n − 1 the weights grow, towards 1/(1 − γ): nothing is discounted but the first steps, the sum over all t
     * diverges, and its mean tends to the average reward of π, divided by 1 − γ. So it may rank two policies otherwise than
     * {@link #objective J} does.
     *
     * @param steps n, at least 0
     * @param start ρ₀
     * @throws IllegalArgumentException as {@link #occupancy}
     */
    public double objectiveOverVisits(int steps, TabularPolicy policy, double... start) {
        DMatrixRMaj value = evaluate(policy);
        DMatrixRMaj transitions = model.transitions(policy);
        DMatrixRMaj visited = start(start);
        double sum = 0;
        for (int t = 0; t < steps; t++) {
            sum += CommonOps_DDRM.dot(visited, value);
            visited = Matrices.transposeProduct(transitions, visited);
        }
        return sum;
    }

    /** Returns I − γP_π. */
    private DMatrixRMaj resolvent(TabularPolicy policy) {
        if (policy.states() != model.states() || policy.actions() != model.actions()) {
            throw new IllegalArgumentException("mdp: a policy (" + policy.states() + "×" + policy.actions()
                    + ") given; (" + model.states() + "×" + model.actions() + ") is needed");
        }
        return Matrices.plus(CommonOps_DDRM.identity(model.states()), -discount, model.transitions(policy));
    }

    /** Solves A x = b; A = I − γP, or its transpose, is never singular for γ &lt; 1. */
    private static DMatrixRMaj solve(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj x = new DMatrixRMaj(b.getNumRows(), 1);
        CommonOps_DDRM.solve(a, b, x);
        return x;
    }

    private DMatrixRMaj start(double... start) {
        Distributions.check("the start", model.states(), start);
        return Matrices.column(start);
    }
}
