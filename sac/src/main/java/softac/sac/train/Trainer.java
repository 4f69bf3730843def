package softac.sac.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;
import softac.sac.agent.SacAgent;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;
import softac.sac.replay.Batch;
import softac.sac.replay.ReplayBuffer;

/**
 * A convenience over {@code act}, {@code add} and {@code update}: acts in the task, keeps what happened, updates the
 * agent, and evaluates it on a separate copy of the task. A game or a robot keeps its own loop instead.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(task, copyOfTask, agent, settings, Seed.of(1));
 * trainer.run(listener);
 * }</pre>
 */
public final class Trainer implements Stateful {
    private static final int RECENT = 100; // episodes in the rollout averages, as Stable-Baselines3 has it

    private final Environment task;
    private final Evaluation evaluation;
    private final SacAgent agent;
    private final TrainerSettings settings;
    private final ReplayBuffer replay;
    private final Batch batch;
    private final Box actions;
    private final double[] action;

    private final Rng warmup;
    private final Rng exploration;
    private final Rng sampling;
    private final Rng learning;

    private double[] observation;
    private long steps;
    private long episodes;
    private double episodeReturn;
    private long episodeLength;
    private final double[] recentReturns = new double[RECENT];
    private final double[] recentLengths = new double[RECENT];

    /**
     * Allocates the replay and starts the first episode.
     *
     * @param task to act in, with its time limit
     * @param evaluationTask another instance of it, to evaluate in
     * @param agent to train
     * @param settings how long and how often
     * @param seed of every stream that training draws from, each split off by its name
     * @throws IllegalArgumentException when both tasks are one, the agent does not fit the task, or the
     *     heap is too small for the replay
     */
    public Trainer(Environment task, Environment evaluationTask, SacAgent agent, TrainerSettings settings, Seed seed) {
        if (task == evaluationTask) {
            throw new IllegalArgumentException(
                    "trainer: one task given to train and to evaluate in; give it two instances");
        }
        this.task = task;
        this.agent = agent;
        this.settings = settings;
        actions = task.actionSpace();
        int observationSize = task.observationSpace().size();
        if (agent.policy().observationSize() != observationSize
                || !agent.actions().equals(actions)) {
            throw new IllegalArgumentException(
                    "the agent observes " + agent.policy().observationSize()
                            + " numbers and acts in " + agent.actions() + ", the task shows " + observationSize
                            + " and takes " + actions);
        }
        replay = new ReplayBuffer(settings.replayCapacity(), observationSize, actions);
        batch = agent.emptyBatch();
        action = new double[actions.size()];
        warmup = seed.split("warmup").rng();
        exploration = seed.split("exploration").rng();
        sampling = seed.split("sampling").rng();
        learning = seed.split("learning").rng();
        evaluation = new Evaluation(evaluationTask, seed.split("evaluation"), settings.evaluationEpisodes());
        observation = task.reset(seed.split("task"));
    }

    /**
     * Steps until the settings' number of steps is reached, evaluating on the way and at the end.
     *
     * @param listeners told of every step and every evaluation
     * @throws IOException when a listener cannot write
     */
    public void run(TrainingListener... listeners) throws IOException {
        List<TrainingListener> all = List.of(listeners);
        while (!finished()) {
            advance(all);
        }
    }

    /** Whether the settings' number of steps is reached. */
    public boolean finished() {
        return steps >= settings.steps();
    }

    /**
     * One step with all that belongs to it: the updates, and the evaluation where one is due. Between two calls a run can
     * be stopped, saved and gone on with later, and nobody will be able to tell.
     *
     * <pre>{@code
     * while (!trainer.finished() && !stopRequested) {
     *     trainer.advance(listeners);
     * }
     * }</pre>
     *
     * @param listeners told of the step and of the evaluation
     * @throws IOException when a listener cannot write
     */
    public void advance(List<TrainingListener> listeners) throws IOException {
        step();
        for (int n = 0; n < listeners.size(); n++) { // an iterator would be an allocation a step
            listeners.get(n).stepped(this);
        }
        if (steps % settings.evaluateEvery() == 0 || steps == settings.steps()) {
            Map<String, Double> metrics = evaluate();
            for (TrainingListener listener : listeners) {
                listener.evaluated(this, metrics);
            }
        }
    }

    /** One step in the task, and the updates due after it. */
    public void step() {
        chooseAction();
        Step step = task.step(action);
        replay.add(observation, action, step.reward(), step.observation(), step.terminated());
        steps++;
        episodeReturn += step.reward();
        episodeLength++;
        observation = step.observation();
        if (step.done()) {
            finishEpisode();
        }
        for (long due = updatesDue(steps) - updatesDue(steps - 1); due > 0; due--) {
            replay.sample(settings.batchSize(), sampling, batch);
            agent.update(batch, learning);
        }
    }

    private void chooseAction() {
        if (steps < settings.warmup()) {
            for (int i = 0; i < action.length; i++) {
                action[i] = (float) warmup.uniform(-1, 1);
            }
            actions.fromUnit(action, action);
        } else {
            agent.act(observation, exploration, action);
        }
    }

    /** Steps without updates: until the warm-up is over and one batch is there. */
    private long waiting() {
        return Math.max(settings.warmup(), settings.batchSize());
    }

    /** Updates that belong to the first {@code t} steps: none before the warm-up is over and one batch is there. */
    private long updatesDue(long t) {
        return t <= waiting() ? 0 : (long) ((double) (t - waiting()) * settings.updatesPerStep());
    }

    /** The step after which the first update is taken, beyond the last step where there is none. */
    public long firstUpdate() {
        double rest = Math.ceil(1 / settings.updatesPerStep());
        return rest >= settings.steps() || waiting() >= settings.steps()
                ? settings.steps() + 1
                : waiting() + (long) rest;
    }

    private void finishEpisode() {
        int slot = (int) (episodes % RECENT);
        recentReturns[slot] = episodeReturn;
        recentLengths[slot] = (double) episodeLength;
        episodes++;
        episodeReturn = 0;
        episodeLength = 0;
        observation = task.reset();
    }

    private Map<String, Double> evaluate() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("time/total_timesteps", (double) steps);
        metrics.put("time/episodes", (double) episodes);
        metrics.put("rollout/ep_rew_mean", recentMean(recentReturns));
        metrics.put("rollout/ep_len_mean", recentMean(recentLengths));
        metrics.putAll(evaluation.of(agent));
        metrics.putAll(agent.metrics());
        metrics.put("train/n_updates", (double) agent.updates());
        return metrics;
    }

    private double recentMean(double[] recent) {
        return Arrays.stream(recent, 0, (int) Math.min(episodes, RECENT))
                .average()
                .orElse(Double.NaN);
    }

    /** Environment steps so far. */
    public long steps() {
        return steps;
    }

    /** Episodes finished so far. */
    public long episodes() {
        return episodes;
    }

    /** Mean return of the last 100 episodes, NaN before the first has finished. */
    public double recentReturn() {
        return recentMean(recentReturns);
    }

    /** The agent being trained. */
    public SacAgent agent() {
        return agent;
    }

    /** What happened so far. */
    public ReplayBuffer replay() {
        return replay;
    }

    /** How long and how often. */
    public TrainerSettings settings() {
        return settings;
    }

    /** Lists agent, replay, task, streams and counters; evaluations leave no trace in it. */
    @Override
    public void state(StateVisitor visitor) {
        visitor.part("agent", agent);
        visitor.part("replay", replay);
        visitor.part("task", task);
        visitor.part("warmup", warmup);
        visitor.part("exploration", exploration);
        visitor.part("sampling", sampling);
        visitor.part("learning", learning);
        long[] counters = {steps, episodes, episodeLength};
        double[] sum = {episodeReturn};
        visitor.longs("counters", counters);
        visitor.doubles("episode_return", sum);
        visitor.doubles("observation", observation);
        visitor.doubles("recent_returns", recentReturns);
        visitor.doubles("recent_lengths", recentLengths);
        if (visitor.overwrites()) {
            steps = counters[0];
            episodes = counters[1];
            episodeLength = counters[2];
            episodeReturn = sum[0];
        }
    }
}
