package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** Reverse mode on the tape against forward mode by dual numbers, on graphs that nobody thought of. */
final class RandomGraphProperties {
    private static final Worst WORST = new Worst("random graphs", "error");
    private static final double UNTOUCHED = 123.25;

    /** One tape for all graphs: its slots come with whatever the graph before left in them. */
    private final Tape tape = new Tape(TestKernels.of(Precision.FLOAT64));

    private final Kernels kernels = tape.kernels();

    @AfterContainer
    static void print() {
        WORST.print();
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void reverseModeEqualsForwardMode(@ForAll @LongRange(min = 0) long seed) {
        Rng rng = Seed.of(seed).rng();
        tape.begin();
        RandomGraph graph = new RandomGraph(rng, tape, 28);
        for (int backward = 0; backward < 3; backward++) {
            int node = rng.nextInt(graph.size());
            Tensor loss = graph.tensor(node).sum();
            List<Parameter> named =
                    graph.parameters().stream().filter(p -> rng.nextInt(3) > 0).toList();
            graph.parameters().forEach(p -> kernels.fill(UNTOUCHED, p.gradient()));
            tape.differentiate(loss, named);
            for (Parameter parameter : graph.parameters()) {
                if (named.contains(parameter)) {
                    compare(graph, node, parameter);
                } else {
                    assertThat(Table.of(kernels, parameter.gradient()).values()).containsOnly(UNTOUCHED);
                }
            }
        }
    }

    private void compare(RandomGraph graph, int node, Parameter parameter) {
        ReshapeMatrix gradient = parameter.gradient();
        for (int i = 0; i < gradient.getNumRows(); i++) {
            for (int j = 0; j < gradient.getNumCols(); j++) {
                double forward =
                        graph.duals(parameter, i, j).get(node).sum().get(0, 0).d();
                double reverse = kernels.get(gradient, i, j);
                double error = Worst.error(reverse, forward);
                WORST.see("reverse − forward", "error", error);
                assertThat(error)
                        .as("%s[%d,%d]: reverse %s, forward %s; %s", parameter, i, j, reverse, forward, tape.toDot())
                        .isLessThanOrEqualTo(1e-12);
            }
        }
    }
}
