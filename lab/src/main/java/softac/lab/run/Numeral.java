package softac.lab.run;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people write them, on the command line and in files. */
public final class Numeral {
    static final String REAL = "a finite number, such as 0.001 or 1e-3";

    private static final String DECIMAL = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";
    private static final String ZERO = "[-+]?[0.]*([eE].*)?";

    private Numeral() {}

    /**
     * A whole number: 10000, 10_000 or 1e4.
     *
     * @param most the largest that is allowed; the smallest is −most − 1
     * @throws IllegalArgumentException when it is anything else; the message begins with the text
     */
    public static long whole(String text, long most) {
        try {
            long value = new BigDecimal(text.replace("_", "")).longValueExact();
            if (value >= -most - 1 && value <= most) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(Check.quoted(text) + ": must be " + whole(most));
    }

    static String whole(long most) {
        return String.format(Locale.ROOT, "a whole number of at most %,d, such as 10000 or 1e4", most);
    }

    /**
     * A finite decimal number: 0.001 or 1e-3.
     *
     * @throws IllegalArgumentException when it is anything else, or would be taken for 0; the message begins with the text
     */
    public static double real(String text) {
        double value = text.matches(DECIMAL) ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(Check.quoted(text) + ": must be " + REAL);
        }
        if (value == 0 && !text.matches(ZERO)) {
            throw new IllegalArgumentException(
                    Check.quoted(text) + ": too small for a double: must be 0, or at least 4.9e-324 in size");
        }
        return value;
    }
}
