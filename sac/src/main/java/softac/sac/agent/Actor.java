package softac.sac.agent;

import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Noise;
import softac.sac.env.Box;

/**
 * A policy in use by one thread: observation in, action in the task's box out. Allocates nothing once warm.
 *
 * <p>Observation and unit action are rounded to float, as the replay keeps them, so that what was learned from is what
 * was seen and done.
 */
public final class Actor {
    private final Tape tape;
    private final SquashedGaussianPolicy policy;
    private final Box actions;
    private final ReshapeMatrix observationRow;
    private final double[] rounded;
    private final double[] unit;
    private final PolicySample sample = new PolicySample();

    Actor(Kernels kernels, SquashedGaussianPolicy policy, Box actions) {
        tape = new Tape(kernels);
        this.policy = policy;
        this.actions = actions;
        observationRow = kernels.create(1, policy.observationSize());
        rounded = new double[policy.observationSize()];
        unit = new double[actions.size()];
    }

    /**
     * The deterministic action tanh μ(s), scaled to the box.
     *
     * @param observation s (n), not modified
     * @param action (m), overwritten
     * @throws IllegalArgumentException when a size is wrong or an observation not a finite float
     * @throws NumericalFailure when the policy has diverged and its action is NaN
     */
    public void act(double[] observation, double[] action) {
        scale(policy.deterministic(begin(observation, action)), action);
    }

    /**
     * An action drawn from π(·|s), scaled to the box.
     *
     * @param observation s (n), not modified
     * @param noise m draws
     * @param action (m), overwritten
     * @return log π(a|s) of the unscaled action
     * @throws IllegalArgumentException when a size is wrong or an observation not a finite float
     * @throws NumericalFailure when the policy has diverged and its action is NaN
     */
    public double act(double[] observation, Noise noise, double[] action) {
        policy.sample(begin(observation, action), noise, sample);
        scale(sample.action(), action);
        return sample.logProbability().item();
    }

    private Tensor begin(double[] observation, double[] action) {
        if (observation.length != rounded.length || action.length != unit.length) {
            throw new IllegalArgumentException("act: observation of " + observation.length + " and action of "
                    + action.length + " numbers: this policy takes " + rounded.length + " and gives " + unit.length);
        }
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) observation[i];
            if (!Double.isFinite(rounded[i])) {
                throw new IllegalArgumentException(
                        "act: observation[" + i + "] = " + observation[i] + " is not a finite float");
            }
        }
        tape.kernels().load(rounded, observationRow);
        tape.begin();
        return tape.constant(observationRow);
    }

    private void scale(Tensor a, double[] action) {
        tape.kernels().store(a.value(), unit);
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) unit[i];
            if (Double.isNaN(unit[i])) {
                throw new NumericalFailure("act: the policy's action[" + i
                        + "] is NaN: it has diverged; load a good state, or lower the learning rate");
            }
        }
        actions.fromUnit(unit, action);
    }
}
