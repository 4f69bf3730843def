package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;

/** The maximum that entropy softens, and its limit at α = 0. */
final class Softmax {
    private Softmax() {}

    /**
     * Returns max over all distributions p of E_p[Q(s,·)] + α H(p) = α log Σ_a exp(Q(s,a)/α) in every state (|S| × 1);
     * at α = 0, max_a Q(s,a).
     */
    static DMatrixRMaj value(DMatrixRMaj q, double temperature) {
        DMatrixRMaj value = new DMatrixRMaj(q.getNumRows(), 1);
        for (int s = 0; s < q.getNumRows(); s++) {
            double best = max(q, s);
            double sum = 0;
            for (int a = 0; a < q.getNumCols(); a++) {
                sum += weight(q.get(s, a) - best, temperature);
            }
            // without α the sum counts the best actions; their number is worth nothing
            value.set(s, best + temperature * StrictMath.log(sum));
        }
        return value;
    }

    /** Returns exp(difference/α) for Q(s,a) − max Q(s,·) ≤ 0; at α = 0, 1 for a best action and 0 for any other. */
    static double weight(double difference, double temperature) {
        return difference == 0 ? 1 : StrictMath.exp(difference / temperature);
    }

    static double max(DMatrixRMaj q, int s) {
        double max = q.get(s, 0);
        for (int a = 1; a < q.getNumCols(); a++) {
            max = Math.max(max, q.get(s, a));
        }
        return max;
    }
}
