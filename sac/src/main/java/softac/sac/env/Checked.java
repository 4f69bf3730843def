package softac.sac.env;

import java.util.function.Supplier;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;

/**
 * Refuses what must never reach a replay buffer, in the call in which it appears, with one line that names the index and
 * the value: an action of the wrong length or outside its box (NaN included); an observation that is null, of the wrong
 * length, or not finite once rounded to float, as the replay stores it; a reward that is not finite or beyond 10¹². What
 * the task throws arrives as the cause of an {@link EnvironmentException}. A failed episode cannot be continued: reset.
 *
 * <p>Observations may leave their space: published tasks do (velocities in Gymnasium's Box2D tasks), and no harm is done.
 */
public final class Checked implements Environment {
    private static final double LARGEST_REWARD = 1e12;

    private final String name;
    private final Environment task;
    private final Box observations;
    private final Box actions;

    /**
     * Guards a task.
     *
     * @param name how messages call the task
     * @param task the task; owned from now on
     * @throws IllegalArgumentException if its action space is not bounded
     */
    public Checked(String name, Environment task) {
        this.name = name;
        this.task = task;
        this.observations = task.observationSpace();
        this.actions = boundedActions(task);
    }

    /** Returns the action space of a task, which agents scale to and so must be bounded. */
    static Box boundedActions(Environment task) {
        Box actions = task.actionSpace();
        if (!actions.isBounded()) {
            throw new IllegalArgumentException("action space " + actions + " given; every end must be finite");
        }
        return actions;
    }

    @Override
    public Box observationSpace() {
        return observations;
    }

    @Override
    public Box actionSpace() {
        return actions;
    }

    @Override
    public double[] reset(Seed seed) {
        return checkedObservation("reset", guarded("reset", () -> task.reset(seed)));
    }

    @Override
    public double[] reset() {
        return checkedObservation("reset", guarded("reset", task::reset));
    }

    /**
     * {@inheritDoc}
     *
     * @throws EnvironmentException if the action, the observation or the reward is refused, or the task threw
     */
    @Override
    public Step step(double[] action) {
        checkAction(action);
        Step step = guarded("step", () -> task.step(action));
        if (step == null) {
            throw failure("step returned null");
        }
        checkedObservation("step", step.observation());
        if (!(Math.abs(step.reward()) <= LARGEST_REWARD)) {
            throw failure("reward is " + step.reward() + "; it must be finite and at most 1e12 in size");
        }
        return step;
    }

    private void checkAction(double[] action) {
        if (action.length != actions.size()) {
            throw failure("action has " + action.length + " entries; the action space has " + actions.size());
        }
        int i = actions.firstOutside(action);
        if (i >= 0) {
            throw failure("action[" + i + "] is " + action[i] + "; it must be in [" + actions.low(i) + ", "
                    + actions.high(i) + "]");
        }
    }

    private double[] checkedObservation(String call, double[] observation) {
        if (observation == null) {
            throw failure(call + " returned a null observation");
        }
        if (observation.length != observations.size()) {
            throw failure(call + " returned an observation of " + observation.length
                    + " entries; the observation space has " + observations.size());
        }
        for (int i = 0; i < observation.length; i++) {
            if (!Float.isFinite((float) observation[i])) {
                throw failure(call + " returned observation[" + i + "] = " + observation[i]
                        + "; it must be finite, also as a float");
            }
        }
        return observation;
    }

    private <T> T guarded(String call, Supplier<T> body) {
        try {
            return body.get();
        } catch (EnvironmentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(call, e);
        }
    }

    private EnvironmentException failure(String call, RuntimeException cause) {
        String firstLine = cause.toString().lines().findFirst().orElse("");
        return new EnvironmentException(name + ": " + call + " failed: " + firstLine, cause);
    }

    private EnvironmentException failure(String what) {
        return new EnvironmentException(name + ": " + what);
    }

    @Override
    public void close() {
        try {
            task.close();
        } catch (RuntimeException e) {
            throw failure("close", e);
        }
    }

    @Override
    public void state(StateVisitor visitor) {
        task.state(visitor);
    }
}
