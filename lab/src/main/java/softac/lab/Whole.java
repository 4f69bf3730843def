package softac.lab;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers as people type them: 10000, 10_000 or 1e4. */
final class Whole {
    private Whole() {}

    private static long parse(String text, long least, long most) {
        try {
            long value = new BigDecimal(text.replace("_", "")).longValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException(
                "'" + text + "': must be a whole number of at most " + Numbers.count(most) + ", such as 10000 or 1e4");
    }

    /** Into a {@code long}. */
    static final class Long64 implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return parse(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** Into an {@code int}. */
    static final class Int32 implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) parse(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }
}
