package softac.autodiff.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.random.Rng;

/**
 * Products of a loss's Hessian with directions, as extrapolated differences of the tape's gradients,
 *
 * <pre>
 * H v = d/dt ∇L(x + t v) at t = 0,
 * </pre>
 *
 * on the branches and with the noise of the base point. Where the gradients are those of a function, uᵀ(H v) = vᵀ(H u).
 */
public final class Hessian {
    private Hessian() {}

    /**
     * H v. Parameters are back to the bit afterwards; their gradients are overwritten, and nothing stays recorded.
     *
     * @param tape of precision FLOAT64
     * @param parameters x
     * @param loss records L (1 × 1), the same every time
     * @param v a direction: an array for each parameter, its entries in row-major order; not modified
     * @return H v, in the same order
     * @throws IllegalArgumentException on a FLOAT32 tape, for a loss that is not 1 × 1, or when v is not shaped like the parameters
     */
    public static double[][] product(Tape tape, List<Parameter> parameters, Supplier<Tensor> loss, double[][] v) {
        GradientCheck.requireDouble(tape.kernels());
        Program program = Program.record(tape, parameters, scalar(loss));
        requireShape(program.base(), v);
        try {
            program.jacobian();
            program.hold();
            Directional curve = new Directional(program, v);
            double[][] product = new double[v.length][];
            Richardson r = new Richardson(curve.gradient(), curve.base(), curve.noise(), false);
            while (r.canRefine()) {
                r.refine();
            }
            int output = 0;
            for (int p = 0; p < v.length; p++) {
                product[p] = new double[v[p].length];
                for (int n = 0; n < product[p].length; n++) {
                    product[p][n] = r.best(output++);
                }
            }
            return product;
        } finally {
            program.restore();
            tape.begin();
        }
    }

    private static Supplier<Tensor> scalar(Supplier<Tensor> loss) {
        return () -> {
            Tensor value = loss.get();
            if (value.rows() != 1 || value.columns() != 1) {
                throw new IllegalArgumentException("hessian: the loss is " + value.rows() + "×" + value.columns()
                        + ", must be 1×1; take its mean or sum");
            }
            return value;
        };
    }

    private static void requireShape(double[][] like, double[][] v) {
        boolean fits = v.length == like.length;
        for (int p = 0; fits && p < v.length; p++) {
            fits = v[p].length == like[p].length;
        }
        if (!fits) {
            throw new IllegalArgumentException("hessian: the direction must have an array for each of the "
                    + like.length + " parameters, as long as the parameter has entries");
        }
    }

    /** uᵀ(H v) against vᵀ(H u) for pairs of random directions. */
    static GradientReport symmetry(GradientCheck check, Tape tape, List<Parameter> parameters, Supplier<Tensor> loss) {
        GradientCheck.requireDouble(tape.kernels());
        Program program = Program.record(tape, parameters, scalar(loss));
        List<Derivative> derivatives = new ArrayList<>();
        List<String> unknownKinks;
        try {
            program.jacobian();
            unknownKinks = program.unknownKinks();
            program.hold();
            for (int n = 0; n < check.directions(); n++) {
                Rng rng = check.seed().split("hessian").split(n).rng();
                double[][] u = Directions.unit(program.base(), rng);
                double[][] v = Directions.unit(program.base(), rng);
                derivatives.add(compare(check, n, new Directional(program, u), new Directional(program, v)));
            }
        } finally {
            program.restore();
            tape.begin();
        }
        return new GradientReport(derivatives, List.of(), program.coverage(), unknownKinks, List.of());
    }

    private static Derivative compare(GradientCheck check, int n, Directional alongU, Directional alongV) {
        Richardson uHv = alongV.dot(alongU.direction());
        Richardson vHu = alongU.dot(alongV.direction());
        double norm = Math.max(alongU.norm(), alongV.norm());
        Derivative found;
        do {
            uHv.refine();
            vHu.refine();
            double a = uHv.best(0);
            double b = vHu.best(0);
            double bar = uHv.bestBar(0) + vHu.bestBar(0);
            double tolerance = check.relative() * Math.max(Math.abs(a), Math.abs(b)) + check.absolute() * norm;
            found = new Derivative(
                    "uᵀ(H v) = vᵀ(H u)", n, -1, 0, a, b, bar, tolerance, Verdict.of(a, b, bar, tolerance));
        } while (found.verdict() != Verdict.AGREES && uHv.canRefine());
        return found;
    }

    /** The gradient of a held program along one direction. */
    private static final class Directional {
        private final Program program;
        private final double[][] direction;

        Directional(Program program, double[][] direction) {
            this.program = program;
            this.direction = direction;
        }

        double[][] direction() {
            return direction;
        }

        Richardson.Curve gradient() {
            return t -> flat(program.gradientAlong(direction, t));
        }

        double[] base() {
            return gradient().at(0);
        }

        double[] noise() {
            return Program.noise(gradient());
        }

        /** wᵀ(H v). */
        Richardson dot(double[][] w) {
            Richardson.Curve curve = t -> new double[] {Directions.dot(program.gradientAlong(direction, t), w)};
            return new Richardson(curve, curve.at(0), Program.noise(curve), false);
        }

        /** About ‖H v‖∞. */
        double norm() {
            double h = Richardson.LARGEST_STEP;
            double[] right = gradient().at(h);
            double[] left = gradient().at(-h);
            double norm = 0;
            for (int n = 0; n < right.length; n++) {
                norm = Math.max(norm, Math.abs(right[n] - left[n]) / (2 * h));
            }
            return norm;
        }

        private static double[] flat(double[][] parts) {
            return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
        }
    }
}
