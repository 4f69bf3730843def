package softac.sac.env;

import softac.autodiff.random.Seed;
import softac.autodiff.state.Stateful;

/**
 * A task: from each state an action leads to a next observation and a reward, until the episode is over. The semantics
 * are Gymnasium's. To write a task, implement the five methods and list every number that outlives a call (the random
 * stream included) in {@link #state}; then run it inside {@link Checked} and {@link TimeLimit}.
 *
 * <p>An environment serves one thread at a time. It neither keeps nor modifies the arrays it is given; the arrays it
 * returns are fresh and belong to the caller.
 */
public interface Environment extends Stateful, AutoCloseable {
    /** Returns where observations lie; its size is the length of every observation. */
    Box observationSpace();

    /** Returns where actions lie; bounded, its size is the length of every action. */
    Box actionSpace();

    /**
     * Starts an episode on a fresh random stream. For {@code Seed.of(n)} the tasks of this library start as Gymnasium's
     * {@code reset(seed=n)} does.
     *
     * @param seed the whole randomness of this episode and of those that follow through {@link #reset()}
     * @return the first observation
     */
    double[] reset(Seed seed);

    /**
     * Starts an episode and continues the random stream: after {@code reset(seed)} the k-th call gives the same start in
     * every run, and another start than the one before. An environment never reset with a seed is on the stream of
     * {@code Seed.of(0)}.
     *
     * @return the first observation
     */
    double[] reset();

    /**
     * Acts once.
     *
     * @param action within {@link #actionSpace()}; not modified, not kept
     * @return what followed
     * @throws EnvironmentException if the task failed
     */
    Step step(double[] action);

    /** Releases what the task holds outside the heap; does nothing unless overridden. May be called twice. */
    @Override
    default void close() {}
}
