package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;

/** Chapter 9. */
final class KernelsExercisesTest {
    @Test
    @DisplayName("9.1: a sum has an order")
    void sumsDependOnTheirOrder() {
        float a = 1e8f;
        float b = -1e8f;
        float c = 1;
        assertThat((a + b) + c).isEqualTo(1); // the truth
        assertThat(a + (b + c)).isEqualTo(0); // 1 is lost beside 1e8, whose neighbours are 8 apart
    }

    @Test
    @DisplayName("9.2: fma shows the rounding error of a product")
    void fusedMultiplyAddShowsTheRoundingError() {
        double a = 1 + 0x1p-30;
        double product = a * a; // 1 + 2^-29 + 2^-60, of which the last does not fit
        assertThat(a * a - product).isZero();
        assertThat(Math.fma(a, a, -product)).isEqualTo(0x1p-60);
        BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(a));
        assertThat(exact.subtract(new BigDecimal(product)).doubleValue()).isEqualTo(0x1p-60);
    }

    @Test
    @DisplayName("9.3: accumulators in double")
    void sumsInDoubleKeepTheirDigits() {
        float narrow = 0;
        double wide = 0;
        for (int i = 0; i < 10_000_000; i++) {
            narrow += 0.1f;
            wide += 0.1f;
        }
        double exact = 10_000_000 * (double) 0.1f;
        assertThat(Math.abs(narrow / exact - 1)).isGreaterThan(0.05); // not one digit is sure
        assertThat(wide).isCloseTo(exact, within(1e-3)); // nine are
    }

    /** The sum of a column runs over the rows in order; columns have nothing to do with one another. */
    @Test
    @DisplayName("9.4: lanes across the columns keep each column's order")
    void columnsAreSummedRowByRow() {
        try (Kernels kernels = Kernels.scalar(Precision.FLOAT64)) {
            ReshapeMatrix x = kernels.create(256, 16);
            ReshapeMatrix sums = kernels.create(1, 16);
            kernels.fill(Seed.of(1).rng(), x);
            kernels.addColumnSums(x, sums);
            for (int j = 0; j < 16; j++) {
                double ascending = 0;
                double everySecondRow = 0;
                double others = 0;
                for (int i = 0; i < 256; i++) {
                    ascending += kernels.get(x, i, j);
                    if (i % 2 == 0) {
                        everySecondRow += kernels.get(x, i, j);
                    } else {
                        others += kernels.get(x, i, j);
                    }
                }
                assertThat(kernels.get(sums, 0, j)).isEqualTo(ascending);
                assertThat(everySecondRow + others).isCloseTo(ascending, within(1e-12));
            }
        }
    }
}
