package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** The picture of a graph, read back. */
final class TapeToDotTest {
    private static final Pattern NODE =
            Pattern.compile("(?m)^  (n\\d+) \\[label=\"((?:[^\"\\\\]|\\\\.)*)\", (\\w+=\\w+)];$");
    private static final Pattern EDGE = Pattern.compile("(?m)^  (n\\d+) -> (n\\d+);$");

    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    private static Map<String, String> nodes(String dot) {
        return NODE.matcher(dot)
                .results()
                .collect(Collectors.toMap(
                        node -> node.group(1), node -> node.group(2) + " " + node.group(3), (a, b) -> a, TreeMap::new));
    }

    private static List<String> edges(String dot) {
        return EDGE.matcher(dot)
                .results()
                .map(edge -> edge.group(1) + "→" + edge.group(2))
                .toList();
    }

    @Test
    void everyNodeAndEveryEdgeIsThere() {
        Parameter w = Table.of(new double[] {1}, new double[] {2}).parameter("policy.0.weight", kernels);
        Tensor x = tape.constant(4, 2, () -> 1);
        Tensor y = x.matmul(tape.parameter(w));
        y.mul(y).sum();
        String dot = tape.toDot();
        assertThat(dot).startsWith("digraph").endsWith("}\n");
        assertThat(nodes(dot))
                .containsEntry("n0", "x0\\n4×2 color=grey")
                .containsEntry("n1", "policy.0.weight\\n2×1 shape=box")
                .containsEntry("n2", "x2 = x0 · policy.0.weight\\n4×1 shape=ellipse")
                .containsEntry("n3", "x3 = x2 ⊙ x2\\n4×1 shape=ellipse")
                .containsEntry("n4", "x4 = Σᵢⱼ x3\\n1×1 shape=ellipse")
                .hasSize(5);
        assertThat(edges(dot)).containsExactly("n0→n2", "n1→n2", "n2→n3", "n2→n3", "n3→n4");
        long lines = dot.lines().count();
        assertThat(lines).as("nothing but header, nodes, edges and the end").isEqualTo(2 + 5 + 5 + 1);
    }

    @Test
    void itShowsThisPassOnly() {
        tape.constant(1).exp().exp();
        tape.begin();
        tape.constant(1);
        assertThat(nodes(tape.toDot())).hasSize(1);
        assertThat(edges(tape.toDot())).isEmpty();
    }

    @Test
    void namesWithQuotesAndBackslashesStayOneLabel() {
        tape.parameter(Table.scalar(1).parameter("a\"b\\", kernels));
        assertThat(NODE.matcher(tape.toDot()).results().map(MatchResult::group)).hasSize(1);
        assertThat(nodes(tape.toDot())).containsEntry("n0", "a\\\"b\\\\\\n1×1 shape=box");
    }
}
