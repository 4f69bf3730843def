package softac.sac.env;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** Keeps the state of an environment and puts it into another of the same make. */
public final class StateSnapshot {
    private final Map<String, Object> pieces = new LinkedHashMap<>();

    /** Copies the state of a component; names must be unique. */
    public static StateSnapshot of(Stateful component) {
        StateSnapshot snapshot = new StateSnapshot();
        component.state(new StateVisitor() {
            @Override
            public void longs(String name, long[] words) {
                snapshot.keep(name, words.clone());
            }

            @Override
            public void doubles(String name, double[] values) {
                snapshot.keep(name, values.clone());
            }

            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                snapshot.keep(name, matrix.copy());
            }
        });
        return snapshot;
    }

    private void keep(String name, Object piece) {
        if (pieces.put(name, piece) != null) {
            throw new AssertionError("two pieces of state are named " + name);
        }
    }

    /** Overwrites the state of a component. */
    public void into(Stateful component) {
        component.state(new StateVisitor() {
            @Override
            public void longs(String name, long[] words) {
                System.arraycopy((long[]) pieces.get(name), 0, words, 0, words.length);
            }

            @Override
            public void doubles(String name, double[] values) {
                System.arraycopy((double[]) pieces.get(name), 0, values, 0, values.length);
            }

            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                throw new UnsupportedOperationException("no environment keeps matrices");
            }
        });
    }
}
