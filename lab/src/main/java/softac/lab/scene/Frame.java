package softac.lab.scene;

import java.util.ArrayList;
import java.util.List;
import softac.autodiff.random.Seed;
import softac.sac.agent.Actor;
import softac.sac.agent.Policy;
import softac.sac.env.Environment;
import softac.sac.env.Step;
import softac.sac.env.registry.Task;

/**
 * One step of an episode.
 *
 * @param number of the step, from 1
 * @param observation what was seen (n), not to be modified
 * @param action what was done then (m), in the task's box, not to be modified
 * @param sum rewards up to this step's
 */
@SuppressWarnings("ArrayRecordComponent") // made and read here only; never compared
public record Frame(int number, double[] observation, double[] action, double sum) {
    /**
     * A deterministic episode.
     *
     * @param task to act in
     * @param policy made for it
     * @param seed of {@code reset(seed)}
     * @return its steps
     */
    public static List<Frame> episode(Task task, Policy policy, long seed) {
        List<Frame> frames = new ArrayList<>();
        try (Environment environment = task.create()) {
            Actor actor = policy.actor();
            double[] observation = environment.reset(Seed.of(seed));
            double sum = 0;
            for (boolean done = false; !done; ) {
                double[] action = new double[environment.actionSpace().size()];
                actor.act(observation, action);
                Step step = environment.step(action);
                sum += step.reward();
                frames.add(new Frame(frames.size() + 1, observation, action, sum));
                observation = step.observation();
                done = step.done();
            }
        }
        return frames;
    }
}
