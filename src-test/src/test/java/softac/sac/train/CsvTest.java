package softac.sac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {
    private static String table(double... values) throws IOException {
        StringWriter text = new StringWriter();
        Csv csv = new Csv(text);
        for (double value : values) {
            Map<String, Double> row = new LinkedHashMap<>();
            row.put("b", value);
            row.put("a", -value);
            csv.write(row);
        }
        return text.toString();
    }

    @Test
    void headsTheTableOnceInTheOrderOfTheFirstRow() throws IOException {
        assertThat(table(1, 2.5)).isEqualTo("b,a\n1,-1\n2.5,-2.5\n");
    }

    @Test
    void leavesTheCellOfNaNEmpty() throws IOException {
        assertThat(table(Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo("b,a\n,\ninf,-inf\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "100000, 100000",
        "10000000000, 10000000000",
        "0.1, 0.1",
        "-141.98765432149, -141.9876543",
        "0.333333333333333333, 0.3333333333",
        "1234567890.987, 1234567891",
        "2.5e-7, 0.00000025",
        "1e300, 1E+300",
        "4.9e-324, 4.940656458E-324"
    })
    void writesTenDigits(double value, String text) {
        assertThat(Csv.text(value)).isEqualTo(text);
    }

    @Property
    void readsBackToTenDigits(@ForAll @DoubleRange(min = -1e308, max = 1e308) double value) {
        String text = Csv.text(value);
        assertThat(text).matches("-?[0-9]+(\\.[0-9]+)?(E[+-][0-9]+)?");
        assertThat(Double.parseDouble(text)).isCloseTo(value, within(5.1e-10 * Math.abs(value) + Double.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG", "de-DE", "hi-IN-u-nu-deva"})
    void writesTheSameWhateverTheLocale(String tag) throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(table(-1234567.125)).isEqualTo("b,a\n-1234567.125,1234567.125\n");
        } finally {
            Locale.setDefault(before);
        }
    }
}
