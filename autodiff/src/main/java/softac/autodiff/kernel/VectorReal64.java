package softac.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Lanes of elements, and of elements in double precision: here both are the same. */
final class VectorReal64 {
    /** The widest vector of elements. */
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Elements in it. */
    static final int LANES = SPECIES.length();

    /** Bits in it. */
    static final int BITS = SPECIES.vectorBitSize();

    /** Elements in the widest vector of double precision. */
    static final int WIDE_LANES = LANES;

    private VectorReal64() {}

    /** {@code WIDE_LANES} elements from x[i] on, in double precision; {@code LANES} must be there. */
    static DoubleVector wide(double[] x, int i) {
        return DoubleVector.fromArray(SPECIES, x, i);
    }
}
