package softac.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A curve, and its moving average. */
final class CurveTest {
    private static final double[] STEPS = {10, 20, 30, 40};

    @Test
    void aPointOfTheAverageIsTheMeanOfTheLastValues() {
        Curve smooth = new Curve(STEPS, new double[] {8, 4, 0, 2}).smoothed(3);
        assertThat(smooth.steps()).isEqualTo(STEPS);
        assertThat(smooth.values()).containsExactly(8, 6, 4, 2);
    }

    @Test
    void aWindowOfOneChangesNothing() {
        double[] values = {0.1, 0.7, -3, 1e300};
        assertThat(new Curve(STEPS, values).smoothed(1).values()).isEqualTo(values);
    }

    @Test
    void whatIsNotKnownIsNoPoint() {
        Curve smooth = new Curve(STEPS, new double[] {Double.NaN, 4, Double.POSITIVE_INFINITY, 2}).smoothed(2);
        assertThat(smooth.steps()).containsExactly(20, 40);
        assertThat(smooth.values()).containsExactly(4, 3);
    }

    @Test
    void isAskedForItsStepsOnly() {
        Curve curve = new Curve(STEPS, new double[] {1, 2, 3, 4});
        assertThat(curve.at(30)).hasValue(3);
        assertThat(curve.at(35)).isEmpty();
    }

    @Test
    void needsAValueForEachStep() {
        assertThatThrownBy(() -> new Curve(STEPS, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 steps and 1 values");
    }
}
