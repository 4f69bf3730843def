package softac.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.Worst;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.book.ScalarTape.Node;

/** The book's scalar engine and the real tape compute the same expressions, and the same derivatives of them. */
final class ScalarTapeProperties {
    private static final int LEAVES = 3;
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(TestKernels.of(Precision.FLOAT64));

    /** Draws an expression of up to 40 nodes, in which nodes are used again, and records it on both tapes. */
    @Property(tries = 500)
    void agreesWithTheTape(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
        Rng rng = Seed.of(seed).rng();
        ScalarTape scalars = new ScalarTape();
        tape.begin();
        List<Parameter> parameters = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        for (int n = 0; n < LEAVES; n++) {
            double value = rng.uniform(-1.5, 1.5);
            parameters.add(Table.scalar(value).parameter("p" + n, tape.kernels()));
            tensors.add(tape.parameter(parameters.get(n)));
            nodes.add(scalars.leaf(value));
        }
        int operations = 1 + rng.nextInt(40 - LEAVES);
        for (int n = 0; n < operations; n++) {
            int a = rng.nextInt(nodes.size());
            int b = rng.nextInt(nodes.size());
            int which = rng.nextInt(9);
            nodes.add(scalar(which, nodes.get(a), nodes.get(b), scalars));
            tensors.add(matrix(which, tensors.get(a), tensors.get(b)));
        }
        Node y = nodes.get(nodes.size() - 1);
        Tensor loss = tensors.get(tensors.size() - 1);
        scalars.differentiate(y);
        tape.differentiate(loss, parameters);
        assertThat(Worst.error(y.value(), loss.item()))
                .as("value, seed %d", seed)
                .isLessThan(TOLERANCE);
        for (int n = 0; n < LEAVES; n++) {
            double expected = tape.kernels().get(parameters.get(n).gradient(), 0, 0);
            assertThat(Worst.error(nodes.get(n).gradient(), expected))
                    .as("∂/∂p%d: %s and %s, seed %d", n, nodes.get(n).gradient(), expected, seed)
                    .isLessThan(TOLERANCE);
        }
    }

    /** Values stay small: what grows is squashed, and nothing near 0 is divided by. */
    private static Node scalar(int which, Node a, Node b, ScalarTape tape) {
        return switch (which) {
            case 0 -> a.plus(b);
            case 1 -> a.minus(b);
            case 2 -> a.times(b).tanh();
            case 3 -> a.over(b.times(b).plus(tape.leaf(0.5)));
            case 4 -> a.min(b);
            case 5 -> a.relu();
            case 6 -> a.tanh();
            case 7 -> a.tanh().exp();
            default -> a.times(a).plus(tape.leaf(0.5)).log();
        };
    }

    private static Tensor matrix(int which, Tensor a, Tensor b) {
        return switch (which) {
            case 0 -> a.add(b);
            case 1 -> a.sub(b);
            case 2 -> a.mul(b).tanh();
            case 3 -> a.div(b.mul(b).add(0.5));
            case 4 -> a.min(b);
            case 5 -> a.relu();
            case 6 -> a.tanh();
            case 7 -> a.tanh().exp();
            default -> a.mul(a).add(0.5).log();
        };
    }
}
