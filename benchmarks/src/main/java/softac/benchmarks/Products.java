package softac.benchmarks;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;

/** The products that an update consists of, by one of the families that compute them. */
interface Products {
    /** Y = A·B. */
    void multiply(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);

    /** Y = max(A·B + bias, 0). */
    void affineRelu(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix bias, ReshapeMatrix y);

    /** Y += Aᵀ·B. */
    void multiplyAddTransA(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);

    /** Y += A·Bᵀ. */
    void multiplyAddTransB(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);

    /** The fastest kernels, their loops compiled. */
    static Kernels warm(Precision precision) {
        Kernels kernels = Kernels.best(precision);
        kernels.awaitWarmUp();
        return kernels;
    }

    /**
     * The family of a name.
     *
     * @param family "scalar", "best" or "ejml"
     * @param precision element type
     * @return its products
     */
    static Products of(String family, Precision precision) {
        return switch (family) {
            case "scalar" -> new Engine(Kernels.scalar(precision));
            case "best" -> new Engine(warm(precision));
            case "ejml" -> precision == Precision.FLOAT64 ? new Ejml64() : new Ejml32();
            default -> throw new IllegalArgumentException(family + ": must be scalar, best or ejml");
        };
    }

    /** This library's. */
    record Engine(Kernels kernels) implements Products {
        @Override
        public void multiply(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            kernels.multiply(a, b, y);
        }

        @Override
        public void affineRelu(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix bias, ReshapeMatrix y) {
            kernels.affine(a, b, bias, Function.RELU, y);
        }

        @Override
        public void multiplyAddTransA(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            kernels.multiplyAddTransA(a, b, y);
        }

        @Override
        public void multiplyAddTransB(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            kernels.multiplyAddTransB(a, b, y);
        }
    }

    /** EJML's in double. */
    record Ejml64() implements Products {
        @Override
        public void multiply(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            CommonOps_DDRM.mult((DMatrixRMaj) a, (DMatrixRMaj) b, (DMatrixRMaj) y);
        }

        /** EJML has no such product: a second pass adds the bias and cuts. */
        @Override
        public void affineRelu(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix bias, ReshapeMatrix y) {
            multiply(a, b, y);
            double[] values = ((DMatrixRMaj) y).data;
            double[] row = ((DMatrixRMaj) bias).data;
            int columns = y.getNumCols();
            for (int i = 0; i < y.getNumRows(); i++) {
                for (int j = 0; j < columns; j++) {
                    values[i * columns + j] = Math.max(values[i * columns + j] + row[j], 0);
                }
            }
        }

        @Override
        public void multiplyAddTransA(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            CommonOps_DDRM.multAddTransA((DMatrixRMaj) a, (DMatrixRMaj) b, (DMatrixRMaj) y);
        }

        @Override
        public void multiplyAddTransB(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            CommonOps_DDRM.multAddTransB((DMatrixRMaj) a, (DMatrixRMaj) b, (DMatrixRMaj) y);
        }
    }

    /** EJML's in float. */
    record Ejml32() implements Products {
        @Override
        public void multiply(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            CommonOps_FDRM.mult((FMatrixRMaj) a, (FMatrixRMaj) b, (FMatrixRMaj) y);
        }

        /** EJML has no such product: a second pass adds the bias and cuts. */
        @Override
        public void affineRelu(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix bias, ReshapeMatrix y) {
            multiply(a, b, y);
            float[] values = ((FMatrixRMaj) y).data;
            float[] row = ((FMatrixRMaj) bias).data;
            int columns = y.getNumCols();
            for (int i = 0; i < y.getNumRows(); i++) {
                for (int j = 0; j < columns; j++) {
                    values[i * columns + j] = Math.max(values[i * columns + j] + row[j], 0);
                }
            }
        }

        @Override
        public void multiplyAddTransA(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            CommonOps_FDRM.multAddTransA((FMatrixRMaj) a, (FMatrixRMaj) b, (FMatrixRMaj) y);
        }

        @Override
        public void multiplyAddTransB(ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y) {
            CommonOps_FDRM.multAddTransB((FMatrixRMaj) a, (FMatrixRMaj) b, (FMatrixRMaj) y);
        }
    }
}
