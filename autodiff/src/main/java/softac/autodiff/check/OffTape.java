package softac.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/**
 * Looks for what a recorded program cannot show: a function that is another one at every call, and one that depends on a
 * parameter in a way the tape does not see (a value read, computed with in Java and recorded as a constant; a branch in
 * Java). For that it is recorded with the parameter moved, and computed again with the parameter back: the bits must be
 * those of the base point.
 */
final class OffTape {
    private OffTape() {}

    /**
     * Names the parameters on which the function depends past the tape.
     *
     * @throws IllegalArgumentException when the function gives another value the second time, or one that is not finite
     */
    static List<String> find(Tape tape, List<Parameter> parameters, Supplier<Tensor> function, Seed seed) {
        Program program = Program.record(tape, parameters, function);
        double[] base = program.outputs();
        requireFinite(base);
        double[] again = Program.record(tape, parameters, function).outputs();
        if (!Program.same(base, again)) {
            int n = firstDifference(base, again);
            throw new IllegalArgumentException("gradient check: the function gave " + text(base, n) + " and then "
                    + text(again, n) + " at the same point: replay its noise from a fresh stream of the same seed");
        }
        List<String> found = new ArrayList<>();
        Rng rng = seed.rng();
        for (int p = 0; p < parameters.size(); p++) {
            double[][] u = Directions.only(p, program.base(), () -> rng.uniform(-1, 1));
            program.move(u, Richardson.LARGEST_STEP);
            Program moved;
            try {
                moved = Program.record(tape, parameters, function);
            } finally {
                program.restore();
            }
            if (!Program.same(base, moved.recomputed())) {
                found.add(parameters.get(p).name());
            }
        }
        return found;
    }

    private static void requireFinite(double[] value) {
        for (int n = 0; n < value.length; n++) {
            if (!Double.isFinite(value[n])) {
                throw new IllegalArgumentException("gradient check: the function's value is " + value[n] + " at output "
                        + n + ": it must be finite where it is checked");
            }
        }
    }

    private static int firstDifference(double[] a, double[] b) {
        int n = 0;
        while (n < Math.min(a.length, b.length) && Double.compare(a[n], b[n]) == 0) {
            n++;
        }
        return n;
    }

    private static String text(double[] values, int n) {
        return n < values.length ? Double.toString(values[n]) : values.length + " numbers";
    }
}
