package softac.benchmarks.figures;

import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;

/**
 * The slope of the change of variables, log(1 − tanh² u), against that of log(1 − tanh² u + ε), each by the tape: the force
 * that pulls a saturated action back.
 */
final class EpsilonInTheLog {
    private static final double EPSILON = 1e-6;

    private EpsilonInTheLog() {}

    static Plot draw() {
        double[] u = IntStream.rangeClosed(0, 240).mapToDouble(n -> n / 20.0).toArray();
        return new Plot("Slope of the correction for squashing", "u, before squashing", "derivative with respect to u")
                .line("log(1 − tanh² u)", u, Axis.map(u, x -> slope(x, true)))
                .line("log(1 − tanh² u + 1e-6)", u, Axis.map(u, x -> slope(x, false)));
    }

    private static double slope(double at, boolean exact) {
        try (Kernels kernels = Kernels.scalar(Precision.FLOAT64)) {
            Parameter p = new Parameter("u", kernels, 1, 1);
            ReshapeMatrix value = p.value();
            kernels.fill(at, value);
            p.changed();
            Tape tape = new Tape(kernels);
            tape.begin();
            Tensor u = tape.parameter(p);
            Tensor y = exact
                    ? u.logOneMinusTanhSquared()
                    : u.tanh().square().neg().add(1 + EPSILON).log();
            tape.differentiate(y, List.of(p));
            return kernels.get(p.gradient(), 0, 0);
        }
    }
}
