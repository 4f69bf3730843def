package softac.lab;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Where there may be colours: on a terminal, unless the variable {@code NO_COLOR} has any value.
 *
 * @param out for standard output
 * @param err for standard error
 */
record Colours(Ansi out, Ansi err) {
    static final Colours NONE = new Colours(Ansi.OFF, Ansi.OFF);

    /** Java cannot tell whether standard error is a terminal; {@code bin/sac} does. */
    static Colours ofProcess(Shell shell) {
        return of(shell.terminal(), Boolean.getBoolean("sac.stderr.terminal"), System.getenv("NO_COLOR"));
    }

    static Colours of(boolean outIsTerminal, boolean errIsTerminal, @Nullable String noColor) {
        boolean wanted = noColor == null || noColor.isEmpty();
        return new Colours(ansi(wanted && outIsTerminal), ansi(wanted && errIsTerminal));
    }

    private static Ansi ansi(boolean on) {
        return on ? Ansi.ON : Ansi.OFF;
    }
}
