package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Derivatives of functions whose derivatives are known: the error is inside the bar, and the bar is small. */
final class RichardsonTest {
    private static Richardson of(DoubleUnaryOperator f) {
        return new Richardson(
                t -> new double[] {f.applyAsDouble(t)}, new double[] {f.applyAsDouble(0)}, new double[1], true);
    }

    private static Richardson refined(DoubleUnaryOperator f, int levels) {
        Richardson r = of(f);
        for (int k = 0; k < levels; k++) {
            r.refine();
        }
        return r;
    }

    /** x is of the size of 1, as the step is: what the check arranges. */
    @Property(tries = 200)
    void theTrueErrorIsInsideTheBar(
            @ForAll @DoubleRange(min = -2, max = 2) double x, @ForAll @DoubleRange(min = -3, max = 3) double slope) {
        within(t -> StrictMath.exp(slope * (x + t)), slope * StrictMath.exp(slope * x));
        within(t -> StrictMath.sin(slope * (x + t)), slope * StrictMath.cos(slope * x));
        within(t -> StrictMath.tanh(slope * (x + t)), slope / StrictMath.pow(StrictMath.cosh(slope * x), 2));
        within(t -> StrictMath.log(3 + x + t), 1 / (3 + x));
        within(t -> slope * StrictMath.pow(x + t, 7) + 100, 7 * slope * StrictMath.pow(x, 6));
    }

    private static void within(DoubleUnaryOperator f, double truth) {
        for (int levels = 3; levels <= Richardson.LEVELS; levels++) {
            Richardson r = refined(f, levels);
            assertThat(Math.abs(r.best(0) - truth))
                    .as("after %d levels %s ± %s for %s", levels, r.best(0), r.bestBar(0), truth)
                    .isLessThanOrEqualTo(r.bestBar(0));
        }
        assertThat(refined(f, 5).bestBar(0)).isLessThan(1e-9 * (1 + Math.abs(truth) + Math.abs(f.applyAsDouble(0))));
    }

    /** A parabola has no error but rounding: the first three levels give it, and say so. */
    @Test
    void aParabolaIsExactAtOnce() {
        Richardson r = refined(t -> 3 * (1 + t) * (1 + t), 3);
        assertThat(r.best(0)).isEqualTo(6);
        assertThat(r.bestBar(0)).isBetween(1e-14, 1e-11);
    }

    /** Facts, section 8: with steps of 1e-5 the difference alone says 0 where rounding makes 3e-10. */
    @Test
    void theBarIsNeverBelowRounding() {
        Richardson r = refined(t -> 1000 + t, Richardson.LEVELS);
        assertThat(r.bestBar(0)).isGreaterThanOrEqualTo(1000 * 0x1p-52 / Richardson.LARGEST_STEP);
        assertThat(r.latestBar(0)).isGreaterThan(100 * r.bestBar(0));
    }

    @Test
    void noiseOfTheFunctionWidensTheBar() {
        Richardson r = new Richardson(t -> new double[] {t}, new double[1], new double[] {1e-9}, false);
        r.refine();
        r.refine();
        r.refine();
        assertThat(r.bestBar(0)).isGreaterThan(1e-7);
    }

    @Test
    void oneLevelSaysNothing() {
        Richardson r = refined(t -> t, 1);
        assertThat(r.bestBar(0)).isInfinite();
        assertThat(r.latestBar(0)).isInfinite();
    }

    /** Where the largest steps leave the domain, the smaller ones still answer. */
    @Test
    void stepsThatLeaveTheDomainAreNotUsed() {
        double x = 0.005;
        Richardson r = refined(t -> Math.sqrt(x + t), Richardson.LEVELS);
        assertThat(r.best(0)).isCloseTo(0.5 / Math.sqrt(x), Offset.offset(r.bestBar(0)));
        assertThat(r.bestBar(0)).isLessThan(1e-7);
    }

    /** A bar without the corner would be far too small: extrapolation turns the kink into a smooth slope. */
    @Test
    void aKinkInsideTheStepIsInsideTheBar() {
        for (int n = 0; n <= 400; n++) {
            double kink = n == 0 ? 0 : StrictMath.pow(2, -5 - 0.05 * n);
            for (double sign : new double[] {1, -1}) {
                DoubleUnaryOperator f = t -> StrictMath.exp(t) + Math.max(sign * t - kink, 0);
                Richardson r = refined(f, Richardson.LEVELS);
                assertThat(Math.abs(r.best(0) - 1)).as("kink at %s", kink).isLessThanOrEqualTo(r.bestBar(0));
            }
        }
    }

    @Test
    void aConstantIsSeenToBeOne() {
        assertThat(refined(t -> 3, 1).isConstant(0)).isFalse();
        assertThat(refined(t -> 3, 2).isConstant(0)).isTrue();
        assertThat(refined(t -> 3 + 1e-12 * t, 2).isConstant(0)).isFalse();
    }
}
