package softac.autodiff.optim;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Table;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** The whole state of some components, name by name, kept and given back. */
final class Memory implements StateVisitor {
    /** A piece of state; equal when name and bits are. */
    record Piece(String name, List<? extends Number> numbers) {}

    private final Kernels kernels;
    private final List<Piece> pieces = new ArrayList<>();
    private final boolean overwrites;
    private int next;

    private Memory(Kernels kernels, boolean overwrites) {
        this.kernels = kernels;
        this.overwrites = overwrites;
    }

    /** Everything that the components list, in their order. */
    static List<Piece> of(Kernels kernels, Stateful... components) {
        Memory memory = new Memory(kernels, false);
        for (Stateful component : components) {
            component.state(memory);
        }
        return memory.pieces;
    }

    /** Writes the pieces into components of the same kind. */
    static void restore(Kernels kernels, List<Piece> pieces, Stateful... components) {
        Memory memory = new Memory(kernels, true);
        memory.pieces.addAll(pieces);
        for (Stateful component : components) {
            component.state(memory);
        }
    }

    @Override
    public boolean overwrites() {
        return overwrites;
    }

    @Override
    public void longs(String name, long[] words) {
        if (overwrites) {
            Piece piece = pieces.get(next++);
            for (int n = 0; n < words.length; n++) {
                words[n] = piece.numbers().get(n).longValue();
            }
        } else {
            List<Long> all = new ArrayList<>();
            for (long word : words) {
                all.add(word);
            }
            pieces.add(new Piece(name, all));
        }
    }

    @Override
    public void doubles(String name, double[] values) {
        if (overwrites) {
            Piece piece = pieces.get(next++);
            for (int n = 0; n < values.length; n++) {
                values[n] = piece.numbers().get(n).doubleValue();
            }
        } else {
            List<Double> all = new ArrayList<>();
            for (double value : values) {
                all.add(value);
            }
            pieces.add(new Piece(name, all));
        }
    }

    @Override
    public void matrix(String name, ReshapeMatrix matrix) {
        double[] values = Table.of(kernels, matrix).values();
        doubles(name, values);
        kernels.load(values, matrix);
    }
}
