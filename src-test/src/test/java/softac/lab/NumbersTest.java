package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "-142.3456,   5, -142.35",
        "-1238.5,     4, -1239",
        "123456.7,    3, 123457",
        "0.00012345,  3, 0.000123",
        "0.000012345, 3, 1.23e-05",
        "9.9996,      4, 10.00",
        "1,           3, 1.00",
        "0,           3, 0",
        "-0.0,        3, 0",
        "4e300,       3, 4.00e+300",
        "NaN,         3, –",
        "Infinity,    3, ∞",
        "-Infinity,   3, -∞",
    })
    void digitsAreSignificant(double value, int digits, String text) {
        assertThat(Numbers.digits(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "6.2, 0:07", "754, 12:34", "3723, 1:02:03", "360000, 100:00:00", "NaN, –", "Infinity, –"})
    void timesAreClocks(double seconds, String text) {
        assertThat(Numbers.time(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1.234, 1.2 s", "77.26, 77.3 s", "754, 12:34 min", "3723, 1:02:03 h"})
    void durationsHaveUnits(double seconds, String text) {
        assertThat(Numbers.duration(seconds)).isEqualTo(text);
    }
}
