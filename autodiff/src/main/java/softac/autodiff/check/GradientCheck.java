package softac.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/**
 * Certifies the tape's gradients: compares each with a numeric derivative that knows its own error. In a test:
 *
 * <pre>{@code
 * Tape tape = new Tape(Kernels.best(Precision.FLOAT64));
 * GradientReport report = GradientCheck.full().run(tape, List.of(w), () -> myLoss(tape, w));
 * report.assertAgrees();
 * }</pre>
 *
 * <p>The function is recorded once; its numeric derivatives are central differences of that <em>recorded</em> program,
 * replayed with its parameters moved, extrapolated to step 0 with an error bar (Richardson). In the replay
 *
 * <ul>
 *   <li>every operation with kinks (relu, also inside affine, min, max, clamp, abs, and whatever declares its pieces) is
 *       held to the smooth piece on which each element lies at the base point: the gradient is that of this piece, so a
 *       step may be as long as is good for accuracy. Elements that would have left it are counted;
 *   <li>the noise is the recorded one;
 *   <li>what passes no gradient, as stopGradient, is a constant, as it is for the tape.
 * </ul>
 *
 * <p>Beside the derivatives of the whole function it checks the rule of every recorded operation by itself, so that a
 * disagreement names the culprit. What it cannot see: a loss that is not the one meant; kinks of an own operation that
 * does not declare them ({@link GradientReport#unknownKinks()}); branches that no element takes at the base point
 * ({@link GradientReport#notCertified()}).
 *
 * <p>Tolerances are relative to the gradient: at a stationary point, where all of it is 0, only what does not move by a bit
 * agrees, and the rest is undecided. Single precision is refused: certify a copy in double precision.
 *
 * @param entries how many entries of each parameter are checked, drawn without repetition; all where it has no more
 * @param directions how many random directions over all parameters are checked besides
 * @param seed of entries, directions and weights
 * @param relative tolerance in units of max(|a|, |n|)
 * @param absolute tolerance in units of the largest derivative of the same output, ‖g‖∞
 */
public record GradientCheck(int entries, int directions, Seed seed, double relative, double absolute) {
    private static final Seed SEED = Seed.of(0).split("gradient check");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is negative or NaN
     */
    public GradientCheck {
        if (entries < 0 || directions < 0 || !(relative >= 0) || !(absolute >= 0)) {
            throw new IllegalArgumentException("gradient check: " + entries + " entries, " + directions
                    + " directions, tolerances " + relative + " and " + absolute + ": none may be negative");
        }
    }

    /** Every entry of the Jacobian, |a − n| ≤ 1e-8 max(|a|, |n|) + 1e-10 ‖g‖∞. */
    public static GradientCheck full() {
        return new GradientCheck(Integer.MAX_VALUE, 0, SEED, 1e-8, 1e-10);
    }

    /**
     * Some entries of each parameter and some random directions, with the tolerances of {@link #full()}.
     *
     * @param entries of each parameter, 0 for none
     * @param directions over all parameters together, 0 for none
     * @param seed what to draw them from
     * @return a check
     */
    public static GradientCheck sample(int entries, int directions, Seed seed) {
        return new GradientCheck(entries, directions, seed, 1e-8, 1e-10);
    }

    /**
     * The same with other tolerances: |a − n| ≤ relative · max(|a|, |n|) + absolute · ‖g‖∞.
     *
     * @param relative in units of the derivative
     * @param absolute in units of the largest derivative
     * @return a check
     */
    public GradientCheck within(double relative, double absolute) {
        return new GradientCheck(entries, directions, seed, relative, absolute);
    }

    // --------------------------------------------------------------------------------------------------- run

    /**
     * Checks the derivatives of every element of the function's value. Parameters are moved meanwhile and are back to the
     * bit afterwards, also after an error; their gradients are overwritten. Nothing stays recorded.
     *
     * @param tape of precision FLOAT64; {@link Tape#begin()} is called before the function
     * @param parameters what to differentiate with respect to
     * @param function records the value, usually a loss (1 × 1), from constants and parameters; the same every time it is
     *     called (draw the noise from a fresh stream of the same seed)
     * @return what was compared and found
     * @throws IllegalArgumentException on a FLOAT32 tape; when the function gives another value the second time, or one
     *     that is not finite
     */
    public GradientReport run(Tape tape, List<Parameter> parameters, Supplier<Tensor> function) {
        requireDouble(tape.kernels());
        if (parameters.stream().allMatch(GradientCheck::isEmpty)) {
            return new GradientReport(List.of(), List.of(), List.of(), List.of(), List.of());
        }
        List<String> offTape = OffTape.find(tape, parameters, function, seed.split("off tape"));
        Program program = Program.record(tape, parameters, function);
        double[] base = program.outputs();
        double[][][] jacobian = program.jacobian();
        List<String> unknownKinks = program.unknownKinks();
        List<Rule> rules = new ArrayList<>();
        for (int position : program.reached()) {
            rules.addAll(new RuleCheck(this, tape.kernels()).run(program.slot(position), position));
        }
        boolean[] reached = new boolean[parameters.size()];
        for (int p = 0; p < reached.length; p++) {
            reached[p] = program.reaches(parameters.get(p));
        }
        List<Derivative> derivatives = new ArrayList<>();
        try {
            rules.addAll(program.hold());
            Rng rng = seed.split("noise").rng();
            double[] noise = program.noise(Directions.unit(program.base(), rng));
            Judge judge = new Judge(this, base, noise, jacobian, !unknownKinks.isEmpty());
            for (int p = 0; p < reached.length; p++) {
                addEntries(program, judge, parameters.get(p), p, reached[p], derivatives);
            }
            addDirections(program, judge, derivatives);
        } finally {
            program.restore();
            tape.begin();
        }
        return new GradientReport(derivatives, rules, program.coverage(), unknownKinks, offTape);
    }

    /**
     * Checks that the gradients are those of a function: uᵀ(H v) = vᵀ(H u) for pairs of random directions, as many as this
     * check has {@link #directions()}, where H v is a difference of gradients ({@link Hessian}).
     *
     * @param tape of precision FLOAT64
     * @param parameters what to differentiate with respect to; back to the bit afterwards
     * @param loss records the loss (1 × 1), the same every time it is called
     * @return a derivative for each pair, uᵀ(H v) as the analytic one and vᵀ(H u) as the numeric one
     * @throws IllegalArgumentException on a FLOAT32 tape
     */
    public GradientReport symmetry(Tape tape, List<Parameter> parameters, Supplier<Tensor> loss) {
        return Hessian.symmetry(this, tape, parameters, loss);
    }

    private void addEntries(
            Program program, Judge judge, Parameter parameter, int p, boolean reached, List<Derivative> derivatives) {
        double[] x = program.base()[p];
        Rng rng = seed.split("entries").split(parameter.name()).rng();
        for (int entry : Directions.choose(x.length, entries, rng)) {
            double scale = Math.max(1, Math.abs(x[entry]));
            double[] analytic = judge.column(p, entry);
            int columns = parameter.value().getNumCols();
            Judge.Place place = new Judge.Place(parameter.name(), entry / columns, entry % columns);
            derivatives.addAll(
                    reached
                            ? judge.judge(place, analytic, scale, t -> {
                                double[] value = program.withEntry(p, entry, t * scale);
                                countFlipsAtLargestStep(program, t);
                                return value;
                            })
                            : judge.constant(place, analytic));
            program.putBack(p, entry);
        }
        program.refresh(p);
    }

    private void addDirections(Program program, Judge judge, List<Derivative> derivatives) {
        for (int n = 0; n < directions; n++) {
            double[][] u = Directions.unit(
                    program.base(), seed.split("directions").split(n).rng());
            derivatives.addAll(judge.judge(new Judge.Place("direction", n, -1), judge.along(u), 1, t -> {
                double[] value = program.along(u, t);
                countFlipsAtLargestStep(program, t);
                return value;
            }));
        }
    }

    private static void countFlipsAtLargestStep(Program program, double t) {
        if (Math.abs(t) == Richardson.LARGEST_STEP) {
            program.countFlips();
        }
    }

    private static boolean isEmpty(Parameter parameter) {
        return parameter.value().getNumRows() == 0 || parameter.value().getNumCols() == 0;
    }

    static void requireDouble(Kernels kernels) {
        if (kernels.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("gradient check on a " + kernels.precision()
                    + " tape: rounding would drown it; build the same network on Kernels.best(Precision.FLOAT64)");
        }
    }
}
