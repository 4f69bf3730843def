package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where others went wrong. References of 60 digits (mpmath). */
final class FunctionTest {
    /** PyTorch's softplus is the identity from 20 on, 2e-9 too small; composed from max its slope at 0 would be 1. */
    @ParameterizedTest
    @CsvSource({
        "-40, 4.24835425529158898630497784363e-18, 4.2483542552915889772807209044e-18",
        "0, 0.693147180559945309417232121458, 0.5",
        "0.001, 0.693647305559940101094659555347, 0.500249999979166668755203958313",
        "19.999999999, 20.0000000010611535396351634939, 0.999999997938846379748642633056",
        "20, 20.0000000020611536203143807032, 0.999999997938846381809796418569",
        "20.000000001, 20.0000000030611537009935979146, 0.999999997938846383870950202021",
        "50, 50.000000000000000000000192875, 0.999999999999999999999807125015"
    })
    void softplusKeepsItsTail(double x, double value, double slope) {
        double y = Function.SOFTPLUS.value(x);
        assertThat(Math.abs(y - value)).isLessThanOrEqualTo(2 * Math.ulp(value));
        assertThat(Math.abs(Function.SOFTPLUS.slope(x, y) - slope)).isLessThanOrEqualTo(2 * Math.ulp(slope));
    }

    @Test
    void ofTwoEqualsTheFirstHasTheGradient() {
        for (BinaryFunction f : new BinaryFunction[] {BinaryFunction.MIN, BinaryFunction.MAX}) {
            assertThat(f.slopeA().at(2, 2, 2)).isEqualTo(1);
            assertThat(f.slopeB().at(2, 2, 2)).isEqualTo(0);
            assertThat(f.slopeA().at(0.0, -0.0, 0)).isEqualTo(1);
            assertThat(f.slopeB().at(0.0, -0.0, 0)).isEqualTo(0);
        }
    }

    @Test
    void theGradientOfANanGoesToTheNan() {
        double nan = Double.NaN;
        for (BinaryFunction f : new BinaryFunction[] {BinaryFunction.MIN, BinaryFunction.MAX}) {
            assertThat(f.slopeA().at(nan, 1, nan)).isEqualTo(1);
            assertThat(f.slopeB().at(nan, 1, nan)).isEqualTo(0);
            assertThat(f.slopeA().at(1, nan, nan)).isEqualTo(0);
            assertThat(f.slopeB().at(1, nan, nan)).isEqualTo(1);
        }
    }

    @Test
    void theyArePrintedByName() {
        assertThat(Function.LOG_ONE_MINUS_TANH_SQUARED).hasToString("logOneMinusTanhSquared");
        assertThat(BinaryFunction.DIVIDE).hasToString("div");
    }
}
