package softac.lab.run;

import java.util.Arrays;
import softac.lab.plot.InterquartileMean;
import softac.sac.agent.Policy;
import softac.sac.env.Environment;
import softac.sac.env.registry.Task;
import softac.sac.train.Evaluation;

/**
 * The returns of one policy over many episodes, and what sums them up.
 *
 * @param values one return an episode, at least one; not copied, not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // made and read here only; never compared
public record Returns(double[] values) {
    /** Episodes of the evaluation that ends a training. */
    public static final int FINAL_EPISODES = 100;

    /**
     * The evaluation that ends a training: the present policy from the first {@value #FINAL_EPISODES} starts.
     *
     * @param run whose steps are done
     * @return its returns
     */
    public static Returns afterTraining(Run run) {
        return of(run.task(), run.trainer().agent().snapshot(), 0, FINAL_EPISODES);
    }

    /**
     * Deterministic episodes started by {@code reset(first)}, {@code reset(first + 1)} ….
     *
     * @param task to act in
     * @param policy to evaluate
     * @param first seed of the first episode, at least 0
     * @param episodes how many, at least 1
     * @return their undiscounted returns
     * @throws IllegalArgumentException when the policy was made for another task
     */
    public static Returns of(Task task, Policy policy, long first, int episodes) {
        try (Environment environment = task.create()) {
            return new Returns(Evaluation.returns(environment, policy, first, episodes));
        }
    }

    /** Number of episodes n. */
    public int episodes() {
        return values.length;
    }

    /** Σ x / n, from the first value on, so that equal returns have exactly their mean. */
    public double mean() {
        return values[0] + Arrays.stream(values).map(value -> value - values[0]).sum() / values.length;
    }

    /** √(Σ (x − mean)² / (n − 1)), NaN for a single episode. */
    public double standardDeviation() {
        double mean = mean();
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return values.length == 1 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /** The mean of the middle half: ⌊n/4⌋ of the lowest and as many of the highest are left out. */
    public double interquartileMean() {
        return InterquartileMean.of(values);
    }
}
