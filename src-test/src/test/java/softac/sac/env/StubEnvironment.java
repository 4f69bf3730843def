package softac.sac.env;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;

/** Plays a script of steps on a two-number observation and an action in [-2, 2] x [0, 1], and records the actions. */
final class StubEnvironment implements Environment {
    final Deque<Step> script = new ArrayDeque<>();
    final Deque<double[]> actions = new ArrayDeque<>();
    double[] start = {0, 0};
    boolean closed;

    @Nullable RuntimeException failure;

    StubEnvironment then(double reward, boolean terminated, boolean truncated) {
        script.add(new Step(new double[] {1, 2}, reward, terminated, truncated));
        return this;
    }

    @Override
    public Box observationSpace() {
        return Box.symmetric(2, 1);
    }

    @Override
    public Box actionSpace() {
        return Box.of(new double[] {-2, 0}, new double[] {2, 1});
    }

    @Override
    public double[] reset(Seed seed) {
        return reset();
    }

    @Override
    public double[] reset() {
        if (failure != null) {
            throw failure;
        }
        return start;
    }

    @Override
    public Step step(double[] action) {
        if (failure != null) {
            throw failure;
        }
        actions.add(action.clone());
        return script.remove();
    }

    @Override
    public void close() {
        if (failure != null) {
            throw failure;
        }
        closed = true;
    }

    @Override
    public void state(StateVisitor visitor) {}
}
