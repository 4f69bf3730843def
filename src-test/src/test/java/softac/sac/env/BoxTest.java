package softac.sac.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

class BoxTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Provide
    Arbitrary<Box> boxes() {
        Arbitrary<double[]> interval = Combinators.combine(
                        Arbitraries.doubles().between(-1e6, 1e6).ofScale(9),
                        Arbitraries.doubles().between(1e-6, 1e6).ofScale(9))
                .as((low, width) -> new double[] {low, low + width});
        return interval.array(double[][].class).ofMinSize(1).ofMaxSize(4).map(rows -> {
            double[] low = new double[rows.length];
            double[] high = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                low[i] = rows[i][0];
                high[i] = rows[i][1];
            }
            return Box.of(low, high);
        });
    }

    @Property
    void scalingThereAndBackIsTheIdentityUpToRoundingInTheBox(
            @ForAll("boxes") Box box, @ForAll @DoubleRange(min = -1, max = 1) @Scale(12) double u) {
        double[] unit = filled(box.size(), u);
        double[] x = box.fromUnit(unit, new double[box.size()]);
        assertThat(box.contains(x)).isTrue();
        double[] back = box.toUnit(x, new double[box.size()]);
        for (int i = 0; i < box.size(); i++) {
            double half = (box.high(i) - box.low(i)) / 2;
            double size = Math.max(Math.abs(box.low(i)), Math.abs(box.high(i)));
            assertThat(x[i]).isCloseTo(box.low(i) + (u + 1) * half, within(8 * Math.ulp(size)));
            assertThat(back[i]).isCloseTo(u, within(8 * Math.ulp(size) / half)).isBetween(-1.0, 1.0);
        }
    }

    @Property
    void theEndsOfTheUnitBoxAreTheEndsOfTheBoxAndNothingLeavesIt(
            @ForAll("boxes") Box box, @ForAll @DoubleRange(min = 1, max = 1e300) @Scale(12) double beyond) {
        double[] out = new double[box.size()];
        for (double u : new double[] {1, beyond, INF}) {
            assertThat(box.contains(box.fromUnit(filled(box.size(), u), out))).isTrue();
            assertThat(out[0]).isCloseTo(box.high(0), within(ulps(box)));
            assertThat(box.contains(box.fromUnit(filled(box.size(), -u), out))).isTrue();
            assertThat(out[0]).isCloseTo(box.low(0), within(ulps(box)));
        }
        assertThat(box.fromUnit(filled(box.size(), Double.NaN), out)).containsOnly(Double.NaN);
        assertThat(box.contains(out)).isFalse();
    }

    @Property
    void theUnitBoxScalesBitByBit(@ForAll @DoubleRange(min = -1, max = 1) @Scale(12) double u) {
        double[] x = {u};
        assertThat(Box.symmetric(1, 1).fromUnit(x, x)[0]).isEqualTo(u);
        assertThat(Box.symmetric(1, 1).toUnit(x, x)[0]).isEqualTo(u);
    }

    /** So what a replay stores is what the agent drew. */
    @Property
    void aFloatComesBackBitByBitFromASymmetricBox(
            @ForAll @DoubleRange(min = 1e-3, max = 1e3) @Scale(12) double bound, @ForAll @LongRange long seed) {
        Box box = Box.symmetric(1, bound);
        Rng rng = Seed.of(seed).rng();
        for (int i = 0; i < 100; i++) {
            float unit = (float) rng.uniform(-1, 1);
            double[] x = {unit};
            assertThat((float) box.toUnit(box.fromUnit(x, x), x)[0]).isEqualTo(unit);
        }
    }

    @Property
    void samplesLieInside(@ForAll("boxes") Box box, @ForAll @LongRange long seed) {
        assertThat(box.contains(box.sample(Seed.of(seed).rng(), new double[box.size()])))
                .isTrue();
    }

    @Test
    void samplesAreNumPysUniformDraws() {
        // numpy.random.default_rng(0).random(): .6369616873214543, .2697867137638703; uniform = low + (high − low)
        // random
        Box box = Box.of(new double[] {-2, 0}, new double[] {2, 10});
        assertThat(box.sample(Seed.of(0).rng(), new double[2]))
                .containsExactly(-2 + 4 * .6369616873214543, 10 * .2697867137638703);
    }

    @Test
    void extremeBoxesDoNotOverflow() {
        Box box = Box.symmetric(1, Double.MAX_VALUE);
        assertThat(box.fromUnit(new double[] {1}, new double[1])).containsExactly(Double.MAX_VALUE);
        assertThat(box.fromUnit(new double[] {-0.5}, new double[1])).containsExactly(-Double.MAX_VALUE / 2);
    }

    @Test
    void logHalfWidthIsTheLogarithmOfTheVolumeOverThatOfTheUnitBox() {
        Box box = Box.of(new double[] {-2, 0}, new double[] {2, 10});
        assertThat(box.logHalfWidth()).isCloseTo(Math.log(40 / 4.0), within(1e-15));
        assertThat(Box.symmetric(3, 1).logHalfWidth()).isZero();
    }

    @Test
    void containsIncludesTheEndsAndRefusesNanAndOtherLengths() {
        Box box = Box.of(new double[] {-1, -INF}, new double[] {1, 0});
        assertThat(box.contains(new double[] {-1, -1e300})).isTrue();
        assertThat(box.contains(new double[] {1, 0})).isTrue();
        assertThat(box.contains(new double[] {Math.nextUp(1.0), 0})).isFalse();
        assertThat(box.contains(new double[] {0, Double.NaN})).isFalse();
        assertThat(box.contains(new double[] {0})).isFalse();
        assertThat(box.isBounded()).isFalse();
        assertThat(box).hasToString("[-1.0, 1.0] × [-Infinity, 0.0]");
    }

    @Test
    void theBoxKeepsCopies() {
        double[] low = {-1};
        double[] high = {1};
        Box box = Box.of(low, high);
        low[0] = 5;
        high[0] = Double.NaN;
        assertThat(box).isEqualTo(Box.symmetric(1, 1)).hasSameHashCodeAs(Box.symmetric(1, 1));
        assertThat(box).isNotEqualTo(Box.symmetric(1, 2)).isNotEqualTo(Box.symmetric(2, 1));
    }

    @Test
    void badBoundsAreRefusedWithTheDimension() {
        assertThatThrownBy(() -> Box.of(new double[] {-1, 2}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("box: dimension 1 is [2.0, 2.0]; low must be less than high, neither may be NaN");
        assertThatThrownBy(() -> Box.of(new double[] {Double.NaN}, new double[] {1}))
                .hasMessageStartingWith("box: dimension 0 is [NaN, 1.0]");
        assertThatThrownBy(() -> Box.of(new double[] {0}, new double[] {Double.NaN}))
                .hasMessageStartingWith("box: dimension 0 is [0.0, NaN]");
        assertThatThrownBy(() -> Box.of(new double[] {INF}, new double[] {INF}))
                .hasMessageStartingWith("box: dimension 0 is [Infinity, Infinity]");
        assertThatThrownBy(() -> Box.of(new double[] {0, 0}, new double[] {1}))
                .hasMessageStartingWith("box: 2 lower and 1 upper ends given");
        assertThatThrownBy(() -> Box.of(new double[0], new double[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Box.unbounded(0)).hasMessage("box: 0 dimensions given; at least 1 is needed");
        assertThatThrownBy(() -> Box.symmetric(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNeedsFiniteEndsSaysSo() {
        Box box = Box.unbounded(1);
        double[] x = {0};
        assertThatThrownBy(() -> box.fromUnit(x, x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot scale to the box [-Infinity, Infinity]: every end must be finite");
        assertThatThrownBy(() -> box.toUnit(x, x)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> box.sample(Seed.of(1).rng(), x)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(box::logHalfWidth).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Box.symmetric(2, 1).fromUnit(x, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("box: cannot scale to 1 numbers; the box has 2 dimensions");
    }

    private static double ulps(Box box) {
        return 4 * Math.ulp(Math.max(Math.abs(box.low(0)), Math.abs(box.high(0))));
    }

    private static double[] filled(int n, double value) {
        double[] x = new double[n];
        java.util.Arrays.fill(x, value);
        return x;
    }
}
