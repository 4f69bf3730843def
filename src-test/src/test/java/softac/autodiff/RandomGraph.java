package softac.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import softac.autodiff.random.Rng;

/**
 * A random program: leaves, then operations on whatever came before, so that nodes are shared, leaves are used again
 * and branches lead nowhere. Recorded on a tape as it is drawn, and kept as a list of dual-number formulas.
 */
final class RandomGraph {
    private static final int LARGEST = 4;

    /** A node: its tensor, and how its dual numbers follow from those of the nodes before it. */
    private record Node(Tensor tensor, @Nullable Parameter parameter, Function<List<DualMatrix>, DualMatrix> dual) {}

    /** An elementwise function in both worlds. */
    private record Unary(UnaryOperator<Tensor> tensor, UnaryOperator<Dual> dual) {}

    private static final List<Unary> UNARY = List.of(
            new Unary(Tensor::neg, x -> x.times(-1)),
            new Unary(Tensor::relu, Dual::relu),
            new Unary(Tensor::tanh, Dual::tanh),
            new Unary(Tensor::sigmoid, Dual::sigmoid),
            new Unary(Tensor::exp, Dual::exp),
            new Unary(Tensor::softplus, Dual::softplus),
            new Unary(Tensor::square, Dual::square),
            new Unary(Tensor::abs, Dual::abs),
            new Unary(Tensor::logOneMinusTanhSquared, Dual::logOneMinusTanhSquared),
            new Unary(Tensor::stopGradient, Dual::stopGradient),
            new Unary(x -> x.scale(-0.7), x -> x.times(-0.7)),
            new Unary(x -> x.clamp(-0.5, 0.8), x -> x.max(Dual.constant(-0.5)).min(Dual.constant(0.8))),
            new Unary(
                    x -> x.square().add(0.5).sqrt(),
                    x -> x.square().plus(Dual.constant(0.5)).sqrt()),
            new Unary(
                    x -> x.square().add(0.5).log(),
                    x -> x.square().plus(Dual.constant(0.5)).log()));

    private static final List<BinaryOperator<Tensor>> BINARY =
            List.of(Tensor::add, Tensor::sub, Tensor::mul, Tensor::min, Tensor::max);
    private static final List<BinaryOperator<Dual>> BINARY_DUAL =
            List.of(Dual::plus, Dual::minus, Dual::times, Dual::min, Dual::max);

    private static final List<Activation> ACTIVATIONS = List.of(Activation.values());

    private final Rng rng;
    private final Tape tape;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    /** Nodes that later ones may use: all but those that grew too large, which are squashed first. */
    private final List<Integer> usable = new ArrayList<>();

    /** Draws and records a graph of 3 to {@code most} nodes; squashing the last may add two. */
    RandomGraph(Rng rng, Tape tape, int most) {
        this.rng = rng;
        this.tape = tape;
        int rows = 1 + rng.nextInt(3);
        int columns = 1 + rng.nextInt(3);
        int leaves = 1 + rng.nextInt(3);
        for (int p = 0; p < leaves; p++) {
            parameters.add(Table.draw(
                            rng.nextInt(4) == 0 ? 1 : rows,
                            rng.nextInt(4) == 0 ? 1 : columns,
                            () -> rng.uniform(-1.5, 1.5))
                    .parameter("p" + p, tape.kernels()));
            use(parameters.get(p));
        }
        int size = 3 + rng.nextInt(most - 2);
        while (nodes.size() < size) {
            grow();
        }
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** Number of nodes. */
    int size() {
        return nodes.size();
    }

    Tensor tensor(int node) {
        return nodes.get(node).tensor();
    }

    // ------------------------------------------------------------------------------------------------ drawing

    private void grow() {
        int a = usable.get(rng.nextInt(usable.size()));
        switch (rng.nextInt(16)) {
            case 0 -> use(parameters.get(rng.nextInt(parameters.size())));
            case 1 -> constant();
            case 2, 3, 4, 5, 6 -> unary(a, UNARY.get(rng.nextInt(UNARY.size())));
            case 7, 8, 9 -> binary(a, partner(a, this::stretches), rng.nextInt(BINARY.size()));
            case 10 -> quotient(a, partner(a, this::stretches));
            case 11, 12 -> product(a, partner(a, (x, b) -> columns(x) == columns(b)));
            case 13 -> reduction(a);
            case 14 -> concat(a, partner(a, (x, b) -> rows(x) == rows(b)));
            default -> slice(a);
        }
    }

    private void add(Tensor tensor, Function<List<DualMatrix>, DualMatrix> dual) {
        int node = nodes.size();
        nodes.add(new Node(tensor, null, dual));
        if (columns(node) > 4) {
            add(tensor.meanColumns(), d -> d.get(node).sumColumns().map(y -> y.times(1.0 / columns(node))));
        } else if (largest(node) > LARGEST) {
            add(tensor.tanh(), d -> d.get(node).map(Dual::tanh));
        } else {
            usable.add(node);
        }
    }

    private void use(Parameter parameter) {
        usable.add(nodes.size());
        nodes.add(new Node(tape.parameter(parameter), parameter, duals -> {
            throw new IllegalStateException("a leaf has no arguments");
        }));
    }

    private void constant() {
        Table values = Table.draw(1 + rng.nextInt(3), 1 + rng.nextInt(3), () -> rng.uniform(-1.5, 1.5));
        DualMatrix dual = new DualMatrix(values.rows(), values.columns(), (i, j) -> Dual.constant(values.get(i, j)));
        add(tape.constant(values.matrix(tape.kernels())), d -> dual);
    }

    private void unary(int a, Unary f) {
        add(f.tensor().apply(tensor(a)), d -> d.get(a).map(f.dual()));
    }

    private void binary(int a, int b, int f) {
        add(BINARY.get(f).apply(tensor(a), tensor(b)), d -> d.get(a).combine(d.get(b), BINARY_DUAL.get(f)));
    }

    /** a / (b² + ½). */
    private void quotient(int a, int b) {
        add(
                tensor(a).div(tensor(b).square().add(0.5)),
                d -> d.get(a).combine(d.get(b), (x, y) -> x.over(y.square().plus(Dual.constant(0.5)))));
    }

    /** a·bᵀ, or f(a·bᵀ + c) in one pass where a node fits as the bias. */
    private void product(int a, int b) {
        for (int bias : usable) {
            if (rows(bias) == 1 && columns(bias) == rows(b)) {
                affine(a, b, bias, ACTIVATIONS.get(rng.nextInt(3)));
                return;
            }
        }
        add(
                tensor(a).matmul(tensor(b).transpose()),
                d -> d.get(a).product(d.get(b).transpose()));
    }

    /**
     * Which side of the kink of relu an element is on is read off the engine's value: for x·w − x·w the order of adding
     * decides, and what comes before the activation is no node of its own.
     */
    private void affine(int a, int b, int bias, Activation f) {
        Tensor y = tensor(a).affine(tensor(b).transpose(), tensor(bias), f);
        add(y, d -> {
            DualMatrix sum = d.get(a).product(d.get(b).transpose()).combine(d.get(bias), Dual::plus);
            return switch (f) {
                case NONE -> sum;
                case RELU ->
                    new DualMatrix(
                            sum.rows(), sum.columns(), (i, j) -> y.get(i, j) > 0 ? sum.get(i, j) : Dual.constant(0));
                case TANH -> sum.map(Dual::tanh);
            };
        });
    }

    private void reduction(int a) {
        Tensor x = tensor(a);
        switch (rng.nextInt(5)) {
            case 0 -> add(x.sum(), d -> d.get(a).sum());
            case 1 -> add(x.sumRows(), d -> d.get(a).sumRows());
            case 2 -> add(x.sumColumns(), d -> d.get(a).sumColumns());
            case 3 -> add(x.logSumExp(), d -> d.get(a).logSumExp());
            default -> add(x.transpose(), d -> d.get(a).transpose());
        }
    }

    private void concat(int a, int b) {
        add(tensor(a).concat(tensor(b)), d -> d.get(a).concat(d.get(b)));
    }

    private void slice(int a) {
        int from = rng.nextInt(columns(a));
        int to = from + 1 + rng.nextInt(columns(a) - from);
        add(tensor(a).columns(from, to), d -> d.get(a).slice(from, to));
    }

    /** A node that goes with a; a itself always does. */
    private int partner(int a, BiPredicate<Integer, Integer> fits) {
        List<Integer> fitting = usable.stream().filter(b -> fits.test(a, b)).toList();
        return fitting.get(rng.nextInt(fitting.size()));
    }

    private boolean stretches(int a, int b) {
        return (rows(a) == rows(b) || rows(a) == 1 || rows(b) == 1)
                && (columns(a) == columns(b) || columns(a) == 1 || columns(b) == 1);
    }

    private int rows(int node) {
        return tensor(node).rows();
    }

    private int columns(int node) {
        return tensor(node).columns();
    }

    private double largest(int node) {
        return Arrays.stream(Table.of(tensor(node)).values())
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    // ------------------------------------------------------------------------------------------- dual numbers

    /**
     * Every node with its derivative with respect to one entry of one parameter.
     *
     * <p>The value of a node is checked against the engine's and then replaced by it: where the last bit decides which
     * of two is the smaller, both sides decide alike.
     *
     * @throws AssertionError when the engine's value of a node is wrong
     */
    List<DualMatrix> duals(Parameter parameter, int row, int column) {
        List<DualMatrix> duals = new ArrayList<>();
        for (Node node : nodes) {
            Table value = Table.of(node.tensor());
            DualMatrix y = node.parameter() == null
                    ? node.dual().apply(duals)
                    : new DualMatrix(
                            value.rows(),
                            value.columns(),
                            (i, j) -> new Dual(
                                    value.get(i, j), node.parameter() == parameter && i == row && j == column ? 1 : 0));
            duals.add(anchored(y, value, node.tensor()));
        }
        return duals;
    }

    private static DualMatrix anchored(DualMatrix y, Table value, Tensor tensor) {
        if (y.rows() != value.rows() || y.columns() != value.columns()) {
            throw new AssertionError(tensor + ": dual numbers have " + y.rows() + "×" + y.columns());
        }
        return new DualMatrix(y.rows(), y.columns(), (i, j) -> {
                    Dual dual = y.get(i, j);
                    if (!(Worst.error(dual.v(), value.get(i, j)) <= 1e-14)) {
                        throw new AssertionError(tensor + "[" + i + "," + j + "] is " + value.get(i, j) + ", by dual "
                                + "numbers " + dual.v());
                    }
                    return new Dual(value.get(i, j), dual.d());
                })
                .computed();
    }
}
