package softac.sac.env;

/** A task failed: it threw, or gave or was given what its contract forbids. The message is one line. */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Reports a broken contract.
     *
     * @param message one line: which value, what is allowed
     */
    public EnvironmentException(String message) {
        super(message);
    }

    /**
     * Reports a task that threw.
     *
     * @param message one line: in which call
     * @param cause what the task threw
     */
    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
