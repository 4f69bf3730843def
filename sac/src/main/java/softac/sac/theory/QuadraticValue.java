package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;

/**
 * The soft value function V(x) = −xᵀP x + c.
 *
 * @param p P (n × n), symmetric, not modified
 * @param c c
 */
public record QuadraticValue(DMatrixRMaj p, double c) {
    /**
     * Returns V(x).
     *
     * @param x n; not modified
     */
    public double at(double... x) {
        return -Matrices.form(p, Matrices.column(x)) + c;
    }
}
