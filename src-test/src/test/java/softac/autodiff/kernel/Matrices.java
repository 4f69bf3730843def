package softac.autodiff.kernel;

import org.ejml.data.ReshapeMatrix;

/** Matrices for the tests of kernels. */
final class Matrices {
    private Matrices() {}

    /** Row-major elements. */
    static double[] elements(Kernels k, ReshapeMatrix x) {
        double[] all = new double[x.getNumRows() * x.getNumCols()];
        k.store(x, all);
        return all;
    }

    /** An element as the precision rounds it. */
    static double round(Precision precision, double x) {
        return precision == Precision.FLOAT64 ? x : (float) x;
    }

    /** a·b + c as the precision rounds it. */
    static double fma(Precision precision, double a, double b, double c) {
        return precision == Precision.FLOAT64 ? Math.fma(a, b, c) : Math.fma((float) a, (float) b, (float) c);
    }
}
