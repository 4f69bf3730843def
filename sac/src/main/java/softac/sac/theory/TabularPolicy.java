package softac.sac.theory;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** A policy π(a|s) as a table, immutable. */
public final class TabularPolicy {
    private final double[][] probabilities;

    private TabularPolicy(double[][] probabilities) {
        this.probabilities = probabilities;
    }

    /**
     * Creates a policy; the rows are copied.
     *
     * @param probabilities π(·|s) for each state s
     * @throws IllegalArgumentException if there is no state, or a row is no distribution over the same actions as the first
     */
    public static TabularPolicy of(double[]... probabilities) {
        if (probabilities.length == 0) {
            throw new IllegalArgumentException("mdp: a policy for 0 states given; at least one is needed");
        }
        for (int s = 0; s < probabilities.length; s++) {
            Distributions.check("π(·|" + s + ")", probabilities[0].length, probabilities[s]);
        }
        return new TabularPolicy(
                Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new));
    }

    /** Returns π(a|s) = 1/|A|. */
    public static TabularPolicy uniform(int states, int actions) {
        double[] row = new double[actions];
        Arrays.fill(row, 1.0 / actions);
        double[][] rows = new double[states][];
        Arrays.fill(rows, row);
        return of(rows);
    }

    /**
     * Returns the policy that takes action {@code choice[s]} in state s.
     *
     * @throws IndexOutOfBoundsException if a choice is not in 0 … |A| − 1
     */
    public static TabularPolicy deterministic(int actions, int... choice) {
        double[][] rows = new double[choice.length][actions];
        for (int s = 0; s < choice.length; s++) {
            rows[s][choice[s]] = 1;
        }
        return of(rows);
    }

    /**
     * Returns π(a|s) = exp(Q(s,a)/α) / Z(s): the policy of all policies with the least KL(π(·|s) ‖ exp(Q(s,·)/α)/Z(s)),
     * v2 (4). At α = 0 it is the limit for α → 0, all best actions equally likely.
     *
     * @param q Q (|S| × |A|), not modified
     * @param temperature α, at least 0
     */
    public static TabularPolicy softmax(DMatrixRMaj q, double temperature) {
        double[][] rows = new double[q.getNumRows()][q.getNumCols()];
        for (int s = 0; s < rows.length; s++) {
            double best = Softmax.max(q, s);
            double sum = 0;
            for (int a = 0; a < rows[s].length; a++) {
                rows[s][a] = Softmax.weight(q.get(s, a) - best, temperature);
                sum += rows[s][a];
            }
            for (int a = 0; a < rows[s].length; a++) {
                rows[s][a] /= sum;
            }
        }
        return new TabularPolicy(rows);
    }

    /** Returns |S|. */
    public int states() {
        return probabilities.length;
    }

    /** Returns |A|. */
    public int actions() {
        return probabilities[0].length;
    }

    /** Returns π(a|s). */
    public double probability(int s, int a) {
        return probabilities[s][a];
    }

    /** Returns π(·|s), a copy. */
    public double[] row(int s) {
        return probabilities[s].clone();
    }

    /** Returns the entropy H(π(·|s)) = −Σ_a π(a|s) log π(a|s), with 0 log 0 = 0. */
    public double entropy(int s) {
        return Distributions.entropy(probabilities[s]);
    }

    /** Returns the entropy in every state (|S| × 1). */
    DMatrixRMaj entropies() {
        DMatrixRMaj h = new DMatrixRMaj(states(), 1);
        for (int s = 0; s < states(); s++) {
            h.set(s, entropy(s));
        }
        return h;
    }

    /** Returns E_{a~π}[q(s,a)] in every state (|S| × 1). */
    DMatrixRMaj expectation(DMatrixRMaj q) {
        DMatrixRMaj mean = new DMatrixRMaj(states(), 1);
        for (int s = 0; s < states(); s++) {
            double sum = 0;
            for (int a = 0; a < actions(); a++) {
                sum += probabilities[s][a] * q.get(s, a);
            }
            mean.set(s, sum);
        }
        return mean;
    }

    /**
     * Returns V(s) = E_{a~π}[Q(s,a) − α log π(a|s)] (|S| × 1), v2 (3).
     *
     * @param q Q (|S| × |A|), not modified
     * @param temperature α
     */
    DMatrixRMaj softValue(DMatrixRMaj q, double temperature) {
        return Matrices.plus(expectation(q), temperature, entropies());
    }
}
