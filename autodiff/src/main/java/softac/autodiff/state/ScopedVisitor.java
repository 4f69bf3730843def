package softac.autodiff.state;

import org.ejml.data.ReshapeMatrix;

/** Puts a prefix before every name. */
record ScopedVisitor(String prefix, StateVisitor visitor) implements StateVisitor {
    @Override
    public boolean overwrites() {
        return visitor.overwrites();
    }

    @Override
    public void longs(String name, long[] words) {
        visitor.longs(prefix + name, words);
    }

    @Override
    public void doubles(String name, double[] values) {
        visitor.doubles(prefix + name, values);
    }

    @Override
    public void matrix(String name, ReshapeMatrix matrix) {
        visitor.matrix(prefix + name, matrix);
    }
}
