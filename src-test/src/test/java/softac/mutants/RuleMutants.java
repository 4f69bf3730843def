package softac.mutants;

import java.util.List;
import java.util.stream.Stream;

/** Mistakes in the rules of the engine: value and slope, or an operation's two rules, no longer belong together. */
final class RuleMutants {
    private static final String ENGINE = "autodiff/src/main/java/softac/autodiff/";
    private static final String FUNCTION = ENGINE + "kernel/Function.java";
    private static final String BINARY = ENGINE + "kernel/BinaryFunction.java";
    private static final String KERNELS = ENGINE + "kernel/ScalarKernels64.java";
    private static final String OPS = ENGINE + "Ops.java";

    private RuleMutants() {}

    /**
     * A mistake and the operations that its certificate must name.
     *
     * @param mutant in the product
     * @param operations in alphabetical order; none for a mistake of the tape, when every rule by itself is right
     */
    record Planted(Mutant mutant, List<String> operations) {
        @Override
        public String toString() {
            return mutant.toString();
        }
    }

    private static Planted in(String file, String name, String text, String replacement, String... operations) {
        return new Planted(new Mutant(name, file, text, replacement), List.of(operations));
    }

    static Stream<Planted> all() {
        return Stream.of(functions(), binaries(), operations(), kernels(), tape())
                .flatMap(part -> part);
    }

    private static Stream<Planted> functions() {
        return Stream.of(
                in(FUNCTION, "tanh′ = 1 − y", "(x, y) -> 1 - y * y", "(x, y) -> 1 - y", "affine+tanh", "tanh"),
                in(FUNCTION, "exp′ = x", "Elementary::exp, (x, y) -> y", "Elementary::exp, (x, y) -> x", "exp"),
                in(FUNCTION, "log′ = 1 / y", "(x, y) -> 1 / x", "(x, y) -> 1 / y", "log"),
                in(FUNCTION, "(x²)′ = x", "(x, y) -> 2 * x", "(x, y) -> x", "square"),
                in(FUNCTION, "√′ = 1 / (2x)", "(x, y) -> 0.5 / y", "(x, y) -> 0.5 / x", "sqrt"),
                in(FUNCTION, "σ′ = σ(x)", " * Elementary.sigmoid(-x)", "", "sigmoid"),
                in(
                        FUNCTION,
                        "softplus′ = σ(−x)",
                        "(x, y) -> Elementary.sigmoid(x))",
                        "(x, y) -> Elementary.sigmoid(-x))",
                        "softplus"),
                in(FUNCTION, "|x|′ = 1", "(x, y) -> x > 0 ? 1 : x < 0 ? -1 : x)", "(x, y) -> 1)", "abs"),
                in(FUNCTION, "relu leaks, its value does not", "y > 0 ? 1 : 0)", "y > 0 ? 1 : 0.01)", "relu"),
                in(FUNCTION, "(−x)′ = 1", "(x, y) -> -1", "(x, y) -> 1", "neg"),
                in(
                        FUNCTION,
                        "slope of log(1 − tanh²) has the other sign",
                        "(x, y) -> -2 * Elementary.tanh(x)",
                        "(x, y) -> 2 * Elementary.tanh(x)",
                        "logOneMinusTanhSquared"),
                in(
                        FUNCTION,
                        "ε inside the log, in the value only",
                        "Elementary::logOneMinusTanhSquared,",
                        "x -> StrictMath.log(1 - Elementary.tanh(x) * Elementary.tanh(x) + 1e-6),",
                        "logOneMinusTanhSquared"),
                in(
                        FUNCTION,
                        "a millionth too much in softplus′",
                        "(x, y) -> Elementary.sigmoid(x))",
                        "(x, y) -> 1.000001 * Elementary.sigmoid(x))",
                        "softplus"));
    }

    private static Stream<Planted> binaries() {
        return Stream.of(
                in(BINARY, "∂(a·b) exchanged", "Slope.SECOND, Slope.FIRST", "Slope.FIRST, Slope.SECOND", "mul"),
                in(BINARY, "∂(a − b)/∂b = 1", "Slope.ONE, Slope.MINUS_ONE", "Slope.ONE, Slope.ONE", "sub"),
                in(BINARY, "∂(a / b)/∂b = y / b", "(a, b, y) -> -y / b", "(a, b, y) -> y / b", "div"),
                in(
                        BINARY,
                        "min gives to the larger",
                        "(a, b, y) -> isMin(a, b) ? 1 : 0, (a, b, y) -> isMin(a, b) ? 0 : 1",
                        "(a, b, y) -> isMin(a, b) ? 0 : 1, (a, b, y) -> isMin(a, b) ? 1 : 0",
                        "min"),
                in(
                        BINARY,
                        "max gives nothing to its second",
                        "(a, b, y) -> isMin(-a, -b) ? 0 : 1",
                        "(a, b, y) -> 0",
                        "max"));
    }

    private static Stream<Planted> operations() {
        return Stream.of(
                in(OPS, "matmul: B̄ without transposing A", """
                        k.multiply(s.a(), s.b(), s.y()), (k, s) -> {
                                if (s.wantsA()) {
                                    k.multiplyAddTransB(s.gy(), s.b(), s.ga());
                        """, """
                        k.multiply(s.a(), s.b(), s.y()), (k, s) -> {
                                if (s.wantsA()) {
                                    k.multiplyAddTransA(s.b(), s.gy(), s.ga());
                        """, "matmul"),
                in(
                        OPS,
                        "affine forgets the bias",
                        "k.addColumnSums(s.gy(), s.gc());",
                        "",
                        "affine",
                        "affine+relu",
                        "affine+tanh"),
                in(OPS, "affine forgets its activation", "k.mask(f, s.y(), s.gy());", "", "affine+relu", "affine+tanh"),
                in(
                        OPS,
                        "concat: the second gets the first's part",
                        "k.addColumns(s.gy(), s.a().getNumCols(), s.b().getNumCols(), s.gb(), 0)",
                        "k.addColumns(s.gy(), 0, s.b().getNumCols(), s.gb(), 0)",
                        "concat"),
                in(
                        OPS,
                        "columns: always into the first columns",
                        "k.addColumns(s.gy(), 0, s.j() - s.i(), s.ga(), s.i())",
                        "k.addColumns(s.gy(), 0, s.j() - s.i(), s.ga(), 0)",
                        "columns"),
                in(
                        OPS,
                        "transpose: Ȳ not transposed back",
                        "k.addTranspose(s.gy(), s.ga())",
                        "k.addColumns(s.gy(), 0, s.gy().getNumCols(), s.ga(), 0)",
                        "transpose"));
    }

    private static Stream<Planted> kernels() {
        return Stream.of(
                in(
                        KERNELS,
                        "log-sum-exp without its denominator",
                        "Elementary.exp(in[o] - max) / sum",
                        "Elementary.exp(in[o] - max)",
                        "logSumExp"),
                in(
                        KERNELS,
                        "the mask of relu lets everything pass",
                        "g[i] = out[i] > 0 ? g[i] : 0 * g[i];",
                        "g[i] = 1 * g[i];",
                        "affine+relu"),
                in(
                        KERNELS,
                        "the mask of tanh is left out",
                        "g[i] = real(f.slope(Double.NaN, out[i])) * g[i];",
                        "g[i] = 1 * g[i];",
                        "affine+tanh"),
                in(
                        KERNELS,
                        "sums leave out their first row",
                        "for (int p = i; p < rowEnd; p++) {",
                        "for (int p = rows == 1 ? 1 : i; p < rowEnd; p++) {",
                        "affine",
                        "affine+relu",
                        "affine+tanh",
                        "sum",
                        "sumRows"),
                in(
                        KERNELS,
                        "log-sum-exp of the half",
                        "max + StrictMath.log(sum)",
                        "max + StrictMath.log(sum / n) / 2",
                        "logSumExp"),
                in(
                        KERNELS,
                        "elementwise gradients overwrite",
                        "Math.fma(real(f.slope(in[i], out[i])), gOut[i], gIn[i])",
                        "real(f.slope(in[i], out[i])) * gOut[i]"));
    }

    private static Stream<Planted> tape() {
        return Stream.of(
                in(
                        ENGINE + "Slot.java",
                        "each use of a value forgets the gradients of the others",
                        "if (depends && !reached) {",
                        "if (depends) {"),
                in(
                        ENGINE + "Tape.java",
                        "the gradient begins with 2",
                        "kernels.fill(1, last.gy());",
                        "kernels.fill(2, last.gy());"));
    }
}
