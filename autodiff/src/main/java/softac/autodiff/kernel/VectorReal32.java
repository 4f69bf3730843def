package softac.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Lanes of elements, and of elements in double precision: half as many. */
final class VectorReal32 {
    /** The widest vector of elements. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Elements in it. */
    static final int LANES = SPECIES.length();

    /** Bits in it. */
    static final int BITS = SPECIES.vectorBitSize();

    private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;

    /** As many elements as the widest vector of double precision holds. */
    static final VectorSpecies<Float> NARROW =
            VectorSpecies.of(float.class, VectorShape.forBitSize(WIDE.length() * Float.SIZE));

    /** So many. */
    static final int NARROW_LANES = NARROW.length();

    private VectorReal32() {}

    /** {@code NARROW_LANES} elements from x[i] on, in double precision. */
    static Vector<Double> wide(float[] x, int i) {
        return FloatVector.fromArray(NARROW, x, i).convertShape(VectorOperators.F2D, WIDE, 0);
    }

    /** Rounds to the element type. */
    static FloatVector real(Vector<Double> x) {
        return (FloatVector) x.convertShape(VectorOperators.D2F, NARROW, 0);
    }
}
