package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import softac.autodiff.Graph.Node;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** Pictures of graphs: what stands in them, where the boundary runs, and that both writers draw the same. */
final class GraphTest {
    private static final Pattern DOT_NODE = Pattern.compile("(?m)^  n(\\d+) \\[label=");
    private static final Pattern DOT_EDGE = Pattern.compile("(?m)^  (n\\d+) -> (n\\d+);$");
    private static final Pattern MERMAID_NODE = Pattern.compile("(?m)^  n(\\d+)(?:\\[|\\()\"");
    private static final Pattern MERMAID_EDGE = Pattern.compile("(?m)^  (n\\d+) --> (n\\d+)$");

    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    /** J(w) = mean (x·w − y)²: the example of the documentation. */
    private Graph leastSquares() {
        Parameter w = Table.of(new double[] {1}, new double[] {2}).parameter("w", kernels);
        Tensor x = tape.constant(4, 2, () -> 1).named("x");
        tape.constant(7).exp(); // leads nowhere
        Tensor y = tape.constant(4, 1, () -> 3).tanh().named("y");
        Tensor loss = x.matmul(tape.parameter(w)).sub(y).square().mean().named("J(w)");
        loss.exp(); // comes after
        return Graph.of(loss, List.of(w));
    }

    @Example
    void eachNodeHasItsEquationAndShape() {
        assertThat(leastSquares().nodes().stream().map(node -> node.equation() + " " + node.shape()))
                .containsExactly(
                        "x 4×2",
                        "x3 4×1",
                        "y = tanh(x3) 4×1",
                        "w 2×1",
                        "x6 = x · w 4×1",
                        "x7 = x6 − y 4×1",
                        "x8 = x7² 4×1",
                        "x9 = Σᵢⱼ x8 1×1",
                        "4 1×1",
                        "J(w) = x9 / 4 1×1");
    }

    @Example
    void theBoundaryRunsBetweenConstantsAndWhatMoves() {
        Graph graph = leastSquares();
        assertThat(graph.nodes().stream().filter(node -> !node.differentiated()).map(Node::equation))
                .containsExactly("x", "x3", "y = tanh(x3)", "4");
        String dot = graph.toDot();
        assertThat(dot.substring(dot.indexOf("cluster_differentiated"), dot.indexOf("  }\n")))
                .contains("style=dashed", "label=\"differentiated by w\"", "x7 = x6 − y")
                .doesNotContain("tanh");
        String mermaid = graph.toMermaid();
        assertThat(mermaid.substring(mermaid.indexOf("subgraph"), mermaid.indexOf("  end\n")))
                .contains("differentiated by w", "x7 = x6 − y<br/>4×1")
                .doesNotContain("tanh");
    }

    @Example
    void theDrawingInTheBookIsThisOne() throws IOException {
        String root = System.getProperty("softac.root");
        assertThat(Files.readString(Path.of(root, "docs/book/08-autodiff.md")))
                .contains("```mermaid\n" + leastSquares().toMermaid() + "```");
    }

    /** Independent of the engine's marks, and equal to them. */
    @Property(tries = 300)
    void theBoundaryIsWhatDifferentiateReaches(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
        Rng rng = Seed.of(seed).rng();
        tape.begin();
        RandomGraph random = new RandomGraph(rng, tape, 30);
        Tensor loss = random.tensor(rng.nextInt(random.size())).sum();
        List<Parameter> by =
                random.parameters().stream().filter(p -> rng.nextInt(2) == 0).toList();
        Graph graph = Graph.of(loss, by);
        tape.differentiate(loss, by);
        List<Slot> slots = tape.recorded();
        Set<Integer> reached = IntStream.range(0, slots.size())
                .filter(n -> slots.get(n).isReached())
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(graph.nodes().stream().filter(Node::differentiated).map(Node::position))
                .as("seed %d", seed)
                .containsExactlyElementsOf(reached);
        for (Node node : graph.nodes()) {
            assertThat(node.arguments()).allMatch(k -> k < node.position());
        }
        assertThat(matches(DOT_NODE, graph.toDot()))
                .containsExactlyInAnyOrderElementsOf(matches(MERMAID_NODE, graph.toMermaid()))
                .hasSameSizeAs(graph.nodes());
        assertThat(matches(DOT_EDGE, graph.toDot()))
                .containsExactlyElementsOf(matches(MERMAID_EDGE, graph.toMermaid()))
                .hasSize(graph.nodes().stream()
                        .mapToInt(node -> node.arguments().size())
                        .sum());
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(m -> m.groupCount() == 1 ? m.group(1) : m.group(1) + "→" + m.group(2))
                .toList();
    }

    /** Every operation is written as a formula: in letters where that is how it is written, each argument in it. */
    @Example
    void everyOperationHasANotation() {
        Set<String> inLetters = Set.of("tanh", "sigmoid", "exp", "log", "min", "max");
        for (Op op : Ops.all()) {
            Slot slot = new Slot(tape);
            slot.record(op, 3, slot, slot, slot, 5, 7);
            String text = Notation.of(slot, List.of("A", "B", "C"));
            if (inLetters.contains(op.name())) {
                assertThat(text).isEqualTo(op.name() + "(A, B, C)");
            } else {
                assertThat(text).contains("A").doesNotContain(op.name() + "(", "{", "}");
            }
        }
    }

    @Example
    void ofManyParametersTheBoundaryNamesTheFirstAndTheLast() {
        Tensor x = tape.constant(1);
        List<Parameter> many = List.of("a", "b", "c", "d").stream()
                .map(name -> Table.scalar(1).parameter(name, kernels))
                .toList();
        assertThat(Graph.of(x, many.subList(0, 3)).title()).isEqualTo("differentiated by a, b, c");
        assertThat(Graph.of(x, many).title()).isEqualTo("differentiated by a … d");
    }

    @Example
    void negativeNumbersKeepTogether() {
        assertThat(Graph.of(tape.constant(2, 1, () -> 1).add(-1), List.of()).nodes())
                .last()
                .extracting(Node::equation)
                .isEqualTo("x2 = x0 + (-1)");
    }

    @Example
    void sumsAmongTheNamesKeepTogether() {
        Tensor d = tape.constant(2, 1, () -> 1).named("1 − d");
        Tensor product = d.mul(d);
        assertThat(Graph.of(product, List.of()).nodes().get(1).equation()).isEqualTo("x1 = (1 − d) ⊙ (1 − d)");
    }

    @Example
    void whatMermaidReadsAsItsOwnIsWrittenAsEntities() {
        Tensor x = tape.constant(1).named("a\"<b>&#");
        assertThat(Graph.of(x, List.of()).toMermaid()).contains("[\"a#34;#60;b#62;#38;#35;<br/>1×1\"]:::constant");
    }

    @Example
    void aNameLastsForOnePass() {
        tape.constant(2, 1, () -> 1).named("old");
        tape.begin();
        Tensor x = tape.constant(2, 1, () -> 1);
        assertThat(Graph.of(x, List.of()).nodes().get(0).equation()).isEqualTo("x0");
    }

    @Example
    void aValueOfAnEarlierPassIsRefused() {
        Tensor x = tape.constant(2);
        tape.begin();
        assertThatIllegalStateException().isThrownBy(() -> Graph.of(x, List.of()));
        assertThatIllegalStateException().isThrownBy(() -> x.named("x"));
    }
}
