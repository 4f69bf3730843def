package softac.mutants;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import softac.autodiff.Activation;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.GradientReport;
import softac.autodiff.check.Rule;
import softac.autodiff.check.Verdict;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/**
 * The certificate of one loss in which every operation of the engine stands, most of them on the same two parameters:
 * the verdict, and the operations whose rules are wrong.
 */
final class EveryOperation implements Function<String, List<String>> {
    private static final int N = 4;

    private final Kernels kernels = Kernels.scalar(Precision.FLOAT64, 1);
    private final Tape tape = new Tape(kernels);
    private final Rng rng = Seed.of(1).rng();
    private final Parameter x = parameter("x", N);
    private final Parameter w = parameter("w", N);
    private final Parameter b = parameter("b", 1);

    private Parameter parameter(String name, int rows) {
        Parameter parameter = new Parameter(name, kernels, rows, N);
        kernels.fill(() -> rng.uniform(-2, 2), parameter.value());
        return parameter;
    }

    /** The verdict first, then the names of the operations at fault in alphabetical order. */
    @Override
    public List<String> apply(String unused) {
        GradientReport report = GradientCheck.sample(4, 4, Seed.of(3)).run(tape, List.of(x, w, b), this::loss);
        TreeSet<String> culprits = new TreeSet<>();
        for (Rule rule : report.rules()) {
            if (rule.verdict() == Verdict.DISAGREES) {
                culprits.add(rule.operation());
            }
        }
        return Stream.concat(Stream.of(report.verdict().name()), culprits.stream())
                .toList();
    }

    private Tensor loss() {
        Tensor p = tape.parameter(x);
        Tensor q = tape.parameter(w);
        Tensor r = tape.parameter(b);
        Tensor positive = p.square().add(0.5);
        List<Tensor> terms = List.of(
                p.matmul(q),
                p.affine(q, r, Activation.NONE),
                p.affine(q, r, Activation.RELU),
                p.affine(q, r, Activation.TANH),
                p.sub(q),
                p.mul(r),
                p.div(positive),
                p.min(q),
                p.max(q),
                p.neg(),
                p.relu(),
                p.tanh(),
                p.sigmoid(),
                p.exp(),
                positive.log(),
                p.softplus(),
                positive.sqrt(),
                p.abs(),
                p.logOneMinusTanhSquared(),
                p.sumRows(),
                p.sumColumns(),
                p.logSumExp(),
                p.concat(q).columns(1, N + 2),
                p.transpose(),
                p.stopGradient().mul(q));
        Tensor loss = tape.constant(0);
        for (int n = 0; n < terms.size(); n++) { // each with a weight of its own, and not constant in it
            loss = loss.add(terms.get(n).mul(weights(n, terms.get(n))).sum());
        }
        return loss;
    }

    private Tensor weights(int n, Tensor term) {
        Rng fixed = Seed.of(2).split(n).rng();
        return tape.constant(term.rows(), term.columns(), () -> fixed.uniform(0.5, 1.5));
    }
}
