package softac.sac.env;

import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;

/**
 * Ends every episode after a number of steps by setting {@code truncated}; never touches {@code terminated}. Also keeps
 * the order of calls: {@code reset}, then {@code step} until the episode is over, then {@code reset} again.
 */
public final class TimeLimit implements Environment {
    private static final long NO_EPISODE = -1;

    private final Environment task;
    private final int maxSteps;
    private long elapsed = NO_EPISODE;

    /**
     * Limits a task.
     *
     * @param task the task; owned from now on
     * @param maxSteps steps in an episode, at least 1
     * @throws IllegalArgumentException if {@code maxSteps < 1}
     */
    public TimeLimit(Environment task, int maxSteps) {
        if (maxSteps < 1) {
            throw new IllegalArgumentException(
                    "time limit of " + maxSteps + " steps given; an episode needs at least 1");
        }
        this.task = task;
        this.maxSteps = maxSteps;
    }

    @Override
    public Box observationSpace() {
        return task.observationSpace();
    }

    @Override
    public Box actionSpace() {
        return task.actionSpace();
    }

    @Override
    public double[] reset(Seed seed) {
        return begun(task.reset(seed));
    }

    @Override
    public double[] reset() {
        return begun(task.reset());
    }

    private double[] begun(double[] observation) {
        elapsed = 0;
        return observation;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException before the first reset, after the end of an episode, or after a failed step
     */
    @Override
    public Step step(double[] action) {
        if (elapsed == NO_EPISODE) {
            throw new IllegalStateException(
                    "step outside an episode: call reset(seed) before the first step, and reset()"
                            + " after a step that was terminated, truncated or failed");
        }
        long steps = elapsed + 1;
        elapsed = NO_EPISODE; // stands if the task throws
        Step step = task.step(action);
        boolean truncated = step.truncated() || steps >= maxSteps;
        if (!step.terminated() && !truncated) {
            elapsed = steps;
        }
        return new Step(step.observation(), step.reward(), step.terminated(), truncated);
    }

    @Override
    public void close() {
        task.close();
    }

    @Override
    public void state(StateVisitor visitor) {
        long[] words = {elapsed};
        visitor.longs("elapsed", words);
        elapsed = words[0];
        visitor.part("task", task);
    }
}
