package softac.sac.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.state.StateVisitor;

/** Reads the state of one component, to overwrite that of another of the same kind, in the same or the other precision. */
final class StateCopy implements StateVisitor {
    private final Kernels from;
    private final Map<String, double[]> numbers = new HashMap<>();
    private final Map<String, long[]> words = new HashMap<>();

    /**
     * Reads nothing yet: {@code component.state(copy)} does.
     *
     * @param from kernels of the component that is read
     */
    StateCopy(Kernels from) {
        this.from = from;
    }

    @Override
    public void longs(String name, long[] values) {
        words.put(name, values.clone());
    }

    @Override
    public void doubles(String name, double[] values) {
        numbers.put(name, values.clone());
    }

    @Override
    public void matrix(String name, ReshapeMatrix matrix) {
        numbers.put(name, from.elements(matrix));
    }

    /** A visitor that overwrites what it meets with what was read under the same name, rounded to that precision. */
    StateVisitor onto(Kernels to) {
        return new StateVisitor() {
            @Override
            public boolean overwrites() {
                return true;
            }

            @Override
            public void longs(String name, long[] values) {
                System.arraycopy(read(words, name), 0, values, 0, values.length);
            }

            @Override
            public void doubles(String name, double[] values) {
                System.arraycopy(read(numbers, name), 0, values, 0, values.length);
            }

            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                to.load(read(numbers, name), matrix);
            }
        };
    }

    private static <T> T read(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }
}
