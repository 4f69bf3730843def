package softac.golden;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.nn.Linear;
import softac.autodiff.nn.Mlp;
import tools.jackson.databind.JsonNode;

/**
 * One case of a golden file: its inputs as numbers, matrices and networks in FLOAT64, and the comparison of what was
 * computed with what stands in it. Places are JSON pointers; a quantity that the case does not hold is not compared.
 */
final class GoldenCase implements AutoCloseable {
    private final String name;
    private final JsonNode json;
    private final Scores scores;
    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);

    GoldenCase(String name, JsonNode json, Scores scores) {
        this.name = name;
        this.json = json;
        this.scores = scores;
    }

    /** A number and its place. */
    private record Leaf(String at, JsonNode value) {}

    Kernels kernels() {
        return kernels;
    }

    @Override
    public void close() {
        kernels.close();
    }

    // ------------------------------------------------------------------------------------------------ inputs

    String name() {
        return name;
    }

    boolean has(String at) {
        return !json.at(at).isMissingNode();
    }

    JsonNode node(String at) {
        if (!has(at)) {
            throw new IllegalArgumentException(name + ": " + at + " is missing");
        }
        return json.at(at);
    }

    double number(String at) {
        return value(node(at));
    }

    /** All numbers at a place in the order of the file, however nested. */
    double[] numbers(String at) {
        return leaves(at).stream().mapToDouble(leaf -> value(leaf.value())).toArray();
    }

    int[] integers(String at) {
        return Arrays.stream(numbers(at)).mapToInt(x -> (int) x).toArray();
    }

    /** Rows at a place; a flat list is a column. */
    ReshapeMatrix matrix(String at) {
        double[] numbers = numbers(at);
        int rows = node(at).size();
        return matrix(rows, numbers.length / rows, numbers);
    }

    ReshapeMatrix matrix(int rows, int columns, double[] numbers) {
        ReshapeMatrix matrix = kernels.create(rows, columns);
        kernels.load(numbers, matrix);
        return matrix;
    }

    /** Writes the layers at a place into a network. */
    void load(String at, Mlp net) {
        if (node(at).size() != net.layers().size()) {
            throw new IllegalArgumentException(name + ": " + at + " has " + node(at).size() + " layers, the network "
                    + net.layers().size());
        }
        for (int n = 0; n < net.layers().size(); n++) {
            load(net.layers().get(n).weight(), numbers(at + "/" + n + "/W"));
            load(net.layers().get(n).bias(), numbers(at + "/" + n + "/b"));
        }
    }

    void load(Parameter parameter, double... numbers) {
        int size = parameter.value().getNumRows() * parameter.value().getNumCols();
        if (numbers.length != size) {
            throw new IllegalArgumentException(name + ": " + numbers.length + " numbers for " + parameter);
        }
        kernels.load(numbers, parameter.value());
        parameter.changed();
    }

    // ------------------------------------------------------------------------------------------- comparisons

    void compare(String at, double got, Tolerance tolerance) {
        compare(at, new double[] {got}, tolerance);
    }

    void compare(String at, Tensor got, Tolerance tolerance) {
        compare(at, got.value(), tolerance);
    }

    void compare(String at, ReshapeMatrix got, Tolerance tolerance) {
        compare(at, kernels.elements(got), tolerance);
    }

    void compare(String at, double[] got, Tolerance tolerance) {
        if (!has(at)) {
            return;
        }
        List<Leaf> expected = leaves(at);
        if (expected.size() != got.length) {
            scores.fail(place(at), expected.size() + " numbers expected, got " + got.length);
            return;
        }
        for (int n = 0; n < got.length; n++) {
            Leaf leaf = expected.get(n);
            if (leaf.value().isString()) {
                scores.compare(place(leaf.at()), new BigDecimal(leaf.value().asString()), got[n], tolerance);
            } else {
                scores.compare(place(leaf.at()), value(leaf.value()), got[n], tolerance);
            }
        }
    }

    /** Compares the sum of two quantities where only the sum is known. */
    void compareSum(String at, String other, double got, Tolerance tolerance) {
        if (has(at) && has(other)) {
            scores.compare(place(at + " + " + other), number(at) + number(other), got, tolerance);
        }
    }

    /** Compares the values of a network's parameters with the layers at a place. */
    void compareValues(String at, Mlp net, Tolerance tolerance) {
        compareLayers(at, net, Parameter::value, tolerance);
    }

    /** Compares the gradients of a network's parameters with the layers at a place. */
    void compareGradients(String at, Mlp net) {
        compareLayers(at, net, Parameter::gradient, Tolerance.GRADIENT);
    }

    private void compareLayers(String at, Mlp net, Function<Parameter, ReshapeMatrix> part, Tolerance tolerance) {
        if (!has(at)) {
            return;
        }
        if (node(at).size() != net.layers().size()) {
            scores.fail(
                    place(at),
                    node(at).size() + " layers expected, got " + net.layers().size());
        }
        for (int n = 0; n < net.layers().size(); n++) {
            Linear layer = net.layers().get(n);
            compare(at + "/" + n + "/W", part.apply(layer.weight()), tolerance);
            compare(at + "/" + n + "/b", part.apply(layer.bias()), tolerance);
        }
    }

    /** Compares the digests of a network's values or gradients. */
    void compareDigests(String at, Mlp net, Function<Parameter, ReshapeMatrix> part) {
        for (int n = 0; n < net.layers().size(); n++) {
            compareDigest(at + "/" + n + "/W", part.apply(net.layers().get(n).weight()));
            compareDigest(at + "/" + n + "/b", part.apply(net.layers().get(n).bias()));
        }
    }

    /** Compares count, sums and samples of an array. */
    void compareDigest(String at, ReshapeMatrix got) {
        if (!has(at)) {
            return;
        }
        double[] x = kernels.elements(got);
        int stride = (int) number(at + "/stride");
        compare(at + "/n", x.length, Tolerance.BITS);
        compare(at + "/sum", Arrays.stream(x).sum(), Tolerance.DIGEST);
        compare(at + "/sum_abs", Arrays.stream(x).map(Math::abs).sum(), Tolerance.DIGEST);
        compare(at + "/sum_sq", Arrays.stream(x).map(v -> v * v).sum(), Tolerance.DIGEST);
        double[] every = new double[Math.min(16, (x.length + stride - 1) / stride)];
        Arrays.setAll(every, n -> x[n * stride]);
        compare(at + "/samples", every, Tolerance.DIGEST);
    }

    private String place(String at) {
        return name + ", " + at;
    }

    // ------------------------------------------------------------------------------------------------- leaves

    private List<Leaf> leaves(String at) {
        List<Leaf> leaves = new ArrayList<>();
        collect(at, node(at), leaves);
        return leaves;
    }

    private static void collect(String at, JsonNode node, List<Leaf> leaves) {
        if (node.isArray()) {
            for (int n = 0; n < node.size(); n++) {
                collect(at + "/" + n, node.get(n), leaves);
            }
        } else {
            leaves.add(new Leaf(at, node));
        }
    }

    /** Truth is 1. */
    private static double value(JsonNode node) {
        return node.isBoolean() ? (node.asBoolean() ? 1 : 0) : node.asDouble();
    }
}
