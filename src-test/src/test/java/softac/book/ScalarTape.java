package softac.book;

import java.util.ArrayList;
import java.util.List;

/**
 * Reverse-mode differentiation of single numbers: the whole idea of {@link softac.autodiff.Tape}, without matrices.
 *
 * <pre>{@code
 * ScalarTape tape = new ScalarTape();
 * Node w = tape.leaf(0.5);
 * Node y = w.times(tape.leaf(2)).tanh();                // y = tanh(2w)
 * tape.differentiate(y);                                // w.gradient() is dy/dw
 * }</pre>
 */
final class ScalarTape {
    private final List<Node> nodes = new ArrayList<>();

    /** A number y = f(a, b) on the tape: its value, its arguments, and the slopes ∂f/∂a, ∂f/∂b at their values. */
    final class Node {
        private final double value;
        private final Node[] arguments;
        private final double[] slopes;
        private double gradient;

        private Node(double value, Node[] arguments, double[] slopes) {
            this.value = value;
            this.arguments = arguments;
            this.slopes = slopes;
        }

        double value() {
            return value;
        }

        /** The derivative, with respect to this number, of what was last differentiated. */
        double gradient() {
            return gradient;
        }

        Node plus(Node b) {
            return record(value + b.value, this, 1, b, 1);
        }

        Node minus(Node b) {
            return record(value - b.value, this, 1, b, -1);
        }

        Node times(Node b) {
            return record(value * b.value, this, b.value, b, value);
        }

        Node over(Node b) {
            return record(value / b.value, this, 1 / b.value, b, -value / (b.value * b.value));
        }

        Node min(Node b) {
            boolean first = value <= b.value;
            return record(Math.min(value, b.value), this, first ? 1 : 0, b, first ? 0 : 1);
        }

        Node relu() {
            return record(Math.max(value, 0), this, value > 0 ? 1 : 0);
        }

        Node tanh() {
            double y = StrictMath.tanh(value);
            return record(y, this, 1 - y * y);
        }

        Node exp() {
            double y = StrictMath.exp(value);
            return record(y, this, y);
        }

        Node log() {
            return record(StrictMath.log(value), this, 1 / value);
        }
    }

    /** A number that was computed from nothing. */
    Node leaf(double value) {
        return push(new Node(value, new Node[0], new double[0]));
    }

    /** y = f(a), where f has that slope. */
    Node record(double value, Node a, double slope) {
        return push(new Node(value, new Node[] {a}, new double[] {slope}));
    }

    /** y = f(a, b), where f has these slopes. */
    Node record(double value, Node a, double slopeA, Node b, double slopeB) {
        return push(new Node(value, new Node[] {a, b}, new double[] {slopeA, slopeB}));
    }

    private Node push(Node node) {
        nodes.add(node);
        return node;
    }

    /** Computes ∂y/∂x for every x on the tape. */
    void differentiate(Node y) {
        nodes.forEach(node -> node.gradient = 0);
        y.gradient = 1;
        for (int n = nodes.size() - 1; n >= 0; n--) {
            Node node = nodes.get(n);
            for (int k = 0; k < node.arguments.length; k++) {
                node.arguments[k].gradient += node.slopes[k] * node.gradient;
            }
        }
    }
}
