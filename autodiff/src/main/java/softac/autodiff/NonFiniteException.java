package softac.autodiff;

/** A loss or one of its gradients was NaN or infinite; nothing was changed. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /**
     * With the tensor's name in the message.
     *
     * @param message one line
     */
    public NonFiniteException(String message) {
        super(message);
    }
}
