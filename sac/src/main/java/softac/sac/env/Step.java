package softac.sac.env;

/**
 * What followed an action.
 *
 * <p><b>Termination is not truncation.</b> {@code terminated}: the task itself is over, no reward can follow, so the
 * value of {@code observation} is zero. {@code truncated}: somebody stopped looking (a time limit); the task would have
 * gone on, and so does its value, which an agent goes on estimating:
 *
 * <pre>y = r + γ (1 − terminated) V(observation)</pre>
 *
 * Only {@code terminated} stops the bootstrap. Both may be true at once: a task that ends in its last allowed step.
 *
 * @param observation the state reached, also at the end of an episode (never the next episode's first)
 * @param reward the reward of the action
 * @param terminated the task is over: nothing follows
 * @param truncated the episode was cut off: something would have followed
 */
@SuppressWarnings("ArrayRecordComponent") // a step is read once by its caller, never compared
public record Step(double[] observation, double reward, boolean terminated, boolean truncated) {
    /** Returns whether the episode is over for either reason, so that {@code reset} must follow. */
    public boolean done() {
        return terminated || truncated;
    }
}
