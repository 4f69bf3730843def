package softac.lab;

/** Text in columns as a terminal counts them: the bar of θ̄ stands above its letter. What is too long is not cut. */
final class Columns {
    private Columns() {}

    /** At the left of so many columns. */
    static String left(String text, int columns) {
        return text + blanks(text, columns);
    }

    /** At the right of so many columns. */
    static String right(String text, int columns) {
        return blanks(text, columns) + text;
    }

    private static String blanks(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text)));
    }

    private static int width(String text) {
        return (int) text.chars()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .count();
    }
}
