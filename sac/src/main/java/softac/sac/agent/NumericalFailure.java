package softac.sac.agent;

/**
 * A batch, a loss or a gradient was not finite. The optimiser about to step left its parameters and moments untouched;
 * the message names the tensor and the steps already taken in this update. The agent refuses further updates until a
 * finite state is loaded.
 */
public final class NumericalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean ofBeginning;

    NumericalFailure(String message) {
        this(message, false);
    }

    NumericalFailure(String message, boolean ofBeginning) {
        super(message);
        this.ofBeginning = ofBeginning;
    }

    /** Whether it was computed with the parameters that the agent began with. Then no smaller steps would have helped. */
    public boolean isOfBeginning() {
        return ofBeginning;
    }
}
