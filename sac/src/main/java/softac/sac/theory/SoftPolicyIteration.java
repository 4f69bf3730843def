package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;

/**
 * Soft policy iteration, theorem 1 of both papers: a policy πₖ with its exact value, followed by the projection of its Q.
 *
 * <pre>
 * Stream.iterate(SoftPolicyIteration.from(problem, new AllPolicies(), uniform), SoftPolicyIteration::next)
 * </pre>
 *
 * In a product class that holds π₀, ‖Q* − Q^{πₖ}‖ ≤ γᵏ ‖Q* − Q^{π₀}‖, a rate that the papers do not give:
 * Q^{πₖ₊₁} ≥ T*_Π Q^{πₖ}, and T*_Π contracts by γ. Otherwise the first step may lose, and the rate counts from π₁.
 *
 * @param problem the problem
 * @param policies the class Π
 * @param policy πₖ
 * @param value V^{πₖ} (|S| × 1), not to be modified
 * @param actionValue Q^{πₖ} (|S| × |A|), not to be modified
 */
public record SoftPolicyIteration(
        MdpProblem problem, PolicyClass policies, TabularPolicy policy, DMatrixRMaj value, DMatrixRMaj actionValue) {
    private static final int MOST_STEPS = 10_000;

    /** Relative to max |Q|, and at γ = 0: below this a change of Q is rounding. */
    private static final double ROUNDING = 1e-14;

    /**
     * Begins at a policy, which need not be in the class.
     *
     * @throws IllegalArgumentException if the policy is one for other states or actions
     */
    public static SoftPolicyIteration from(MdpProblem problem, PolicyClass policies, TabularPolicy policy) {
        DMatrixRMaj value = problem.evaluate(policy);
        return new SoftPolicyIteration(problem, policies, policy, value, problem.actionValue(value));
    }

    /** Returns the optimum over all policies. */
    public static SoftPolicyIteration optimum(MdpProblem problem) {
        TabularPolicy uniform =
                TabularPolicy.uniform(problem.model().states(), problem.model().actions());
        return from(problem, new AllPolicies(), uniform).limit();
    }

    /** Returns πₖ₊₁, the projection of Q^{πₖ}, with its value. */
    public SoftPolicyIteration next() {
        return from(problem, policies, policies.project(actionValue, problem.temperature()));
    }

    /**
     * Returns the iterate from which on Q changes by no more than rounding.
     *
     * @throws IllegalStateException if there is none among the next 10,000, which happens only outside of product classes
     */
    public SoftPolicyIteration limit() {
        SoftPolicyIteration now = this;
        for (int k = 0; k < MOST_STEPS; k++) {
            SoftPolicyIteration next = now.next();
            double change = Matrices.largest(Matrices.plus(next.actionValue, -1, now.actionValue));
            if (change <= ROUNDING / (1 - problem.discount()) * Matrices.largest(next.actionValue)) {
                return next;
            }
            now = next;
        }
        throw new IllegalStateException("mdp: soft policy iteration does not converge in this class");
    }
}
