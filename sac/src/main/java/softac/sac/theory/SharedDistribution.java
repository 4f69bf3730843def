package softac.sac.theory;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The policies that have the same distribution in every state: the smallest class that shares its parameters between states.
 * As for a network, v1 (10) and v2 (7), the divergence is averaged over states, Σ_s d(s) KL(π ‖ exp(Q(s,·)/α)/Z(s)); its
 * argmin is
 *
 * <pre>π(a) ∝ exp(Σ_s d(s) Q(s,a) / α)</pre>
 *
 * Lemma 2 fails here: what the average gains, a state may lose.
 */
public final class SharedDistribution implements PolicyClass {
    private final double[] weights;

    /**
     * Creates the class.
     *
     * @param weights d(s)
     * @throws IllegalArgumentException if d is no distribution
     */
    public SharedDistribution(double... weights) {
        Distributions.check("the states' weights", weights.length, weights);
        this.weights = weights.clone();
    }

    @Override
    public TabularPolicy project(DMatrixRMaj q, double temperature) {
        if (q.getNumRows() != weights.length) {
            throw new IllegalArgumentException(
                    "mdp: Q of " + q.getNumRows() + " states given; " + weights.length + " are needed");
        }
        DMatrixRMaj mean = Matrices.transposeProduct(Matrices.column(weights), q);
        double[][] rows = new double[weights.length][];
        Arrays.fill(rows, TabularPolicy.softmax(mean, temperature).row(0));
        return TabularPolicy.of(rows);
    }
}
