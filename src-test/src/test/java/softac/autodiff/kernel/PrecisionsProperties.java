package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Table;
import softac.autodiff.Worst;

/** The float kernels against the double ones at the same float inputs. */
final class PrecisionsProperties {
    private static final Kernels K64 = TestKernels.of(Precision.FLOAT64);
    private static final Kernels K32 = TestKernels.of(Precision.FLOAT32);

    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-40f,
        -1e-40f,
        1e-20f,
        -1e-20f,
        1f,
        -1f,
        20f,
        -20f,
        88.8f,
        -88.8f,
        1e20f,
        -1e20f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    /** What the kernel does on matrices of one precision: the output's shape is given. */
    @FunctionalInterface
    private interface Kernel {
        void run(Kernels k, ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);
    }

    private static double[] run(Kernels k, Kernel kernel, Table a, Table b, Table y) {
        ReshapeMatrix out = y.matrix(k);
        kernel.run(k, a.matrix(k), b.matrix(k), out);
        return k.elements(out);
    }

    /** The double result, rounded once: the same bits, NaN and the sign of zero included. */
    private static void sameRoundedOnce(String name, Kernel kernel, Table a, Table b, Table y) {
        double[] expected =
                Arrays.stream(run(K64, kernel, a, b, y)).map(v -> (float) v).toArray();
        assertThat(run(K32, kernel, a, b, y)).as(name).isEqualTo(expected);
    }

    private static void close(String name, Kernel kernel, double tolerance, Table a, Table b, Table y) {
        double[] expected = run(K64, kernel, a, b, y);
        double[] given = run(K32, kernel, a, b, y);
        for (int n = 0; n < expected.length; n++) {
            assertThat(Worst.error(given[n], expected[n])).as(name).isLessThanOrEqualTo(tolerance);
        }
    }

    private static Table table(int rows, int columns, Random random) {
        return Table.draw(rows, columns, () -> (float) (2 * random.nextGaussian()));
    }

    @Example
    void elementwiseFunctionsAreRoundedOnce() {
        int[] next = {0};
        Table x = Table.draw(1, SPECIAL.length, () -> SPECIAL[next[0]++]);
        for (Function f : AllFunctions.OF_ONE) {
            sameRoundedOnce(f.toString(), (k, a, b, y) -> k.apply(f, a, y), x, x, x);
        }
    }

    @Example
    void functionsOfTwoVariablesAreRoundedOnce() {
        int[] next = {0};
        Table a = Table.draw(SPECIAL.length, 1, () -> SPECIAL[next[0]++]);
        Table b = Table.draw(1, SPECIAL.length, () -> SPECIAL[next[0]++ % SPECIAL.length]);
        for (BinaryFunction f : AllFunctions.OF_TWO) {
            sameRoundedOnce(
                    f.toString(),
                    (k, x, z, y) -> k.combine(f, x, z, y),
                    a,
                    b,
                    Table.zeros(SPECIAL.length, SPECIAL.length));
        }
    }

    /** A loop of its own that a kernel gives to a function has the function's bits: value and gradient. */
    @Example
    void loopsOfTheirOwnHaveTheBitsOfTheFunction() {
        int[] next = {0};
        Table x = Table.draw(1, SPECIAL.length, () -> SPECIAL[next[0]++]);
        Table gradient = x.map(v -> 0.3f);
        Table before = x.map(v -> 0.7f);
        for (Kernels k : List.of(K64, K32)) {
            for (Function f : AllFunctions.OF_ONE) {
                double[] y = run(k, (ks, a, b, out) -> ks.apply(f, a, out), x, x, x);
                Table values = Table.row(y);
                double[] gx = run(
                        k, (ks, a, b, out) -> ks.applyGradient(f, a, b, gradient.matrix(ks), out), x, values, before);
                for (int n = 0; n < SPECIAL.length; n++) {
                    double slope = Rounding.round(k.precision(), f.slope(SPECIAL[n], y[n]));
                    assertThat(y[n]).isEqualTo(Double.valueOf(Rounding.round(k.precision(), f.value(SPECIAL[n]))));
                    assertThat(gx[n]).isEqualTo(Double.valueOf(Rounding.fma(k.precision(), slope, 0.3f, 0.7f)));
                }
            }
        }
    }

    /** Rounding a double result once more gives exactly what arithmetic in single precision gives. */
    @Property(tries = 500)
    void arithmeticIsThatOfFloats(@ForAll float a, @ForAll float b) {
        Table x = Table.scalar(a);
        Table z = Table.scalar(b);
        float[] expected = {a + b, a - b, a * b, a / b, Math.min(a, b), Math.max(a, b)};
        for (int n = 0; n < expected.length; n++) {
            BinaryFunction f = AllFunctions.OF_TWO.get(n);
            assertThat(run(K32, (k, p, q, y) -> k.combine(f, p, q, y), x, z, x))
                    .as("%s(%s, %s)", f, a, b)
                    .containsExactly(expected[n]);
        }
        assertThat(run(K32, (k, p, q, y) -> k.apply(Function.SQRT, p, y), x, x, x))
                .containsExactly((float) Math.sqrt(a));
    }

    @Property(tries = 200)
    void everythingElseAgreesWithinRounding(
            @ForAll @IntRange(max = 9) int m, @ForAll @IntRange(max = 9) int n, @ForAll Random random) {
        Table x = table(m, n, random);
        Table square = table(n, n, random);
        Table column = table(m, 1, random);
        sameRoundedOnce("sum", (k, a, b, y) -> k.sum(a, y), x, x, Table.zeros(1, 1));
        sameRoundedOnce("logSumExp", (k, a, b, y) -> k.logSumExp(a, y), x, x, column);
        sameRoundedOnce("transpose", (k, a, b, y) -> k.transpose(a, y), x, x, Table.zeros(n, m));
        sameRoundedOnce("addTranspose", (k, a, b, y) -> k.addTranspose(a, y), x, x, table(n, m, random));
        sameRoundedOnce("addStretched", (k, a, b, y) -> k.addStretched(a, y), column, x, x);
        sameRoundedOnce("scale", (k, a, b, y) -> k.scale(0.5, y), x, x, x);
        close("multiply", (k, a, b, y) -> k.multiply(a, b, y), 1e-5, x, square, x);
        close("multiplyAddTransA", (k, a, b, y) -> k.multiplyAddTransA(a, b, y), 1e-5, x, x, square);
        close("multiplyAddTransB", (k, a, b, y) -> k.multiplyAddTransB(a, b, y), 1e-5, x, square, x);
        close("average", (k, a, b, y) -> k.average(0.005, a, y), 1e-6, x, x, table(m, n, random));
        for (Function f : List.of(Function.TANH, Function.SIGMOID, Function.SOFTPLUS)) {
            close(f.toString(), (k, a, b, y) -> k.applyGradient(f, a, b, b, y), 1e-5, x, x, x);
        }
    }
}
