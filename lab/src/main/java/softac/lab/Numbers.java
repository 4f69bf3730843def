package softac.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, alike in every locale. */
final class Numbers {
    private static final String UNKNOWN = "–";

    private Numbers() {}

    /** 12,345. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A rate, rounded: 12,345. */
    static String rate(double perSecond) {
        return Double.isFinite(perSecond) ? count(Math.round(perSecond)) : UNKNOWN;
    }

    /** So many significant digits, but none of a whole part is left out: 1234.6 for 3 digits is 1235. */
    static String digits(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? UNKNOWN : value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        int exponent = rounded.precision() - rounded.scale() - 1; // of the leading digit
        if (exponent < -4 || exponent > 9) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        }
        return String.format(Locale.ROOT, "%." + Math.max(0, digits - 1 - exponent) + "f", value);
    }

    /** A return: five significant digits. */
    static String reward(double value) {
        return digits(value, 5);
    }

    /** A duration: 0:07, 12:34, 1:02:03. */
    static String time(double seconds) {
        if (!(seconds >= 0 && seconds < 1e9)) {
            return UNKNOWN;
        }
        long s = (long) Math.ceil(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    /** A duration with its unit: 1.23 s, 77 s, 12:34 min. */
    static String duration(double seconds) {
        if (seconds < 120) {
            return digits(seconds, seconds < 10 ? 2 : 3) + " s";
        }
        return time(seconds) + (seconds < 3600 ? " min" : " h");
    }
}
