package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;

/**
 * The policy u ~ N(−L x, S).
 *
 * @param gain L (m × n), not modified
 * @param covariance S (m × m), symmetric positive definite, not modified
 */
public record LinearGaussian(DMatrixRMaj gain, DMatrixRMaj covariance) {
    /**
     * Creates the policy.
     *
     * @throws IllegalArgumentException if L has not one row for each row of S, or S is not square
     */
    public LinearGaussian {
        int m = covariance.getNumRows();
        if (gain.getNumRows() != m || covariance.getNumCols() != m) {
            throw new IllegalArgumentException("lqr: gain (" + gain.getNumRows() + "×" + gain.getNumCols()
                    + ") and covariance (" + m + "×" + covariance.getNumCols() + ") given; (m×n) and (m×m) are needed");
        }
    }

    /**
     * Returns the entropy ½ ln det(2πe S), the same in every state.
     *
     * @throws IllegalArgumentException if S is not positive definite
     */
    public double entropy() {
        double logDeterminant =
                Matrices.PositiveDefinite.of("the covariance", covariance).logDeterminant();
        return (covariance.getNumRows() * StrictMath.log(2 * Math.PI * Math.E) + logDeterminant) / 2;
    }

    /**
     * Returns ln π(u|x) = −½ (u + Lx)ᵀS⁻¹(u + Lx) − ½ ln det(2π S).
     *
     * @param x n; not modified
     * @param u m; not modified
     * @throws IllegalArgumentException if S is not positive definite
     */
    public double logDensity(double[] x, double[] u) {
        var s = Matrices.PositiveDefinite.of("the covariance", covariance);
        DMatrixRMaj deviation = Matrices.plus(Matrices.column(u), 1, Matrices.product(gain, Matrices.column(x)));
        double logNormaliser = u.length * StrictMath.log(2 * Math.PI) + s.logDeterminant();
        return -(Matrices.form(s.inverse(), deviation) + logNormaliser) / 2;
    }
}
