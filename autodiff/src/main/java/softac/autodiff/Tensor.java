package softac.autodiff;

import org.ejml.data.ReshapeMatrix;

/**
 * A value on a tape, and the operations on it by their names in the field.
 *
 * <p>A handle, valid until the tape begins its next pass. Where two shapes differ, sizes of 1 are stretched (row,
 * column or scalar); anything else is refused with both shapes in the message.
 */
public final class Tensor {
    final Tape tape;
    final Slot slot;
    long pass;

    Tensor(Tape tape, Slot slot) {
        this.tape = tape;
        this.slot = slot;
    }

    /** The tape that recorded it. */
    public Tape tape() {
        return tape;
    }

    /** Number of rows. */
    public int rows() {
        return value().getNumRows();
    }

    /** Number of columns. */
    public int columns() {
        return value().getNumCols();
    }

    /**
     * The matrix, in the tape's precision; not to be written.
     *
     * @return (m × n), valid until the tape's next pass
     * @throws IllegalStateException when the tape has begun another pass
     */
    public ReshapeMatrix value() {
        tape.check(this);
        return slot.y();
    }

    /**
     * One element.
     *
     * @param i row
     * @param j column
     * @return its value
     */
    public double get(int i, int j) {
        return tape.kernels().get(value(), i, j);
    }

    /**
     * The value of a (1 × 1) tensor.
     *
     * @return its only element
     * @throws IllegalStateException when it has another shape
     */
    public double item() {
        ReshapeMatrix y = value();
        if (y.getNumRows() != 1 || y.getNumCols() != 1) {
            throw new IllegalStateException("item: the tensor is " + Shapes.text(y) + ", only 1×1 has one value");
        }
        return tape.kernels().get(y, 0, 0);
    }

    /**
     * Gives the value the name it has in the papers, for pictures and explanations; computes nothing.
     *
     * @param symbol {@code "log π(a|s)"}
     * @return this
     * @throws IllegalStateException when the tape has begun another pass
     */
    public Tensor named(String symbol) {
        tape.check(this);
        slot.name(symbol);
        return this;
    }

    /** X·B, (m×k)·(k×n) → (m×n). */
    public Tensor matmul(Tensor b) {
        return tape.apply(Ops.MATMUL, this, b);
    }

    /** f(X·W + b), (m×k)·(k×n) + (1×n) → (m×n), in one pass. */
    public Tensor affine(Tensor w, Tensor b, Activation f) {
        return tape.apply(Ops.affine(f), this, w, b);
    }

    /** x + b, stretching sizes of 1. */
    public Tensor add(Tensor b) {
        return tape.apply(Ops.ADD, this, b);
    }

    /** x + c. */
    public Tensor add(double c) {
        return add(tape.constant(c));
    }

    /** x − b, stretching sizes of 1. */
    public Tensor sub(Tensor b) {
        return tape.apply(Ops.SUB, this, b);
    }

    /** x − c. */
    public Tensor sub(double c) {
        return sub(tape.constant(c));
    }

    /** x ⊙ b, stretching sizes of 1. */
    public Tensor mul(Tensor b) {
        return tape.apply(Ops.MUL, this, b);
    }

    /** x ⊘ b, stretching sizes of 1. */
    public Tensor div(Tensor b) {
        return tape.apply(Ops.DIV, this, b);
    }

    /** x / c. */
    public Tensor div(double c) {
        return div(tape.constant(c));
    }

    /** min(x, b) elementwise, stretching sizes of 1; where both are equal the gradient belongs to x. */
    public Tensor min(Tensor b) {
        return tape.apply(Ops.MIN, this, b);
    }

    /** max(x, b) elementwise, stretching sizes of 1; where both are equal the gradient belongs to x. */
    public Tensor max(Tensor b) {
        return tape.apply(Ops.MAX, this, b);
    }

    /** −x. */
    public Tensor neg() {
        return tape.apply(Ops.NEG, this);
    }

    /** c · x. */
    public Tensor scale(double c) {
        return mul(tape.constant(c));
    }

    /** max(x, 0). */
    public Tensor relu() {
        return tape.apply(Ops.RELU, this);
    }

    /** tanh x. */
    public Tensor tanh() {
        return tape.apply(Ops.TANH, this);
    }

    /** 1 / (1 + e^(−x)). */
    public Tensor sigmoid() {
        return tape.apply(Ops.SIGMOID, this);
    }

    /** e^x. */
    public Tensor exp() {
        return tape.apply(Ops.EXP, this);
    }

    /** ln x. */
    public Tensor log() {
        return tape.apply(Ops.LOG, this);
    }

    /** ln(1 + e^x). */
    public Tensor softplus() {
        return tape.apply(Ops.SOFTPLUS, this);
    }

    /** x². */
    public Tensor square() {
        return tape.apply(Ops.SQUARE, this);
    }

    /** √x. */
    public Tensor sqrt() {
        return tape.apply(Ops.SQRT, this);
    }

    /** |x|. */
    public Tensor abs() {
        return tape.apply(Ops.ABS, this);
    }

    /**
     * min(max(x, low), high): passes the gradient where low ≤ x ≤ high.
     *
     * @param low lower bound
     * @param high upper bound
     * @return (m × n)
     * @throws IllegalArgumentException unless low ≤ high
     */
    public Tensor clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("clamp: bounds " + low + " and " + high + ": low must not exceed high");
        }
        return max(tape.constant(low)).min(tape.constant(high));
    }

    /** log(1 − tanh² x), exact at saturation. */
    public Tensor logOneMinusTanhSquared() {
        return tape.apply(Ops.LOG_ONE_MINUS_TANH_SQUARED, this);
    }

    /** Σ over all, (m × n) → (1 × 1); 0 where empty. */
    public Tensor sum() {
        return tape.apply(Ops.SUM, this);
    }

    /** Σ over the rows, (m × n) → (1 × n); zeros where m = 0. */
    public Tensor sumRows() {
        return tape.apply(Ops.SUM_ROWS, this);
    }

    /** Σ over the columns, (m × n) → (m × 1); zeros where n = 0. */
    public Tensor sumColumns() {
        return tape.apply(Ops.SUM_COLUMNS, this);
    }

    /** The mean over all, (m × n) → (1 × 1); NaN where empty. */
    public Tensor mean() {
        return sum().div((double) rows() * columns());
    }

    /** The mean over the rows, (m × n) → (1 × n); NaN where m = 0. */
    public Tensor meanRows() {
        return sumRows().div(rows());
    }

    /** The mean over the columns, (m × n) → (m × 1); NaN where n = 0. */
    public Tensor meanColumns() {
        return sumColumns().div(columns());
    }

    /** log Σ e^x over the columns, (m × n) → (m × 1), without overflow; −∞ where n = 0. */
    public Tensor logSumExp() {
        return tape.apply(Ops.LOG_SUM_EXP, this);
    }

    /** [X B], (m × k), (m × n) → (m × (k + n)). */
    public Tensor concat(Tensor b) {
        return tape.apply(Ops.CONCAT, this, b);
    }

    /** The columns from (inclusive) … to (exclusive), (m × n) → (m × (to − from)). */
    public Tensor columns(int from, int to) {
        return tape.apply(Ops.SLICE, this, from, to);
    }

    /** Xᵀ, (m × n) → (n × m). */
    public Tensor transpose() {
        return tape.apply(Ops.TRANSPOSE, this);
    }

    /** x, as a constant: no gradient goes past it. */
    public Tensor stopGradient() {
        return tape.apply(Ops.STOP_GRADIENT, this);
    }

    /** Shape and operation, for messages. */
    @Override
    public String toString() {
        return slot.op().name() + " " + Shapes.text(slot.y());
    }
}
