package softac.sac.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** The whole state of a component by name, to the bit; can be written back. */
public final class StateBits {
    private final Map<String, List<Long>> pieces = new LinkedHashMap<>();

    private StateBits() {}

    /** Takes a copy. */
    public static StateBits of(Stateful component) {
        StateBits bits = new StateBits();
        component.state(new StateVisitor() {
            @Override
            public void longs(String name, long[] words) {
                List<Long> piece = bits.add(name);
                for (long word : words) {
                    piece.add(word);
                }
            }

            @Override
            public void doubles(String name, double[] values) {
                List<Long> piece = bits.add(name);
                for (double value : values) {
                    piece.add(Double.doubleToRawLongBits(value));
                }
            }

            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                Kernels kernels = Kernels.scalar(Precision.of(matrix));
                List<Long> piece = bits.add(name);
                for (int i = 0; i < matrix.getNumRows(); i++) {
                    for (int j = 0; j < matrix.getNumCols(); j++) {
                        piece.add(Double.doubleToRawLongBits(kernels.get(matrix, i, j)));
                    }
                }
            }
        });
        return bits;
    }

    private List<Long> add(String name) {
        List<Long> piece = new ArrayList<>();
        if (pieces.put(name, piece) != null) {
            throw new AssertionError("state lists " + name + " twice");
        }
        return piece;
    }

    /** Writes everything back. */
    public void restore(Stateful component) {
        component.state(new StateVisitor() {
            @Override
            public boolean overwrites() {
                return true;
            }

            @Override
            public void longs(String name, long[] words) {
                for (int i = 0; i < words.length; i++) {
                    words[i] = piece(name).get(i);
                }
            }

            @Override
            public void doubles(String name, double[] values) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Double.longBitsToDouble(piece(name).get(i));
                }
            }

            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                Kernels kernels = Kernels.scalar(Precision.of(matrix));
                int n = matrix.getNumCols();
                for (int k = 0; k < piece(name).size(); k++) {
                    kernels.set(
                            matrix,
                            k / n,
                            k % n,
                            Double.longBitsToDouble(piece(name).get(k)));
                }
            }
        });
    }

    /** The bits under a name. */
    public List<Long> piece(String name) {
        return Objects.requireNonNull(pieces.get(name), name);
    }

    /** All names, in the order of the state. */
    public Set<String> names() {
        return pieces.keySet();
    }

    /** The names of the pieces that differ. */
    public List<String> differences(StateBits other) {
        return pieces.keySet().stream()
                .filter(name -> !piece(name).equals(other.piece(name)))
                .toList();
    }
}
