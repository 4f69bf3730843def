package softac.lab;

/** The last row of a table on a terminal, redrawn in place at most ten times a second. Elsewhere there is none. */
final class Row {
    private static final long BETWEEN_DRAWINGS = 100_000_000L;

    /** Back to the margin; what is too long for the terminal is cut, not wrapped, until {@link #DRAWN}. */
    private static final String DRAW = "\r\u001b[?7l";

    /** Erases what is left of a longer row, wraps again. */
    private static final String DRAWN = "\u001b[K\u001b[?7h";

    private static final String ERASE = "\r\u001b[K";

    private final Shell shell;
    private long drawn;
    private boolean isOpen;

    /** Not drawn yet, at that time. */
    Row(Shell shell, long now) {
        this.shell = shell;
        drawn = now;
    }

    /** Whether it is time to draw it. */
    boolean isDue(long now) {
        return now - drawn >= BETWEEN_DRAWINGS;
    }

    /** Draws it over what it was. */
    void draw(String text, long now) {
        drawn = now;
        print(DRAW + text + DRAWN);
        isOpen = true;
    }

    /** Removes it, so that something else can be printed. */
    void clear() {
        if (isOpen) {
            print(ERASE);
            isOpen = false;
        }
    }

    private void print(String text) {
        shell.out().print(text);
        shell.out().flush();
    }
}
