package softac.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lanes of elements, and of elements in double precision: half as many.
 *
 * <p>Only one shape of float vectors may be in use in a virtual machine: where HotSpot 17 has met a second, it no longer
 * knows what the accumulators of a tile are and allocates each of them at every step. Hence {@code wide} loads a full
 * vector and converts the first half.
 */
final class VectorReal32 {
    /** The widest vector of elements. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Elements in it. */
    static final int LANES = SPECIES.length();

    /** Bits in it. */
    static final int BITS = SPECIES.vectorBitSize();

    /** Elements in the widest vector of double precision. */
    static final int WIDE_LANES = VectorReal64.LANES;

    private VectorReal32() {}

    /** {@code WIDE_LANES} elements from x[i] on, in double precision; {@code LANES} must be there. */
    static DoubleVector wide(float[] x, int i) {
        return (DoubleVector)
                FloatVector.fromArray(SPECIES, x, i).convertShape(VectorOperators.F2D, VectorReal64.SPECIES, 0);
    }

    /** {@code WIDE_LANES} numbers from x[i] on. */
    static DoubleVector wide(double[] x, int i) {
        return DoubleVector.fromArray(VectorReal64.SPECIES, x, i);
    }
}
