package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** Matrix algebra that returns its results, so that formulas can be read; no argument is modified. */
final class Matrices {
    private Matrices() {}

    /** Returns A B. */
    static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.mult(a, b, null);
    }

    /** Returns AᵀB. */
    static DMatrixRMaj transposeProduct(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.multTransA(a, b, null);
    }

    /** Returns A + f B. */
    static DMatrixRMaj plus(DMatrixRMaj a, double f, DMatrixRMaj b) {
        return CommonOps_DDRM.add(a, f, b, null);
    }

    /** Returns f A. */
    static DMatrixRMaj scaled(double f, DMatrixRMaj a) {
        DMatrixRMaj scaled = a.copy();
        CommonOps_DDRM.scale(f, scaled);
        return scaled;
    }

    /** Returns AᵀS A made exactly symmetric, for a symmetric S. */
    static DMatrixRMaj congruence(DMatrixRMaj a, DMatrixRMaj s) {
        DMatrixRMaj result = transposeProduct(a, product(s, a));
        return scaled(0.5, plus(result, 1, CommonOps_DDRM.transpose(result, null)));
    }

    /** Returns tr(A B). */
    static double traceOfProduct(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.trace(product(a, b));
    }

    /** Returns max |aᵢⱼ|, +∞ where an entry is not finite. */
    static double largest(DMatrixRMaj a) {
        double largest = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            double size = Math.abs(a.get(i));
            largest = size <= Double.MAX_VALUE ? Math.max(largest, size) : Double.POSITIVE_INFINITY;
        }
        return largest;
    }

    /** Returns the column of the numbers x. */
    static DMatrixRMaj column(double[] x) {
        return new DMatrixRMaj(x.length, 1, true, x.clone());
    }

    /** Returns xᵀS x. */
    static double form(DMatrixRMaj s, DMatrixRMaj x) {
        return CommonOps_DDRM.dot(x, product(s, x));
    }

    /** A symmetric positive definite matrix by its Cholesky factor. */
    record PositiveDefinite(DMatrixRMaj inverse, double logDeterminant) {
        /**
         * Decomposes S = LLᵀ.
         *
         * @throws IllegalArgumentException if S is not positive definite or not finite; the message calls it {@code name}
         */
        static PositiveDefinite of(String name, DMatrixRMaj s) {
            var solver = LinearSolverFactory_DDRM.chol(s.getNumRows());
            if (largest(s) == Double.POSITIVE_INFINITY || !solver.setA(s.copy())) {
                throw new IllegalArgumentException("lqr: " + name + " is not positive definite");
            }
            DMatrixRMaj inverse = new DMatrixRMaj(s.getNumRows(), s.getNumRows());
            solver.invert(inverse);
            CholeskyDecomposition_F64<DMatrixRMaj> cholesky = solver.getDecomposition();
            DMatrixRMaj l = cholesky.getT(null);
            double logDeterminant = 0;
            for (int i = 0; i < l.getNumRows(); i++) {
                logDeterminant += 2 * StrictMath.log(l.get(i, i));
            }
            return new PositiveDefinite(inverse, logDeterminant);
        }
    }
}
