package softac.sac.agent;

import softac.autodiff.Tensor;

/**
 * Looks on while an agent updates: between the steps, the tape holds every number that the update computed so far. It may
 * read them, and differentiate a loss with respect to what has not moved since it was recorded.
 */
public interface UpdateListener {
    /**
     * The batch is on the tape, nothing else.
     *
     * @param s (B × n)
     * @param a (B × m)
     * @param r scaled (B × 1)
     * @param s2 s′ (B × n)
     * @param notTerminated 1 − d (B × 1)
     */
    default void begun(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {}

    /**
     * A loss was recorded, its optimiser has not moved yet.
     *
     * @param loss which
     * @param value (1 × 1), on the agent's tape
     */
    default void recorded(Loss loss, Tensor value) {}

    /**
     * The loss's optimiser took its step.
     *
     * @param loss which
     */
    default void stepped(Loss loss) {}

    /** The target networks took over their share; the update ends here. */
    default void followed() {}
}
