package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Errors of the polynomials: at the hard arguments in {@code ops/elementary_values.txt} ({@code elementary_values.py}
 * beside it says which) against 25 digits, and anywhere against {@link StrictMath}, which is itself within 1 ulp.
 */
final class ElementaryTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /** A function and its error in units in the last place of the true value. */
    private record Case(String name, DoubleUnaryOperator function, double ulps) {
        /** Near 0 the log-determinant is a difference of numbers near 1: there the unit is that of 1. */
        double unit(double value) {
            double ulp = Math.ulp(value);
            return name.equals("logOneMinusTanhSquared") ? Math.max(ulp, Math.ulp(1.0)) : ulp;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("exp", Elementary::exp, 1),
                new Case("tanh", Elementary::tanh, 1.01),
                new Case("log1p", Elementary::log1p, 1),
                new Case("sigmoid", Elementary::sigmoid, 1.6),
                new Case("softplus", Elementary::softplus, 1.8),
                new Case("logOneMinusTanhSquared", Elementary::logOneMinusTanhSquared, 2));
    }

    private static List<String[]> table(String function) throws IOException {
        try (InputStream in = ElementaryTest.class.getResourceAsStream("/ops/elementary_values.txt");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .map(line -> line.split(" ", -1))
                    .filter(words -> words[0].equals(function))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void atHardArguments(Case f) throws IOException {
        List<String[]> lines = table(f.name);
        assertThat(lines).hasSizeGreaterThan(50);
        for (String[] line : lines) {
            double given = f.function.applyAsDouble(Double.parseDouble(line[1]));
            double unit = f.unit(Double.parseDouble(line[2]));
            BigDecimal error =
                    new BigDecimal(given).subtract(new BigDecimal(line[2])).abs();
            assertThat(error)
                    .as("%s(%s) = %s, given %s", f.name, line[1], line[2], given)
                    .isLessThanOrEqualTo(new BigDecimal(f.ulps).multiply(new BigDecimal(unit)));
        }
    }

    // -------------------------------------------------------------------------------------- against StrictMath

    @Property(tries = 20_000)
    void anyBits(@ForAll long bits) {
        double x = Double.longBitsToDouble(bits);
        near("exp", x, Elementary.exp(x), StrictMath.exp(x), 1);
        near("tanh", x, Elementary.tanh(x), StrictMath.tanh(x), 1.01);
    }

    @Property(tries = 20_000)
    void whereTheyBend(@ForAll @DoubleRange(min = -750, max = 750) double x) {
        double small = x / 100;
        near("exp", x, Elementary.exp(x), StrictMath.exp(x), 1);
        near("exp", small, Elementary.exp(small), StrictMath.exp(small), 1);
        near("tanh", small, Elementary.tanh(small), StrictMath.tanh(small), 1.01);
        double unit = Math.abs(x / 750);
        near("log1p", unit, Elementary.log1p(unit), StrictMath.log1p(unit), 1);
    }

    /** Within so many ulp of the true value, and 1 more for StrictMath. */
    private static void near(String name, double x, double given, double strict, double ulps) {
        if (Double.isFinite(strict) && strict != 0) {
            assertThat(Math.abs(given - strict))
                    .as("%s(%s)", name, x)
                    .isLessThanOrEqualTo((ulps + 1) * Math.ulp(strict));
        } else {
            assertThat(given).as("%s(%s)", name, x).isEqualTo(Double.valueOf(strict));
        }
    }

    // ------------------------------------------------------------------------------------------- exact values

    @Property(tries = 20_000)
    void tanhIsOddAndTheOthersEvenToTheBit(@ForAll long bits) {
        double x = Math.abs(Double.longBitsToDouble(bits));
        if (!Double.isNaN(x)) {
            assertThat(Double.doubleToRawLongBits(Elementary.tanh(-x)))
                    .isEqualTo(Double.doubleToRawLongBits(-Elementary.tanh(x)));
            assertThat(Elementary.logOneMinusTanhSquared(-x)).isEqualTo(Elementary.logOneMinusTanhSquared(x));
        }
    }

    @Test
    void zerosAndInfinities() {
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(-0.0)).isEqualTo(1);
        assertThat(Elementary.exp(INF)).isEqualTo(INF);
        assertThat(Elementary.exp(-INF)).isEqualTo(Double.valueOf(0.0));
        assertThat(Elementary.tanh(0)).isEqualTo(Double.valueOf(0.0));
        assertThat(Elementary.tanh(-0.0)).isEqualTo(Double.valueOf(-0.0));
        assertThat(Elementary.tanh(INF)).isEqualTo(1);
        assertThat(Elementary.tanh(-INF)).isEqualTo(-1);
        assertThat(Elementary.log1p(0)).isEqualTo(Double.valueOf(0.0));
        assertThat(Elementary.log1p(1)).isEqualTo(StrictMath.log(2));
        assertThat(Elementary.sigmoid(0)).isEqualTo(0.5);
        assertThat(Elementary.sigmoid(INF)).isEqualTo(1);
        assertThat(Elementary.sigmoid(-INF)).isEqualTo(Double.valueOf(0.0));
        assertThat(Elementary.softplus(INF)).isEqualTo(INF);
        assertThat(Elementary.softplus(-INF)).isEqualTo(Double.valueOf(0.0));
        assertThat(Elementary.logOneMinusTanhSquared(0)).isEqualTo(Double.valueOf(0.0));
        assertThat(Elementary.logOneMinusTanhSquared(INF)).isEqualTo(-INF);
        assertThat(Elementary.logOneMinusTanhSquared(-INF)).isEqualTo(-INF);
    }

    /** From where e^x is no double, and from where tanh is 1. */
    @Test
    void theEndsOfTheRange() {
        assertThat(Elementary.exp(709.782712893384)).isFinite();
        assertThat(Elementary.exp(Math.nextUp(709.782712893384))).isEqualTo(INF);
        assertThat(Elementary.exp(-745.1332191019411)).isEqualTo(Double.MIN_VALUE);
        assertThat(Elementary.exp(Math.nextDown(-745.1332191019411))).isEqualTo(Double.valueOf(0.0));
        assertThat(Elementary.tanh(19.07)).isEqualTo(1);
        assertThat(Elementary.tanh(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    }

    @Property(tries = 1000)
    void everyNanGivesTheSame(@ForAll long bits) {
        double nan = Double.longBitsToDouble(bits | 0x7ff0_0000_0000_0001L);
        for (Case f : cases()) {
            assertThat(Double.doubleToRawLongBits(f.function.applyAsDouble(nan)))
                    .isEqualTo(Double.doubleToRawLongBits(Double.NaN));
        }
    }
}
