package softac.autodiff.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The tables against the definition of the ziggurat: 256 layers of equal area under exp(−x²/2). */
class ZigguratTablesTest {
    private static final double R = 3.654152885361009;
    private static final double TWO_52 = 0x1p52;

    private static double x(int layer) {
        return ZigguratTables.width(layer) * TWO_52;
    }

    private static double f(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }

    @Test
    void theLayersWidenDownToR() {
        for (int layer = 2; layer < 256; layer++) {
            assertThat(x(layer)).as("layer %d", layer).isGreaterThan(x(layer - 1));
        }
        assertThat(x(255)).isEqualTo(R);
    }

    @Test
    void everyLayerHasTheAreaOfTheStripWithItsTail() {
        double area = x(0) * f(R);
        assertThat(area).isCloseTo(R * f(R) + tailArea(), within(1e-12));
        for (int layer = 1; layer < 256; layer++) {
            double height = (layer == 1 ? 1 : f(x(layer - 1))) - f(x(layer));
            assertThat(x(layer) * height).as("layer %d", layer).isCloseTo(area, within(1e-12));
        }
    }

    @Test
    void heightsAreTheCurve() {
        assertThat(ZigguratTables.height(0)).isEqualTo(1);
        for (int layer = 1; layer < 256; layer++) {
            double expected = f(x(layer));
            assertThat(ZigguratTables.height(layer)).isCloseTo(expected, Offset.offset(2 * StrictMath.ulp(expected)));
        }
    }

    @Test
    void integersInsideAreToTheLeftOfTheLayerAbove() {
        assertThat(ZigguratTables.inside(0)).isEqualTo(StrictMath.round(R / x(0) * TWO_52));
        assertThat(ZigguratTables.inside(1)).isZero();
        for (int layer = 2; layer < 256; layer++) {
            double expected = x(layer - 1) / x(layer) * TWO_52;
            assertThat((double) ZigguratTables.inside(layer)).isCloseTo(expected, within(1.0));
        }
    }

    /** ∫ f from r to 10 by Simpson's rule; what lies beyond 10 is below 1e-22. */
    private static double tailArea() {
        int steps = 2000;
        double h = (10 - R) / steps;
        double sum = f(R) + f(10);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * f(R + i * h);
        }
        return sum * h / 3;
    }
}
