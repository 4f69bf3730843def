package softac.lab;

/** What the process ends with. */
public final class ExitCode {
    /** All is well. */
    public static final int DONE = 0;

    /** A mistake of this program. */
    public static final int INTERNAL = 1;

    /** A wrong command, value or file. */
    public static final int USAGE = 2;

    /** The task failed, the numbers were no longer finite, or a certificate did not pass. */
    public static final int FAILED = 3;

    /** Stopped by Ctrl-C; after {@code kill} the JVM makes it 143. */
    public static final int STOPPED = 130;

    private ExitCode() {}
}
