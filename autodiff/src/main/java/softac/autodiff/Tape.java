package softac.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.Nullable;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;

/**
 * Records operations as they are computed, and differentiates a loss with respect to named parameters.
 *
 * <pre>{@code
 * tape.begin();
 * Tensor x = tape.constant(batch);
 * Tensor loss = x.matmul(tape.parameter(w)).sub(tape.constant(target)).square().mean();
 * tape.differentiate(loss, List.of(w));                 // now w.gradient() is ∂loss/∂w
 * }</pre>
 *
 * <p>Slots are indexed by position: operation n of a pass reuses slot n and its two matrices, so the same program
 * allocates nothing from its second pass on. Everything that is not a named parameter is a constant, whatever it was
 * computed from. Any number of backward passes a {@link #begin()} is legal, as long as no parameter that a rule needs
 * has changed since it was recorded.
 *
 * <p>A tape and its kernels serve one thread at a time.
 */
public final class Tape {
    private final Kernels kernels;
    private Slot[] slots = {};
    private int size;
    private long pass;

    /**
     * An empty tape.
     *
     * @param kernels the loops to compute with, and so the precision
     */
    public Tape(Kernels kernels) {
        this.kernels = kernels;
    }

    /** The loops it computes with. */
    public Kernels kernels() {
        return kernels;
    }

    /** Rewinds: whatever was recorded is forgotten, nothing is freed. Tensors of earlier passes are refused. */
    public void begin() {
        size = 0;
        pass++;
    }

    // ---------------------------------------------------------------------------------------------- recording

    /**
     * Records a copy of a matrix.
     *
     * @param matrix (m × n) in this tape's precision, not modified
     * @return a constant
     * @throws IllegalArgumentException when it is of the other precision
     */
    public Tensor constant(ReshapeMatrix matrix) {
        checkPrecision(matrix, "constant");
        Slot slot = next();
        slot.recordConstant(matrix.getNumRows(), matrix.getNumCols());
        kernels.copy(matrix, slot.y());
        return push(slot);
    }

    /**
     * Records a number.
     *
     * @param value rounded to the precision
     * @return a constant (1 × 1)
     */
    public Tensor constant(double value) {
        Slot slot = next();
        slot.recordConstant(1, 1);
        kernels.fill(value, slot.y());
        return push(slot);
    }

    /**
     * Records rows × columns draws of a source, in row-major order.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @param source a stream of noise, for instance
     * @return a constant (rows × columns)
     */
    public Tensor constant(int rows, int columns, DoubleSupplier source) {
        Slot slot = next();
        slot.recordConstant(rows, columns);
        kernels.fill(source, slot.y());
        return push(slot);
    }

    /**
     * Records a use of a parameter, at its present version.
     *
     * @param parameter in this tape's precision
     * @return its value (m × n)
     * @throws IllegalArgumentException when it is of the other precision
     */
    public Tensor parameter(Parameter parameter) {
        checkPrecision(parameter.value(), parameter.name());
        Slot slot = next();
        slot.recordLeaf(parameter);
        return push(slot);
    }

    /**
     * Computes and records y = op(a).
     *
     * @param op an operation of one argument
     * @param a argument
     * @return y
     * @throws IllegalArgumentException when the argument does not fit the operation
     * @throws IllegalStateException when it belongs to another tape or an earlier pass
     */
    public Tensor apply(Op op, Tensor a) {
        return apply(op, a, 0, 0);
    }

    /**
     * Computes and records y = op(a; i, j).
     *
     * @param op an operation of one argument and two integers
     * @param a argument
     * @param i first integer
     * @param j second integer
     * @return y
     */
    public Tensor apply(Op op, Tensor a, int i, int j) {
        return record(op, 1, a, a, a, i, j);
    }

    /**
     * Computes and records y = op(a, b).
     *
     * @param op an operation of two arguments
     * @param a first argument
     * @param b second argument
     * @return y
     */
    public Tensor apply(Op op, Tensor a, Tensor b) {
        return record(op, 2, a, b, b, 0, 0);
    }

    /**
     * Computes and records y = op(a, b, c).
     *
     * @param op an operation of three arguments
     * @param a first argument
     * @param b second argument
     * @param c third argument
     * @return y
     */
    public Tensor apply(Op op, Tensor a, Tensor b, Tensor c) {
        return record(op, 3, a, b, c, 0, 0);
    }

    private Tensor record(Op op, int arity, Tensor a, Tensor b, Tensor c, int i, int j) {
        check(a);
        check(b);
        check(c);
        Slot slot = next();
        slot.record(op, arity, a.slot, b.slot, c.slot, i, j);
        op.shape().infer(op.name(), slot);
        op.value().run(kernels, slot);
        return push(slot);
    }

    /** The slot that the next operation may fill; it is on the tape only once it is pushed. */
    private Slot next() {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(64, 2 * size));
            for (int n = size; n < slots.length; n++) {
                slots[n] = new Slot(this);
            }
        }
        return slots[size];
    }

    private Tensor push(Slot slot) {
        size++;
        return slot.handle(pass);
    }

    // ---------------------------------------------------------------------------------------- differentiation

    /**
     * Computes ∂loss/∂p for every named parameter p, in {@link Parameter#gradient()}, overwritten; zero where the loss
     * does not depend on p.
     *
     * @param loss (1 × 1), of this pass
     * @param parameters with respect to which; everything else is a constant
     * @throws IllegalArgumentException when the loss is not (1 × 1), or a parameter of the other precision
     * @throws IllegalStateException when the loss belongs to another tape or an earlier pass, or when a parameter that
     *     a gradient needs has changed since it was recorded
     */
    public void differentiate(Tensor loss, List<Parameter> parameters) {
        check(loss);
        Slot last = loss.slot;
        if (last.y().getNumRows() != 1 || last.y().getNumCols() != 1) {
            throw new IllegalArgumentException(
                    "differentiate: the loss is " + Shapes.text(last.y()) + ", must be 1×1; take its mean or sum");
        }
        int end = aim(last, parameters);
        if (last.depends) {
            kernels.fill(1, last.gy());
        }
        propagateFrom(end);
    }

    /**
     * Computes Σ ȳ ⊙ ∂y/∂p for every named parameter p, as {@link #differentiate(Tensor, List)} does for a loss: with
     * ȳ = 1 at one element, a row of the Jacobian.
     *
     * @param y (m × n), of this pass
     * @param gy ȳ (m × n) in this tape's precision, not modified
     * @param parameters with respect to which; everything else is a constant
     * @throws IllegalArgumentException when ȳ is not of y's shape or of the other precision
     * @throws IllegalStateException as for a loss
     */
    public void differentiate(Tensor y, ReshapeMatrix gy, List<Parameter> parameters) {
        check(y);
        checkPrecision(gy, "differentiate");
        Slot last = y.slot;
        if (gy.getNumRows() != last.y().getNumRows()
                || gy.getNumCols() != last.y().getNumCols()) {
            throw new IllegalArgumentException("differentiate: y is " + Shapes.text(last.y()) + " and its gradient "
                    + Shapes.text(gy) + ": must have the same shape");
        }
        int end = aim(last, parameters);
        if (last.depends) {
            kernels.copy(gy, last.gy());
        }
        propagateFrom(end);
    }

    /** Zeroes the gradients, and marks the way from the named parameters to y; returns the position of y. */
    private int aim(Slot last, List<Parameter> parameters) {
        for (int n = 0; n < parameters.size(); n++) {
            checkPrecision(parameters.get(n).gradient(), parameters.get(n).name());
            kernels.fill(0, parameters.get(n).gradient());
        }
        int end = mark(last, parameters);
        last.reach(kernels);
        return end;
    }

    private void propagateFrom(int end) {
        for (int n = end; n >= 0; n--) {
            if (slots[n].reached) {
                propagate(slots[n]);
            }
        }
    }

    /** Marks, up to the loss, the slots that depend on a named parameter; returns the position of the loss. */
    private int mark(Slot last, List<Parameter> parameters) {
        for (int n = 0; n < size; n++) {
            Slot s = slots[n];
            s.reached = false;
            Parameter parameter = s.parameter();
            if (parameter != null) {
                s.depends = contains(parameters, parameter);
            } else {
                s.depends = s.arity() > 0
                        && s.op().gradient() != null
                        && (s.argument(0).depends || s.argument(1).depends || s.argument(2).depends);
            }
            if (s == last) {
                return n;
            }
        }
        throw new IllegalStateException("differentiate: the loss is not on this tape");
    }

    /** Hands the complete gradient of a slot on to its arguments. */
    private void propagate(Slot s) {
        Op.@Nullable Rule gradient = s.op().gradient();
        if (gradient == null) {
            return;
        }
        for (int k = 0; k < s.arity(); k++) {
            s.argument(k).checkVersion(s.op());
            s.argument(k).reach(kernels);
        }
        gradient.run(kernels, s);
    }

    private static boolean contains(List<Parameter> parameters, Parameter parameter) {
        for (int n = 0; n < parameters.size(); n++) {
            if (parameters.get(n) == parameter) {
                return true;
            }
        }
        return false;
    }

    // ------------------------------------------------------------------------------------------------ replay

    /**
     * What was recorded since {@link #begin()}, in order: for checks and pictures.
     *
     * @return slots, valid until the next pass
     */
    public List<Slot> recorded() {
        return List.of(Arrays.copyOf(slots, size));
    }

    /**
     * Those of them that y was computed from, in order, y the last.
     *
     * @param y of this pass
     * @return slots, valid until the next pass
     * @throws IllegalStateException when y belongs to another tape or an earlier pass
     */
    public List<Slot> recorded(Tensor y) {
        check(y);
        lead(y.slot);
        return recorded().stream().filter(slot -> slot.leads).toList();
    }

    /**
     * Puts another operation in the place of a recorded one, until the next pass; its value is not computed anew.
     *
     * @param slot recorded in this pass
     * @param op for the same arguments and shape
     */
    public void replace(Slot slot, Op op) {
        slot.replace(op);
    }

    /**
     * Computes y again where its parameters are now: runs the values of the slots that depend on a named parameter, as
     * differentiation sees it, and that y was computed from. Everything else keeps its value, the noise too. Nothing is recorded.
     *
     * @param y of this pass
     * @param parameters that have moved
     * @throws IllegalStateException when y belongs to another tape or an earlier pass
     */
    public void replay(Tensor y, List<Parameter> parameters) {
        check(y);
        int end = mark(y.slot, parameters);
        lead(y.slot);
        for (int n = 0; n <= end; n++) {
            Slot s = slots[n];
            if (s.depends && s.leads) {
                s.renew();
                s.op().value().run(kernels, s);
            }
        }
    }

    /** Marks the slots from which the last was computed: what was recorded for something else need not run again. */
    private void lead(Slot last) {
        for (int n = 0; n < size; n++) {
            slots[n].leads = slots[n] == last;
        }
        for (int n = size - 1; n >= 0; n--) {
            if (slots[n].leads) {
                for (int k = 0; k < slots[n].arity(); k++) {
                    slots[n].argument(k).leads = true;
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------- checks

    /** Refuses a tensor of another tape or of an earlier pass. */
    void check(Tensor tensor) {
        if (tensor.tape != this) {
            throw new IllegalStateException("tensor " + tensor + " belongs to another tape; copy its value with "
                    + "tape.constant(tensor.value())");
        }
        if (tensor.pass != pass) {
            throw new IllegalStateException(
                    "tensor of an earlier pass: begin() has been called since; record it again");
        }
    }

    private void checkPrecision(ReshapeMatrix matrix, String what) {
        Precision given = Precision.of(matrix);
        if (given != kernels.precision()) {
            throw new IllegalArgumentException(
                    what + ": a " + given + " matrix on a " + kernels.precision() + " tape; convert it first");
        }
    }

    // ------------------------------------------------------------------------------------------------ picture

    /**
     * The graph recorded since {@link #begin()}, in the DOT language of Graphviz; {@link Graph} draws a loss alone, and
     * what of it is differentiated.
     *
     * @return the text of a digraph
     */
    public String toDot() {
        return Graph.of(this).toDot();
    }
}
