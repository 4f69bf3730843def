package softac.sac.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;

/**
 * A task whose k-th step, counted over all episodes from 1, is whatever the test says. It observes (episode, k) and notes
 * the actions.
 */
final class TrainerTestTask implements Environment {
    static final Box ACTIONS = Box.of(new double[] {-2, 0}, new double[] {2, 1});

    /** How a step ends. */
    enum End {
        NOT,
        TERMINATED,
        TRUNCATED,
        BOTH
    }

    final List<double[]> actions = new ArrayList<>();
    private final LongFunction<End> ends;
    private final LongFunction<Double> rewards;
    private final long[] count = {0, 0}; // episodes, steps

    TrainerTestTask(LongFunction<End> ends, LongFunction<Double> rewards) {
        this.ends = ends;
        this.rewards = rewards;
    }

    /** An episode of that many steps, then another; rewards 1, 2, 3 … over all of them. */
    static TrainerTestTask cutOffEvery(int length) {
        return new TrainerTestTask(k -> k % length == 0 ? End.TRUNCATED : End.NOT, k -> (double) k);
    }

    @Override
    public Box observationSpace() {
        return Box.unbounded(2);
    }

    @Override
    public Box actionSpace() {
        return ACTIONS;
    }

    @Override
    public double[] reset(Seed seed) {
        count[1] = 0;
        return reset();
    }

    @Override
    public double[] reset() {
        count[0]++;
        return observation();
    }

    private double[] observation() {
        return new double[] {count[0], count[1]};
    }

    @Override
    public Step step(double[] action) {
        actions.add(action.clone());
        count[1]++;
        End end = ends.apply(count[1]);
        return new Step(
                observation(),
                rewards.apply(count[1]),
                end == End.TERMINATED || end == End.BOTH,
                end == End.TRUNCATED || end == End.BOTH);
    }

    @Override
    public void state(StateVisitor visitor) {
        visitor.longs("count", count);
    }
}
