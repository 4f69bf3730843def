package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;

/**
 * A class Π of policies with its projection, soft policy improvement, v2 (4):
 *
 * <pre>π_new = argmin over π ∈ Π of KL(π(·|s) ‖ exp(Q(s,·)/α) / Z(s)) = argmax over π ∈ Π of E_π[Q(s,·)] + α H(π(·|s))</pre>
 *
 * One π_new does so in every state at once if Π is a product of one set of distributions for each state, as
 * {@link AllPolicies} and {@link ProductClass} are. The papers' lemma 2 assumes that without saying so; where states share
 * parameters ({@link SharedDistribution}, every network) only an average over states can be minimised, and the lemma fails.
 */
public sealed interface PolicyClass permits AllPolicies, ProductClass, SharedDistribution {
    /**
     * Returns the projection.
     *
     * @param q Q (|S| × |A|), not modified
     * @param temperature α, at least 0
     * @throws IllegalArgumentException if Q has other states or actions than the class
     */
    TabularPolicy project(DMatrixRMaj q, double temperature);
}
