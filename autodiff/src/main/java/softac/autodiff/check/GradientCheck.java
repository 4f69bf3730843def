package softac.autodiff.check;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;

/**
 * Compares the tape's gradients with a five-point stencil, entry by entry over the full Jacobian:
 *
 * <pre>
 * f′(x) ≈ (f(x − 2h) − 8 f(x − h) + 8 f(x + h) − f(x + 2h)) / 12h,   h = 10⁻³ max(1, |x|)
 * </pre>
 *
 * whose own error is about h⁴ f⁽⁵⁾/30 + 1.5 ε|f|/h, some 10⁻¹² for functions of the size of 1. In a test:
 *
 * <pre>{@code
 * Tape tape = new Tape(Kernels.best(Precision.FLOAT64));
 * GradientReport report = GradientCheck.run(tape, List.of(w), () -> myLoss(tape, w));
 * report.assertWithin(1e-8);
 * }</pre>
 *
 * <p>The stencil assumes that the function is smooth between x − 2h and x + 2h: move away from the kinks of relu, min,
 * max, clamp and abs.
 */
public final class GradientCheck {
    private static final double STEP = 1e-3;

    private GradientCheck() {}

    /**
     * Checks every entry of every parameter against every element of the function's value.
     *
     * @param tape of precision FLOAT64; {@link Tape#begin()} is called before every evaluation
     * @param parameters what to differentiate with respect to; perturbed, and back at their values afterwards
     * @param function records the value, usually a loss (1 × 1), from nothing but constants and parameters; the same
     *     every time it is called (replay the noise)
     * @return the worst entry and how many were checked
     * @throws IllegalArgumentException on a FLOAT32 tape
     */
    public static GradientReport run(Tape tape, List<Parameter> parameters, Supplier<Tensor> function) {
        Kernels kernels = tape.kernels();
        if (kernels.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("gradient check on a " + kernels.precision()
                    + " tape: rounding would drown it; build the same network on Kernels.best(Precision.FLOAT64)");
        }
        double[][] analytic = analytic(tape, parameters, function);
        GradientReport report = GradientReport.EMPTY;
        int input = 0;
        for (Parameter parameter : parameters) {
            ReshapeMatrix value = parameter.value();
            for (int i = 0; i < value.getNumRows(); i++) {
                for (int j = 0; j < value.getNumCols(); j++, input++) {
                    double[] numeric = numeric(tape, parameter, i, j, function);
                    for (int output = 0; output < numeric.length; output++) {
                        report = report.with(new GradientReport.Entry(
                                parameter.name(), i, j, output, analytic[output][input], numeric[output]));
                    }
                }
            }
        }
        return report;
    }

    /** The Jacobian by reverse mode: a row for each output. */
    private static double[][] analytic(Tape tape, List<Parameter> parameters, Supplier<Tensor> function) {
        int outputs = evaluate(tape, function).length;
        double[][] jacobian = new double[outputs][];
        for (int output = 0; output < outputs; output++) {
            tape.begin();
            Tensor y = function.get();
            ReshapeMatrix pick = tape.kernels().create(y.rows(), y.columns());
            tape.kernels().set(pick, output / y.columns(), output % y.columns(), 1);
            tape.differentiate(y.mul(tape.constant(pick)).sum(), parameters);
            jacobian[output] = parameters.stream()
                    .map(Parameter::gradient)
                    .flatMapToDouble(g -> Arrays.stream(elements(tape.kernels(), g)))
                    .toArray();
        }
        return jacobian;
    }

    /** The derivatives of all outputs with respect to one entry. */
    private static double[] numeric(Tape tape, Parameter p, int i, int j, Supplier<Tensor> function) {
        Kernels kernels = tape.kernels();
        double x = kernels.get(p.value(), i, j);
        double h = STEP * Math.max(1, Math.abs(x));
        double width = ((x + 2 * h) - (x - 2 * h)) / 4; // h as the machine took it
        try {
            double[] left2 = at(tape, p, i, j, x - 2 * h, function);
            double[] left = at(tape, p, i, j, x - h, function);
            double[] right = at(tape, p, i, j, x + h, function);
            double[] right2 = at(tape, p, i, j, x + 2 * h, function);
            double[] slope = new double[left.length];
            for (int n = 0; n < slope.length; n++) {
                slope[n] = (8 * (right[n] - left[n]) - (right2[n] - left2[n])) / (12 * width);
            }
            return slope;
        } finally {
            kernels.set(p.value(), i, j, x);
            p.changed();
        }
    }

    private static double[] at(Tape tape, Parameter p, int i, int j, double x, Supplier<Tensor> function) {
        tape.kernels().set(p.value(), i, j, x);
        p.changed();
        return evaluate(tape, function);
    }

    private static double[] evaluate(Tape tape, Supplier<Tensor> function) {
        tape.begin();
        return elements(tape.kernels(), function.get().value());
    }

    private static double[] elements(Kernels kernels, ReshapeMatrix x) {
        double[] all = new double[x.getNumRows() * x.getNumCols()];
        kernels.store(x, all);
        return all;
    }
}
