package softac.autodiff.kernel;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.Matrix;

/** The two element types: {@code FLOAT64} for gradient checks and reference numbers, {@code FLOAT32} for speed. */
public enum Precision {
    /** IEEE 754 binary32; matrices are {@link FMatrixRMaj}. */
    FLOAT32,
    /** IEEE 754 binary64; matrices are {@link DMatrixRMaj}. */
    FLOAT64;

    /**
     * The precision of a matrix.
     *
     * @param matrix a dense row-major matrix
     * @return its precision
     * @throws IllegalArgumentException when it is neither a {@code DMatrixRMaj} nor an {@code FMatrixRMaj}
     */
    public static Precision of(Matrix matrix) {
        if (matrix instanceof DMatrixRMaj) {
            return FLOAT64;
        }
        if (matrix instanceof FMatrixRMaj) {
            return FLOAT32;
        }
        throw new IllegalArgumentException("matrix of type " + matrix.getClass().getSimpleName()
                + ": only DMatrixRMaj (FLOAT64) and FMatrixRMaj (FLOAT32) are known to the engine");
    }
}
