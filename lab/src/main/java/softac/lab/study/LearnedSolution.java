package softac.lab.study;

import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.lab.run.Algorithm;
import softac.lab.run.Preset;
import softac.lab.run.Run;
import softac.lab.run.RunSettings;
import softac.lab.run.TemperatureSettings;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacAgent;
import softac.sac.env.registry.Task;
import softac.sac.theory.SquashedGaussian;

/**
 * What an agent with one action has learned, in the form of the exact solutions of {@code softac.sac.theory}, so that both
 * can be subtracted.
 *
 * <pre>{@code
 * LearnedSolution learned = LearnedSolution.train(Tasks.named("hill"), Algorithm.V2, TemperatureSettings.fixed(0.1), 1);
 * double error = learned.value(s) - SquashedHillSolution.of(0.9, 0.1).value(s);
 * }</pre>
 *
 * Entropies are those of the unscaled action, as the agent has them.
 */
public final class LearnedSolution {
    private static final double REACH = 6;
    private static final int NODES = 97;

    private final SacAgent agent;
    private final PolicySample sample = new PolicySample();

    /**
     * Looks at an agent; it may go on learning between two calls.
     *
     * @param agent with one action
     * @throws IllegalArgumentException if it has more
     */
    public LearnedSolution(SacAgent agent) {
        if (agent.actions().size() != 1) {
            throw new IllegalArgumentException(
                    "learned solution: an agent with " + agent.actions().size() + " actions given; it must have 1");
        }
        this.agent = agent;
    }

    /**
     * Trains an agent with the task's preset, but for the algorithm and the temperature, to the end and without evaluations.
     *
     * @param task with one action
     * @param algorithm which of the two papers
     * @param temperature how much entropy is worth
     * @param seed of every random number
     */
    public static LearnedSolution train(Task task, Algorithm algorithm, TemperatureSettings temperature, long seed) {
        RunSettings settings = Preset.of(task).settings(task, seed).with(algorithm, temperature);
        try (Run run = new Run(settings, 1)) {
            run.trainUnobserved();
            return new LearnedSolution(run.trainer().agent());
        }
    }

    /** The agent. */
    public SacAgent agent() {
        return agent;
    }

    /** Returns α in units of the task's rewards. */
    public double temperature() {
        return agent.temperature().alpha() / agent.rewardScale();
    }

    /**
     * Returns π(·|s), of the unscaled action.
     *
     * @param observation s (n), not modified
     */
    public SquashedGaussian policy(double... observation) {
        draw(1, observation, 0); // where ε = 0, u is μ
        return new SquashedGaussian(
                sample.u().item(), StrictMath.exp(sample.logStd().item()));
    }

    /**
     * Returns the action tanh(μ + σ ε), in the task's box.
     *
     * @param epsilon ε: 0 for the median
     * @param observation s (n), not modified
     */
    public double action(double epsilon, double... observation) {
        double[] action = {policy(observation).action(epsilon)};
        agent.actions().fromUnit(action, action);
        return action[0];
    }

    /**
     * Returns V(s) = E[min_i Q_θᵢ(s, a) − α log π(a|s)], a ~ π(·|s), in units of the task's rewards, by the trapezoidal
     * rule in ε over 6 standard deviations.
     *
     * @param observation s (n), not modified
     */
    public double value(double... observation) {
        Tensor s = draw(NODES, observation, REACH);
        Tensor v = agent.critics()
                .min(s, sample.action())
                .sub(sample.logProbability().scale(agent.temperature().alpha()));
        double[] values = agent.kernels().elements(v.value());
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < NODES; i++) {
            double weight = StrictMath.exp(-node(i) * node(i) / 2);
            sum += weight * values[i];
            mass += weight;
        }
        return sum / mass / agent.rewardScale();
    }

    private static double node(int i) {
        return REACH * (2.0 * i / (NODES - 1) - 1);
    }

    /** Acts in so many copies of one state with ε from −reach to reach, on a new pass of the agent's tape. */
    private Tensor draw(int count, double[] observation, double reach) {
        Kernels kernels = agent.kernels();
        ReshapeMatrix s = kernels.create(count, observation.length);
        double[] copies = new double[count * observation.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = observation[i % observation.length];
        }
        kernels.load(copies, s);
        agent.tape().begin();
        Tensor states = agent.tape().constant(s);
        int[] drawn = {0};
        agent.policy().sample(states, () -> reach == 0 ? 0 : node(drawn[0]++), sample);
        return states;
    }
}
