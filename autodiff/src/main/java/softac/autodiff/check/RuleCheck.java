package softac.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Slot;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Rng;

/** Records one operation alone, on copies of the arguments it had, and checks its rule along random directions. */
final class RuleCheck {
    private static final String[] NAMES = {"a", "b", "c"};

    private final GradientCheck check;
    private final Kernels kernels;
    private final Tape tape;

    RuleCheck(GradientCheck check, Kernels kernels) {
        this.check = check;
        this.kernels = kernels;
        tape = new Tape(kernels);
    }

    /**
     * Checks every argument that a gradient reached.
     *
     * @param slot of the recorded program, not modified
     * @param position of the slot
     * @return a rule for each of those arguments
     */
    List<Rule> run(Slot slot, int position) {
        List<Parameter> copies = new ArrayList<>();
        List<Parameter> wanted = new ArrayList<>();
        for (int k = 0; k < slot.arity(); k++) {
            Parameter copy = copy(NAMES[k], slot.argument(k).y());
            copies.add(copy);
            if (slot.argument(k).isReached()) {
                wanted.add(copy);
            }
        }
        Rng rng = check.seed().split("rules").split(position).rng();
        int size = slot.y().getNumRows() * slot.y().getNumCols();
        double[] weights = Directions.drawn(size, () -> rng.uniform(-1, 1));
        Program program = Program.weighed(tape, wanted, () -> apply(slot, copies, wanted), weights);
        double[] base = program.outputs();
        double[][][] jacobian = program.jacobian();
        boolean unknownKinks = !program.unknownKinks().isEmpty();
        program.hold(); // what it says of unfaithful pieces, the whole program says too
        double[] noise = program.noise(Directions.drawn(program.base(), () -> rng.uniform(-1, 1)));
        Judge judge = new Judge(check, base, noise, jacobian, unknownKinks);
        List<Rule> rules = new ArrayList<>();
        for (int p = 0; p < wanted.size(); p++) {
            String argument = wanted.get(p).name();
            double[][] u = Directions.only(p, program.base(), () -> rng.uniform(-1, 1));
            Derivative derivative = judge.judge(
                            new Judge.Place(argument, 0, -1), judge.along(u), 1, t -> program.along(u, t))
                    .get(0);
            rules.add(new Rule(position, slot.op().name(), Program.place(slot, position), argument, derivative));
        }
        return rules;
    }

    private Parameter copy(String name, ReshapeMatrix x) {
        Parameter copy = new Parameter(name, kernels, x.getNumRows(), x.getNumCols());
        kernels.copy(x, copy.value());
        return copy;
    }

    /** What was a constant in the program is one here. */
    private Tensor apply(Slot slot, List<Parameter> copies, List<Parameter> wanted) {
        Tensor[] x = new Tensor[3];
        for (int k = 0; k < copies.size(); k++) {
            Parameter copy = copies.get(k);
            x[k] = wanted.contains(copy) ? tape.parameter(copy) : tape.constant(copy.value());
        }
        return switch (slot.arity()) {
            case 1 -> tape.apply(slot.op(), x[0], slot.i(), slot.j());
            case 2 -> tape.apply(slot.op(), x[0], x[1]);
            default -> tape.apply(slot.op(), x[0], x[1], x[2]);
        };
    }
}
