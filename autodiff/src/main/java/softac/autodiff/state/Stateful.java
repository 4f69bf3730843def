package softac.autodiff.state;

/**
 * Something whose whole state can be listed: hashing, saving and loading are then all visitors of the same list, so a
 * component cannot be saved and forgotten when loading, or hashed without being saved.
 */
@FunctionalInterface
public interface Stateful {
    /**
     * Offers every piece of state to the visitor, always under the same names and in the same order. The visitor may
     * read a piece or overwrite it in place; a component that keeps a value elsewhere takes it back afterwards:
     *
     * <pre>{@code
     * long[] words = {steps};
     * visitor.longs("steps", words);
     * steps = words[0];
     * }</pre>
     *
     * @param visitor reads or overwrites each piece
     */
    void state(StateVisitor visitor);
}
