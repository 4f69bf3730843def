package softac.autodiff.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.Nullable;
import softac.autodiff.Kinks;
import softac.autodiff.Op;
import softac.autodiff.Ops;
import softac.autodiff.Parameter;
import softac.autodiff.Slot;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;

/**
 * A function as it was recorded once: it can be computed again with its parameters moved, on the same branches and with
 * the same noise. Its outputs are the elements of its value y or, given weights w, the one number Σ w ⊙ y.
 */
final class Program {
    private final Tape tape;
    private final Kernels kernels;
    private final List<Parameter> parameters;
    private final double[][] base;
    private final Tensor y;
    private final double @Nullable [] weights;
    private final List<Slot> slots;
    private final List<Branches<?>> branches = new ArrayList<>();

    private Program(Tape tape, List<Parameter> parameters, Supplier<Tensor> function, double @Nullable [] weights) {
        this.tape = tape;
        this.kernels = tape.kernels();
        this.parameters = parameters;
        this.weights = weights;
        base = parameters.stream().map(p -> kernels.elements(p.value())).toArray(double[][]::new);
        tape.begin();
        y = function.get();
        slots = upTo(y, tape.recorded());
    }

    private static List<Slot> upTo(Tensor y, List<Slot> recorded) {
        int end = 0;
        while (recorded.get(end).y() != y.value()) {
            end++;
        }
        return recorded.subList(0, end + 1);
    }

    /** Records the function where its parameters are. */
    static Program record(Tape tape, List<Parameter> parameters, Supplier<Tensor> function) {
        return new Program(tape, parameters, function, null);
    }

    /** Records one operation and weighs its elements. */
    static Program weighed(Tape tape, List<Parameter> parameters, Supplier<Tensor> function, double[] weights) {
        return new Program(tape, parameters, function, weights);
    }

    // ------------------------------------------------------------------------------------------------- values

    /** The outputs, for the values as they now stand on the tape. */
    double[] outputs() {
        double[] all = kernels.elements(y.value());
        if (weights == null) {
            return all;
        }
        double sum = 0;
        for (int n = 0; n < all.length; n++) {
            sum += weights[n] * all[n];
        }
        return new double[] {sum};
    }

    /** The entries of each parameter at the base point, in row-major order. */
    double[][] base() {
        return base;
    }

    /** The outputs with one entry moved to x + t. */
    double[] withEntry(int parameter, int entry, double t) {
        Parameter p = parameters.get(parameter);
        int columns = p.value().getNumCols();
        kernels.set(p.value(), entry / columns, entry % columns, base[parameter][entry] + t);
        tape.replay(y, List.of(p));
        return outputs();
    }

    /** Puts one entry back to x; whatever depends on it is computed with the parameter's next move, or by refreshing. */
    void putBack(int parameter, int entry) {
        ReshapeMatrix x = parameters.get(parameter).value();
        kernels.set(x, entry / x.getNumCols(), entry % x.getNumCols(), base[parameter][entry]);
    }

    /** Computes again what depends on a parameter. */
    void refresh(int parameter) {
        tape.replay(y, List.of(parameters.get(parameter)));
    }

    /** The outputs with every parameter moved to x + t u. */
    double[] along(double[][] u, double t) {
        move(u, t);
        tape.replay(y, parameters);
        return outputs();
    }

    /** ∂(output 0)/∂x with every parameter moved to x + t u. */
    double[][] gradientAlong(double[][] u, double t) {
        along(u, t);
        return gradient(0);
    }

    /** Moves every parameter to x + t u; computes nothing. */
    void move(double[][] u, double t) {
        for (int p = 0; p < base.length; p++) {
            double[] moved = new double[base[p].length];
            for (int n = 0; n < moved.length; n++) {
                moved[n] = base[p][n] + t * u[p][n];
            }
            kernels.load(moved, parameters.get(p).value());
        }
    }

    /** Puts the parameters back to the bits they had. */
    void restore() {
        for (int p = 0; p < base.length; p++) {
            kernels.load(base[p], parameters.get(p).value());
            parameters.get(p).changed();
        }
    }

    /** Computes every recorded operation again, those too that pass no gradient. */
    double[] recomputed() {
        for (Slot slot : slots) {
            if (slot.arity() > 0) {
                slot.op().value().run(kernels, slot);
            }
        }
        return outputs();
    }

    // --------------------------------------------------------------------------------------------- gradients

    /** By reverse mode: output → parameter → entry. Leaves the marks of the last output on the slots. */
    double[][][] jacobian() {
        double[][][] rows = new double[outputs().length][][];
        for (int output = 0; output < rows.length; output++) {
            rows[output] = gradient(output);
        }
        if (rows.length == 0) { // only for the marks
            tape.differentiate(y, kernels.create(y.rows(), y.columns()), parameters);
        }
        return rows;
    }

    private double[][] gradient(int output) {
        if (weights == null && y.rows() == 1 && y.columns() == 1) {
            tape.differentiate(y, parameters); // by the call that an optimiser makes
        } else {
            ReshapeMatrix gy = kernels.create(y.rows(), y.columns());
            if (weights == null) {
                kernels.set(gy, output / y.columns(), output % y.columns(), 1);
            } else {
                kernels.load(weights, gy);
            }
            tape.differentiate(y, gy, parameters);
        }
        return parameters.stream().map(p -> kernels.elements(p.gradient())).toArray(double[][]::new);
    }

    /** Whether y was recorded from that parameter, after {@link #jacobian()}. */
    boolean reaches(Parameter parameter) {
        return slots.stream().anyMatch(slot -> slot.isReached() && slot.parameter() == parameter);
    }

    /** Position → slot of the operations that a gradient came through, after {@link #jacobian()}. */
    List<Integer> reached() {
        List<Integer> positions = new ArrayList<>();
        for (int n = 0; n < slots.size(); n++) {
            if (slots.get(n).isReached() && slots.get(n).arity() > 0) {
                positions.add(n);
            }
        }
        return positions;
    }

    Slot slot(int position) {
        return slots.get(position);
    }

    // ---------------------------------------------------------------------------------------------- branches

    /**
     * Holds every reached operation to the smooth pieces of the base point.
     *
     * @return rules that disagree: operations whose pieces do not give their value
     */
    List<Rule> hold() {
        List<Rule> unfaithful = new ArrayList<>();
        for (int position : reached()) {
            Slot slot = slots.get(position);
            Kinks<?> kinks = slot.op().kinks();
            if (kinks != null) {
                Branches<?> held = new Branches<>(kinks, kernels, slot, position);
                branches.add(held);
                double[] before = kernels.elements(slot.y());
                held.hold(tape);
                slot.op().value().run(kernels, slot);
                compare(before, kernels.elements(slot.y()), held, unfaithful);
            }
        }
        return unfaithful;
    }

    private static void compare(double[] before, double[] after, Branches<?> held, List<Rule> unfaithful) {
        for (int n = 0; n < before.length; n++) {
            double room = 4 * StrictMath.ulp(before[n]);
            if (!(Math.abs(before[n] - after[n]) <= room)) {
                Slot slot = held.slot();
                int columns = slot.y().getNumCols();
                unfaithful.add(new Rule(
                        held.position(),
                        slot.op().name(),
                        place(slot, held.position()),
                        "pieces",
                        new Derivative(
                                "y", n / columns, n % columns, 0, before[n], after[n], room, room, Verdict.DISAGREES)));
                return;
            }
        }
    }

    /** Counts the elements of all operations that would have left their piece. */
    void countFlips() {
        branches.forEach(held -> held.countFlips(kernels));
    }

    List<Coverage> coverage() {
        return branches.stream().map(Branches::coverage).toList();
    }

    /** Reached operations that are neither the engine's nor declare their pieces. */
    List<String> unknownKinks() {
        List<Op> known = Ops.all();
        return reached().stream()
                .filter(n -> slots.get(n).op().kinks() == null
                        && !known.contains(slots.get(n).op()))
                .map(n -> slots.get(n).op().name() + " " + place(slots.get(n), n))
                .toList();
    }

    /** {@code #12 (32×64; q1.0.weight, q1.0.bias)}: position, shape, and which parameters are its arguments. */
    static String place(Slot slot, int position) {
        StringJoiner names = new StringJoiner(", ", "; ", ")").setEmptyValue(")");
        for (int k = 0; k < slot.arity(); k++) {
            Parameter parameter = slot.argument(k).parameter();
            if (parameter != null) {
                names.add(parameter.name());
            }
        }
        return "#" + position + " (" + slot.y().getNumRows() + "×" + slot.y().getNumCols() + names;
    }

    // ------------------------------------------------------------------------------------------------- noise

    /**
     * The noise of the outputs along u. A weighed sum rounds by what it adds up: where saturated terms cancel, no point near
     * the base moves any of them by a bit, and points farther away do, by one each.
     */
    double[] noise(double[][] u) {
        double[] noise = noise(t -> along(u, t));
        if (weights != null) {
            double[] all = kernels.elements(y.value());
            double size = 0;
            for (int n = 0; n < all.length; n++) {
                size += Math.abs(weights[n] * all[n]);
            }
            noise[0] = Math.max(noise[0], 0x1p-52 * size);
        }
        return noise;
    }

    /**
     * How far rounding moves each output of a curve: half the largest second difference over points so close together that
     * nothing else bends it.
     */
    static double[] noise(Richardson.Curve curve) {
        double[][] points = new double[9][];
        for (int n = 0; n < points.length; n++) {
            points[n] = curve.at((n - 4) * 0x1p-40);
        }
        double[] base = curve.at(0); // and back
        double[] noise = new double[base.length];
        for (int n = 1; n < points.length - 1; n++) {
            for (int o = 0; o < noise.length; o++) {
                noise[o] = Math.max(noise[o], 0.5 * Math.abs(points[n + 1][o] - 2 * points[n][o] + points[n - 1][o]));
            }
        }
        return noise;
    }

    /** Whether two values are the same, to the bit. */
    static boolean same(double[] a, double[] b) {
        return Arrays.equals(a, b);
    }
}
