package softac.lab.dashboard;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.lab.scene.Heads;
import softac.sac.agent.Policy;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.env.classic.Pendulum;
import softac.sac.env.registry.Task;

/**
 * A copy of the task in which the latest policy acts, for whoever watches. The run knows nothing of it. Actions are the
 * deterministic ones; those of a bandit, where nothing else would move, are drawn.
 */
final class Stage {
    private static final int REST = 20; // ticks between two episodes

    private final int run;
    private final Environment task;
    private final int pace;
    private final boolean draws;
    private final Rng noise = Seed.of(0).split("watch").rng();
    private final double[] action;
    private @Nullable Heads heads;
    private double[] observation;
    private long tick;
    private long pauseUntil;
    private boolean over;
    private int step;
    private double sum;

    /**
     * Begins an episode.
     *
     * @param run number
     * @param task what to act in
     */
    Stage(int run, Task task) {
        this.run = run;
        this.task = task.create();
        Environment bare = task.factory().get();
        draws = bare instanceof ContinuousBandit;
        pace = bare instanceof Pendulum ? 1 : 3; // ticks a step: the pendulum's Δt is that of a tick
        action = new double[this.task.actionSpace().size()];
        observation = this.task.reset(Seed.of(0).split("watch"));
    }

    /** Takes another policy, in the middle of an episode too. */
    void follow(Heads latest) {
        Policy policy = latest.policy();
        if (policy.network().observationSize() != observation.length
                || !policy.actions().equals(task.actionSpace())) {
            throw new IllegalArgumentException("policy.safetensors is of another task");
        }
        heads = latest;
    }

    /**
     * A twentieth of a second later.
     *
     * @return what was done, null where nothing was
     */
    @Nullable Message tick() {
        tick++;
        if (heads == null || tick < pauseUntil || tick % pace != 0) {
            return null;
        }
        if (over) {
            begin();
            if (!draws) {
                return now(0);
            }
        }
        act(heads.at(observation));
        Step next = task.step(action);
        observation = next.observation();
        step++;
        sum += next.reward();
        over = next.done();
        if (over && !draws) {
            pauseUntil = tick + REST;
        }
        return now(next.reward());
    }

    private Message now(double reward) {
        return new Message.Acted(run, step, observation, action.clone(), reward, sum);
    }

    private void begin() {
        observation = task.reset();
        over = false;
        step = 0;
        sum = 0;
        Arrays.fill(action, 0);
    }

    private void act(Heads.Gaussians at) {
        Box box = task.actionSpace();
        for (int i = 0; i < action.length; i++) {
            action[i] = StrictMath.tanh(at.mean()[i] + (draws ? at.deviation()[i] * noise.normal() : 0));
        }
        box.fromUnit(action, action);
    }
}
