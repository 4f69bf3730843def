package softac.autodiff;

import java.util.ArrayList;
import java.util.List;
import softac.autodiff.kernel.Precision;

/**
 * What was recorded, as a picture: every node with its shape and equation, and around those that a gradient passes
 * through the boundary of what is differentiated. One description, two writers.
 *
 * <pre>{@code
 * Tensor loss = x.matmul(tape.parameter(w)).sub(y).square().mean().named("J(w)");
 * Files.writeString(path, Graph.of(loss, List.of(w)).toMermaid());
 * }</pre>
 *
 * @param title stands beside the boundary
 * @param nodes in the order they were recorded, so arguments before their users
 */
public record Graph(String title, List<Node> nodes) {
    /** What a node is. */
    public enum Kind {
        /** A use of a parameter. */
        PARAMETER,
        /** A value that depends on nothing. */
        CONSTANT,
        /** A value computed from others. */
        OPERATION
    }

    /**
     * A value.
     *
     * @param position on the tape
     * @param kind what it is
     * @param equation {@code u = μ + x17}; a parameter's or constant's name alone
     * @param shape {@code 32×1}
     * @param differentiated whether the gradient of the loss comes here
     * @param arguments positions of the arguments, in order
     */
    public record Node(
            int position, Kind kind, String equation, String shape, boolean differentiated, List<Integer> arguments) {}

    /** Keeps a copy. */
    public Graph {
        nodes = List.copyOf(nodes);
    }

    /**
     * Everything recorded in this pass, without a boundary.
     *
     * @param tape whose
     * @return its graph
     */
    public static Graph of(Tape tape) {
        List<Slot> slots = tape.recorded();
        return new Graph("", describe(tape, slots, slots, new boolean[slots.size()]));
    }

    /**
     * What a value was computed from. Inside the boundary stands what {@link Tape#differentiate(Tensor, List)} passes a
     * gradient through, outside what is a constant to it. Nothing is differentiated, no gradient changes.
     *
     * @param loss of this pass
     * @param parameters with respect to which
     * @return its graph
     * @throws IllegalStateException when the loss belongs to an earlier pass
     */
    public static Graph of(Tensor loss, List<Parameter> parameters) {
        List<Slot> shown = loss.tape().recorded(loss);
        List<Slot> slots = loss.tape().recorded();
        int last = slots.indexOf(loss.slot);
        boolean[] depends = new boolean[slots.size()];
        for (int n = 0; n <= last; n++) {
            Slot s = slots.get(n);
            boolean handsOn =
                    s.op().gradient() != null && arguments(s, slots).stream().anyMatch(k -> depends[k]);
            depends[n] = handsOn || parameters.stream().anyMatch(p -> p == s.parameter());
        }
        boolean[] reached = new boolean[slots.size()];
        reached[last] = depends[last];
        for (int n = last; n >= 0; n--) {
            for (int k : arguments(slots.get(n), slots)) {
                reached[k] |= reached[n] && depends[k];
            }
        }
        return new Graph("differentiated by " + names(parameters), describe(loss.tape(), slots, shown, reached));
    }

    private static String names(List<Parameter> parameters) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        return names.size() <= 3 ? String.join(", ", names) : names.get(0) + " … " + names.get(names.size() - 1);
    }

    // --------------------------------------------------------------------------------------------- description

    private static List<Integer> arguments(Slot s, List<Slot> slots) {
        List<Integer> arguments = new ArrayList<>();
        for (int k = 0; k < s.arity(); k++) {
            arguments.add(slots.indexOf(s.argument(k)));
        }
        return arguments;
    }

    private static List<Node> describe(Tape tape, List<Slot> slots, List<Slot> shown, boolean[] differentiated) {
        List<Node> nodes = new ArrayList<>();
        for (Slot s : shown) {
            int n = slots.indexOf(s);
            List<Integer> arguments = arguments(s, slots);
            List<String> called = arguments.stream()
                    .map(k -> reference(tape, slots.get(k), k))
                    .toList();
            String name = reference(tape, s, n);
            Kind kind = s.parameter() != null ? Kind.PARAMETER : s.arity() == 0 ? Kind.CONSTANT : Kind.OPERATION;
            String equation = kind == Kind.OPERATION ? name + " = " + Notation.of(s, called) : name;
            nodes.add(new Node(n, kind, equation, Shapes.text(s.y()), differentiated[n], arguments));
        }
        return nodes;
    }

    /** What a value is called in the equations of others. */
    private static String reference(Tape tape, Slot s, int position) {
        if (s.parameter() != null) {
            return s.parameter().name();
        }
        return s.symbol() != null ? s.symbol() : isNumber(s) ? number(tape, s) : "x" + position;
    }

    private static boolean isNumber(Slot s) {
        return s.arity() == 0 && s.y().getNumRows() == 1 && s.y().getNumCols() == 1;
    }

    /** In as many digits as its precision needs. */
    private static String number(Tape tape, Slot s) {
        double value = tape.kernels().get(s.y(), 0, 0);
        String digits = tape.kernels().precision() == Precision.FLOAT32 ? "" + (float) value : "" + value;
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }

    // -------------------------------------------------------------------------------------------------- writers

    /**
     * In the language of Graphviz: parameters as boxes, constants in grey, operations as ellipses, the boundary dashed.
     *
     * @return the text of a digraph
     */
    public String toDot() {
        StringBuilder dot = new StringBuilder("digraph tape {\n  rankdir=TB;\n");
        nodes.stream().filter(node -> !node.differentiated()).forEach(node -> dot.append(dot(node)));
        if (nodes.stream().anyMatch(Node::differentiated)) {
            dot.append("  subgraph cluster_differentiated {\n  style=dashed;\n  label=\"" + quoted(title) + "\";\n");
            nodes.stream().filter(Node::differentiated).forEach(node -> dot.append(dot(node)));
            dot.append("  }\n");
        }
        for (Node node : nodes) {
            node.arguments().forEach(k -> dot.append("  n" + k + " -> n" + node.position() + ";\n"));
        }
        return dot.append("}\n").toString();
    }

    private static String dot(Node node) {
        String style = switch (node.kind()) {
            case PARAMETER -> "shape=box";
            case CONSTANT -> "color=grey";
            case OPERATION -> "shape=ellipse";
        };
        return "  n" + node.position() + " [label=\"" + quoted(node.equation()) + "\\n" + node.shape() + "\", " + style
                + "];\n";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /**
     * As a Mermaid flowchart, which GitHub draws inside Markdown: parameters as boxes, constants in grey, operations
     * rounded, the boundary as a subgraph.
     *
     * @return the text of a flowchart
     */
    public String toMermaid() {
        StringBuilder chart = new StringBuilder("flowchart TB\n  classDef constant fill:#eee,stroke:#999,color:#333\n");
        nodes.stream().filter(node -> !node.differentiated()).forEach(node -> chart.append(mermaid(node)));
        if (nodes.stream().anyMatch(Node::differentiated)) {
            chart.append("  subgraph differentiated[\"" + entities(title) + "\"]\n");
            nodes.stream().filter(Node::differentiated).forEach(node -> chart.append(mermaid(node)));
            chart.append("  end\n");
        }
        for (Node node : nodes) {
            node.arguments().forEach(k -> chart.append("  n" + k + " --> n" + node.position() + "\n"));
        }
        return chart.toString();
    }

    private static String mermaid(Node node) {
        String text = "\"" + entities(node.equation()) + "<br/>" + node.shape() + "\"";
        return "  n" + node.position()
                + switch (node.kind()) {
                    case PARAMETER -> "[" + text + "]";
                    case CONSTANT -> "[" + text + "]:::constant";
                    case OPERATION -> "(" + text + ")";
                }
                + "\n";
    }

    /** What Mermaid would read as its own. */
    private static String entities(String text) {
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> {
            if ("#\"&<>\\`".indexOf(c) >= 0) {
                safe.append('#').append(c).append(';');
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }
}
