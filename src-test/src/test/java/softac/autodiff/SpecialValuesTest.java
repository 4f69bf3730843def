package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/**
 * Zeros, subnormals, huge numbers, infinities and NaN: values and slopes of every elementwise operation against the
 * table in {@code ops/special_values.txt}; {@code special_values.py} beside it says what stands there.
 */
final class SpecialValuesTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    /** A line of the table. */
    private record Line(String op, String a, String b, String rule, String value, String slopeA, String slopeB) {
        static Line of(String text) {
            String[] word = text.split(" ", -1);
            return new Line(word[0], word[1], word[2], word[3], word[4], word[5], word[6]);
        }

        void checkValue(double given) {
            boolean right = switch (rule) {
                case "bits" -> same(given, Double.parseDouble(value));
                case "ulp" -> sameClass(given) && (!isFinite() || error(given).compareTo(ulps(2)) <= 0);
                case "abs" ->
                    Double.isFinite(Double.parseDouble(value))
                            ? Double.isFinite(given) && error(given).compareTo(scaled(4e-15)) <= 0
                            : sameClass(given);
                default -> throw new AssertionError("unknown rule " + rule);
            };
            assertThat(right).as("%s gives %s", this, given).isTrue();
        }

        /** A slope that exists is never NaN, and right. */
        void checkSlope(String expected, double given) {
            if (!expected.equals("*")) {
                assertThat(given).as("slope of %s", this).isNotNaN();
                double error = Math.abs(given - Double.parseDouble(expected));
                assertThat(error)
                        .as("slope of %s: %s", this, given)
                        .isLessThanOrEqualTo(1e-15 * Math.max(1, Math.abs(given)));
            }
        }

        /** NaN, an infinity or a zero of that sign, or anything else. */
        private boolean sameClass(double given) {
            return isFinite() ? Double.isFinite(given) && given != 0 : same(given, Double.parseDouble(value));
        }

        private boolean isFinite() {
            double expected = Double.parseDouble(value);
            return Double.isFinite(expected) && expected != 0;
        }

        private static boolean same(double x, double y) {
            return Double.doubleToLongBits(x) == Double.doubleToLongBits(y);
        }

        private BigDecimal error(double given) {
            return new BigDecimal(given).subtract(new BigDecimal(value)).abs();
        }

        private BigDecimal ulps(int count) {
            return new BigDecimal(count * Math.ulp(Double.parseDouble(value)));
        }

        private BigDecimal scaled(double tolerance) {
            return new BigDecimal(tolerance)
                    .multiply(new BigDecimal(value).abs().max(BigDecimal.ONE));
        }
    }

    static Map<String, List<Line>> table() throws IOException {
        try (InputStream in = SpecialValuesTest.class.getResourceAsStream("/ops/special_values.txt");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Line::of)
                    .collect(Collectors.groupingBy(Line::op));
        }
    }

    static List<Op> elementwise() {
        List<Op> others = List.of(
                Ops.MATMUL,
                Ops.AFFINE,
                Ops.AFFINE_RELU,
                Ops.AFFINE_TANH,
                Ops.SUM,
                Ops.SUM_ROWS,
                Ops.SUM_COLUMNS,
                Ops.LOG_SUM_EXP,
                Ops.CONCAT,
                Ops.SLICE,
                Ops.TRANSPOSE,
                Ops.STOP_GRADIENT);
        return Ops.all().stream().filter(op -> !others.contains(op)).toList();
    }

    private static Table column(List<Line> lines, java.util.function.Function<Line, String> word) {
        int[] next = {0};
        return Table.draw(1, lines.size(), () -> Double.parseDouble(word.apply(lines.get(next[0]++))));
    }

    @Test
    void theTableHasEveryElementwiseOperationAndNoOther() throws IOException {
        assertThat(table().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        elementwise().stream().map(Op::name).toList());
        assertThat(table().get("tanh")).hasSize(23);
        assertThat(table().get("div")).hasSize(23 * 23);
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void valuesAndSlopesAreThoseOfTheTable(Op op) throws IOException {
        List<Line> lines = Objects.requireNonNull(table().get(op.name()));
        boolean binary = !lines.get(0).b().equals("-");
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter a = column(lines, Line::a).parameter("a", kernels);
        Parameter b = binary ? column(lines, Line::b).parameter("b", kernels) : a;
        tape.begin();
        Tensor y = binary ? tape.apply(op, tape.parameter(a), tape.parameter(b)) : tape.apply(op, tape.parameter(a));
        tape.differentiate(y.sum(), binary ? List.of(a, b) : List.of(a));
        for (int n = 0; n < lines.size(); n++) {
            Line line = lines.get(n);
            line.checkValue(y.get(0, n));
            line.checkSlope(line.slopeA(), kernels.get(a.gradient(), 0, n));
            if (binary) {
                line.checkSlope(line.slopeB(), kernels.get(b.gradient(), 0, n));
            }
        }
    }

    // ------------------------------------------------------------------------------------------- on matrices

    @ParameterizedTest
    @EnumSource
    void zeroTimesNanOrInfinityIsNanInEveryProduct(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        for (int size = 1; size <= 9; size++) {
            for (double bad : new double[] {NAN, INF, -INF}) {
                tape.begin();
                int n = size;
                Tensor zeros = tape.constant(n, n, () -> 0);
                double[] next = {0};
                Tensor one = tape.constant(n, n, () -> next[0]++ == n * n - 1 ? bad : 1); // the last element is bad
                assertThat(zeros.matmul(one).get(n - 1, n - 1)).isNaN();
                assertThat(one.matmul(zeros).get(n - 1, n - 1)).isNaN();
                Tensor bias = tape.constant(1, n, () -> 0);
                for (Activation f : Activation.values()) {
                    assertThat(zeros.affine(one, bias, f).get(n - 1, n - 1)).isNaN();
                    assertThat(one.affine(zeros, bias, f).get(n - 1, n - 1)).isNaN();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNanInTheBiasReachesTheOutput(Precision precision) {
        Tape tape = new Tape(TestKernels.of(precision));
        Tensor x = tape.constant(2, 3, () -> 1);
        Tensor w = tape.constant(3, 1, () -> 1);
        for (Activation f : Activation.values()) {
            assertThat(x.affine(w, tape.constant(NAN), f).get(1, 0)).isNaN();
        }
    }

    @ParameterizedTest
    @EnumSource
    void minMaxClampAndReluKeepNan(Precision precision) {
        Tape tape = new Tape(TestKernels.of(precision));
        Tensor nan = tape.constant(NAN);
        Tensor one = tape.constant(1);
        assertThat(nan.min(one).item()).isNaN();
        assertThat(one.min(nan).item()).isNaN();
        assertThat(nan.max(one).item()).isNaN();
        assertThat(one.max(nan).item()).isNaN();
        assertThat(nan.clamp(-1, 1).item()).isNaN();
        assertThat(nan.relu().item()).isNaN();
        assertThat(nan.abs().item()).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void reductionsKeepNanAndInfinity(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        for (double bad : new double[] {NAN, INF}) {
            Tensor x = tape.constant(
                    Table.of(new double[] {1, 2}, new double[] {bad, 4}).matrix(kernels));
            for (Tensor y : List.of(
                    x.sum(), x.mean(), x.sumRows().columns(0, 1), x.meanRows().columns(0, 1))) {
                assertThat(y.item()).isEqualTo(Double.valueOf(bad));
            }
            for (Tensor y : List.of(x.sumColumns(), x.meanColumns(), x.logSumExp())) {
                assertThat(y.get(1, 0)).isEqualTo(Double.valueOf(bad));
                assertThat(y.get(0, 0)).isFinite();
            }
        }
        Tensor both = tape.constant(Table.row(INF, -INF).matrix(kernels));
        assertThat(both.sum().item()).isNaN();
        assertThat(both.logSumExp().item()).isEqualTo(INF);
    }

    /** The shares of a row add up to 1, however far apart or large its numbers are. */
    @ParameterizedTest
    @EnumSource
    void logSumExpOfHugeNumbersHasAGradient(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Tape tape = new Tape(kernels);
        double huge = precision == Precision.FLOAT64 ? 1e308 : 1e38;
        Parameter x = Table.of(new double[] {huge, -huge, 0, huge}, new double[] {-huge, -huge, -huge, -huge})
                .parameter("x", kernels);
        Tensor y = tape.parameter(x).logSumExp();
        tape.differentiate(y.sum(), List.of(x));
        assertThat(y.get(0, 0)).isEqualTo(kernels.get(x.value(), 0, 0));
        assertThat(y.get(1, 0)).isEqualTo(kernels.get(x.value(), 1, 0));
        assertThat(Table.of(kernels, x.gradient()).values()).containsExactly(0.5, 0, 0, 0.5, 0.25, 0.25, 0.25, 0.25);
    }
}
