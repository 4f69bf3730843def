package softac.autodiff;

import java.util.Objects;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/**
 * A named matrix that learns: its value, the gradient of the loss last differentiated, and a version that grows with
 * every change of the value, by which the tape notices a value used after it changed.
 */
public final class Parameter implements Stateful {
    private final String name;
    private final ReshapeMatrix value;
    private final ReshapeMatrix gradient;
    private long version;

    /**
     * A parameter of zeros.
     *
     * @param name as it stands in messages, checkpoints and reports
     * @param kernels give the precision
     * @param rows number of rows
     * @param columns number of columns
     */
    public Parameter(String name, Kernels kernels, int rows, int columns) {
        this.name = Objects.requireNonNull(name, "name");
        this.value = kernels.create(rows, columns);
        this.gradient = kernels.create(rows, columns);
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The value (m × n). Whoever writes into it calls {@link #changed()}. */
    public ReshapeMatrix value() {
        return value;
    }

    /** ∂loss/∂value (m × n) of the last {@link Tape#differentiate} that named this parameter. */
    public ReshapeMatrix gradient() {
        return gradient;
    }

    /** Grows with every change of the value. */
    public long version() {
        return version;
    }

    /** Says that the value was written: what was computed from the old one can no longer be differentiated. */
    public void changed() {
        version++;
    }

    /** Lists the value; the gradient is no state, the next backward pass overwrites it. */
    @Override
    public void state(StateVisitor visitor) {
        visitor.matrix(name, value);
        if (visitor.overwrites()) {
            changed();
        }
    }

    /** Name and shape. */
    @Override
    public String toString() {
        return name + " (" + value.getNumRows() + "×" + value.getNumCols() + ")";
    }
}
