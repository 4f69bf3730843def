package softac.autodiff;

import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.Nullable;
import softac.autodiff.kernel.Kernels;

/**
 * One recorded operation, as its rules see it: the values of its arguments a, b, c, its own value y, and their
 * gradients. Position n of a pass always uses slot n, whose two matrices are reshaped, never freed.
 *
 * <p>A value rule overwrites {@link #y()}. A gradient rule adds to {@code ga()}, {@code gb()}, {@code gc()}, each only
 * if wanted (the only argument of an operation always is); it runs once a backward pass and may overwrite {@link #gy()}.
 */
public final class Slot {
    private final ReshapeMatrix ownValue;
    private final ReshapeMatrix ownGradient;
    private final Tensor[] handles;

    private Op op = Ops.CONSTANT;
    private int arity;
    private Slot a = this;
    private Slot b = this;
    private Slot c = this;
    private int i;
    private int j;
    private ReshapeMatrix value;
    private ReshapeMatrix gradient;
    private @Nullable Parameter parameter;
    private @Nullable String symbol;
    private long version;

    boolean depends; // on a named parameter
    boolean reached; // by the gradient of the loss
    boolean leads; // to the value that was asked for

    Slot(Tape tape) {
        ownValue = tape.kernels().create(0, 0);
        ownGradient = tape.kernels().create(0, 0);
        value = ownValue;
        gradient = ownGradient;
        handles = new Tensor[] {new Tensor(tape, this), new Tensor(tape, this)};
    }

    /** Takes the place of the next operation of a pass. Arguments that an operation does not have repeat the last. */
    void record(Op op, int arity, Slot a, Slot b, Slot c, int i, int j) {
        this.op = op;
        this.arity = arity;
        this.a = a;
        this.b = b;
        this.c = c;
        this.i = i;
        this.j = j;
        value = ownValue;
        gradient = ownGradient;
        parameter = null;
        symbol = null;
    }

    /** Takes the place of a constant of that shape; the caller writes {@link #y()}. */
    void recordConstant(int rows, int columns) {
        record(Ops.CONSTANT, 0, this, this, this, 0, 0);
        shape(rows, columns);
    }

    /** Takes the place of a use of a parameter: its matrices are the parameter's. */
    void recordLeaf(Parameter parameter) {
        record(Ops.PARAMETER, 0, this, this, this, 0, 0);
        this.parameter = parameter;
        version = parameter.version();
        value = parameter.value();
        gradient = parameter.gradient();
    }

    /** The handle of this slot in that pass: alternate passes use alternate handles, so the last one is seen stale. */
    Tensor handle(long pass) {
        Tensor handle = handles[(int) (pass & 1)];
        handle.pass = pass;
        return handle;
    }

    /** Says that the gradient of the loss comes this way; the first to say so zeroes it. */
    void reach(Kernels kernels) {
        if (depends && !reached) {
            reached = true;
            if (parameter == null) { // a parameter's gradient was zeroed once, whatever its number of uses
                gradient.reshape(value.getNumRows(), value.getNumCols());
                kernels.fill(0, gradient);
            }
        }
    }

    /** Refuses a parameter that moved since it was recorded. */
    void checkVersion(Op user) {
        if (parameter != null && parameter.version() != version) {
            throw new IllegalStateException(user.name() + ": parameter " + parameter.name()
                    + " changed since it was recorded; record the computation again after the step");
        }
    }

    /** Another operation for the same arguments and shape, from here to the end of the pass. */
    void replace(Op other) {
        op = other;
    }

    /** What the value is called in the papers, until the end of the pass. */
    void name(String symbol) {
        this.symbol = symbol;
    }

    /** Takes a parameter that moved as it is now. */
    void renew() {
        if (parameter != null) {
            version = parameter.version();
        }
    }

    // ------------------------------------------------------------------------------- what checks and pictures see

    /** The operation recorded here. */
    public Op op() {
        return op;
    }

    /** The parameter whose use is recorded here, null for an operation or a constant. */
    public @Nullable Parameter parameter() {
        return parameter;
    }

    /** What {@link Tensor#named} called its value, null for one without a name. */
    public @Nullable String symbol() {
        return symbol;
    }

    /**
     * The slot of an argument.
     *
     * @param k from 0 to {@link #arity()} − 1
     * @return its slot, earlier on the tape
     */
    public Slot argument(int k) {
        return k == 0 ? a : k == 1 ? b : c;
    }

    /** Whether a gradient of the last {@link Tape#differentiate} came through here. */
    public boolean isReached() {
        return reached;
    }

    // ------------------------------------------------------------------------------------- what rules may use

    /** Number of arguments. */
    public int arity() {
        return arity;
    }

    /** Gives y its shape; called by shape rules. */
    public void shape(int rows, int columns) {
        ownValue.reshape(rows, columns);
    }

    /** The first argument. */
    public ReshapeMatrix a() {
        return a.value;
    }

    /** The second argument. */
    public ReshapeMatrix b() {
        return b.value;
    }

    /** The third argument. */
    public ReshapeMatrix c() {
        return c.value;
    }

    /** The first integer argument. */
    public int i() {
        return i;
    }

    /** The second integer argument. */
    public int j() {
        return j;
    }

    /** The value of the operation. */
    public ReshapeMatrix y() {
        return value;
    }

    /** Whether the gradient of the first argument is wanted. */
    public boolean wantsA() {
        return a.depends;
    }

    /** Whether the gradient of the second argument is wanted. */
    public boolean wantsB() {
        return b.depends;
    }

    /** Whether the gradient of the third argument is wanted. */
    public boolean wantsC() {
        return c.depends;
    }

    /** ā, accumulated. */
    public ReshapeMatrix ga() {
        return a.gradient;
    }

    /** b̄, accumulated. */
    public ReshapeMatrix gb() {
        return b.gradient;
    }

    /** c̄, accumulated. */
    public ReshapeMatrix gc() {
        return c.gradient;
    }

    /** ȳ, complete when the gradient rule runs. */
    public ReshapeMatrix gy() {
        return gradient;
    }
}
