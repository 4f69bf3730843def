package softac.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/** Lanes of elements, and of elements in double precision: here both are the same. */
final class VectorReal64 {
    /** The widest vector of elements. */
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Elements in it. */
    static final int LANES = SPECIES.length();

    /** Bits in it. */
    static final int BITS = SPECIES.vectorBitSize();

    /** As many elements as the widest vector of double precision holds. */
    static final VectorSpecies<Double> NARROW = SPECIES;

    /** So many. */
    static final int NARROW_LANES = NARROW.length();

    private VectorReal64() {}

    /** {@code NARROW_LANES} elements from x[i] on, in double precision. */
    static Vector<Double> wide(double[] x, int i) {
        return DoubleVector.fromArray(SPECIES, x, i);
    }

    /** Rounds to the element type. */
    static DoubleVector real(Vector<Double> x) {
        return (DoubleVector) x;
    }
}
