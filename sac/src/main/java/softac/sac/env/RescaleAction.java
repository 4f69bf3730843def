package softac.sac.env;

import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;

/** Shows a task with actions in [−1, 1]ᵐ: the task gets low + (unit + 1)(high − low)/2, see {@link Box#fromUnit}. */
public final class RescaleAction implements Environment {
    private final Environment task;
    private final Box actions;
    private final Box unit;

    /**
     * Rescales a task.
     *
     * @param task the task; owned from now on
     * @throws IllegalArgumentException if its action space is not bounded
     */
    public RescaleAction(Environment task) {
        this.task = task;
        this.actions = Checked.boundedActions(task);
        this.unit = Box.symmetric(actions.size(), 1);
    }

    @Override
    public Box observationSpace() {
        return task.observationSpace();
    }

    /** Returns [−1, 1]ᵐ. */
    @Override
    public Box actionSpace() {
        return unit;
    }

    @Override
    public double[] reset(Seed seed) {
        return task.reset(seed);
    }

    @Override
    public double[] reset() {
        return task.reset();
    }

    @Override
    public Step step(double[] action) {
        return task.step(actions.fromUnit(action, new double[actions.size()]));
    }

    @Override
    public void close() {
        task.close();
    }

    @Override
    public void state(StateVisitor visitor) {
        task.state(visitor);
    }
}
