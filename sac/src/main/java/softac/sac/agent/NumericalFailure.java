package softac.sac.agent;

/**
 * A batch, a loss or a gradient was not finite. The optimiser about to step left its parameters and moments untouched;
 * the message names the tensor and the steps already taken in this update. The agent refuses further updates until a
 * finite state is loaded.
 */
public final class NumericalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NumericalFailure(String message) {
        super(message);
    }
}
