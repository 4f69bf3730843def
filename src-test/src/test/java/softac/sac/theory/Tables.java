package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.DMatrixRMaj;

/** Comparisons of tables of values, with the slack that rounding takes. */
public final class Tables {
    private Tables() {}

    /** 1e-12 · max |Q| / (1 − γ), the scale of the rounding in a solution. */
    static double slack(MdpProblem problem, DMatrixRMaj... tables) {
        double largest = 0;
        for (DMatrixRMaj table : tables) {
            largest = Math.max(largest, Matrices.largest(table));
        }
        return 1e-12 * largest / (1 - problem.discount());
    }

    static DMatrixRMaj of(double[]... rows) {
        return new DMatrixRMaj(rows);
    }

    /** max |a − b|. */
    public static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        return Matrices.largest(Matrices.plus(a, -1, b));
    }

    /** max over all entries of a − b. */
    static double excess(DMatrixRMaj a, DMatrixRMaj b) {
        double excess = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < a.getNumElements(); i++) {
            excess = Math.max(excess, a.get(i) - b.get(i));
        }
        return excess;
    }

    static void assertAtMost(DMatrixRMaj lower, DMatrixRMaj upper, double slack) {
        assertThat(excess(lower, upper)).isLessThanOrEqualTo(slack);
    }

    static void assertEqual(DMatrixRMaj a, DMatrixRMaj b, double slack) {
        assertThat(distance(a, b)).isLessThanOrEqualTo(slack);
    }

    /** A + c. */
    static DMatrixRMaj shifted(DMatrixRMaj a, double c) {
        DMatrixRMaj shifted = a.copy();
        for (int i = 0; i < a.getNumElements(); i++) {
            shifted.set(i, a.get(i) + c);
        }
        return shifted;
    }
}
