package softac.lab.run;

import java.util.List;
import java.util.Locale;

/** Refuses settings in one line: what was given, what is allowed, what to type. Settings are named as options are. */
final class Check {
    private static final int LONGEST = 40;

    private Check() {}

    /**
     * Refuses a value.
     *
     * @param option as typed, {@code --steps}
     * @param value as given
     * @param allowed whether it is
     * @param range what would be allowed, {@code at least 1}
     * @param example a value that is allowed
     * @throws IllegalArgumentException when it is not allowed
     */
    static void that(String option, Object value, boolean allowed, String range, String example) {
        if (!allowed) {
            throw refused(option, value, range, example);
        }
    }

    static IllegalArgumentException refused(String option, Object value, String range, String example) {
        return new IllegalArgumentException(
                option + " " + value + ": must be " + range + ", for example " + option + " " + example);
    }

    /** A text as it was given, in quotes; a long one is cut off. */
    static String quoted(String text) {
        return "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "'";
    }

    /** Whether it is above 0 and finite. */
    static boolean positive(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    /**
     * The constant whose name was typed, in lower case.
     *
     * @throws IllegalArgumentException when there is none; the message lists all
     */
    static <E extends Enum<E>> E named(String option, String name, List<E> constants) {
        return constants.stream()
                .filter(constant -> lower(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> refused(
                        option,
                        "'" + name + "'",
                        String.join(" or ", constants.stream().map(Check::lower).toList()),
                        lower(constants.get(constants.size() - 1))));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
