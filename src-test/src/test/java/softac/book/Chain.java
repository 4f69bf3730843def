package softac.book;

import org.ejml.data.DMatrixRMaj;
import softac.sac.theory.FiniteMdp;

/** The book's example: states in a row, "left" and "right"; a reward of 1 for "right" in the last state, which stays there. */
final class Chain {
    static final FiniteMdp MODEL = of(5);

    private Chain() {}

    private static FiniteMdp of(int states) {
        double[][][] transitions = new double[states][2][states];
        double[][] rewards = new double[states][2];
        for (int s = 0; s < states; s++) {
            transitions[s][0][Math.max(0, s - 1)] = 1;
            transitions[s][1][Math.min(states - 1, s + 1)] = 1;
        }
        rewards[states - 1][1] = 1;
        return FiniteMdp.of(transitions, rewards);
    }

    /** max |a − b| over all entries of two tables. */
    static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        double largest = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            largest = Math.max(largest, Math.abs(a.get(i) - b.get(i)));
        }
        return largest;
    }
}
