package softac.sac.env.registry;

import java.util.function.Supplier;
import softac.sac.env.Checked;
import softac.sac.env.Environment;
import softac.sac.env.TimeLimit;

/**
 * A task by name. The two reference returns are undiscounted means over starts, without entropy, for orientation.
 *
 * @param id its name, as Gymnasium has it where Gymnasium has it
 * @param alias a short name
 * @param description one line
 * @param maxSteps steps after which an episode is truncated
 * @param factory a new bare environment in each call
 * @param randomReturn mean return of actions drawn uniformly from the action space
 * @param bestReturn mean return of optimal or near-optimal control
 */
public record Task(
        String id,
        String alias,
        String description,
        int maxSteps,
        Supplier<Environment> factory,
        double randomReturn,
        double bestReturn) {
    /** Returns a new environment with its time limit, each step of it checked. */
    public Environment create() {
        return new TimeLimit(new Checked(id, factory.get()), maxSteps);
    }
}
