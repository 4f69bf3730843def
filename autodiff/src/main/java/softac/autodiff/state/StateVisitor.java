package softac.autodiff.state;

import org.ejml.data.ReshapeMatrix;

/** Meets every named piece of state of a {@link Stateful}; reads it (hash, save) or overwrites it in place (load). */
public interface StateVisitor {
    /**
     * Whether this visitor loads: a component that derives something from its state then refreshes it.
     *
     * @return true when the pieces are overwritten, false when they are only read
     */
    default boolean overwrites() {
        return false;
    }

    /**
     * Meets integers, counters and raw bits.
     *
     * @param name unique within its component
     * @param words read or overwritten, never resized
     */
    void longs(String name, long[] words);

    /**
     * Meets double precision numbers, compared and stored by their bits.
     *
     * @param name unique within its component
     * @param values read or overwritten, never resized
     */
    void doubles(String name, double[] values);

    /**
     * Meets a matrix of either precision.
     *
     * @param name unique within its component
     * @param matrix (m × n), read or overwritten, never reshaped
     */
    void matrix(String name, ReshapeMatrix matrix);

    /**
     * Visits a part of a component under the names {@code scope.…}.
     *
     * @param scope name of the part
     * @param part the part to list
     */
    default void part(String scope, Stateful part) {
        part.state(new ScopedVisitor(scope + ".", this));
    }
}
