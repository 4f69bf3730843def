package softac.sac.replay;

import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;

/** B transitions (s, a, r, s′, d) as matrices of the agent's precision, filled again for every update. */
public final class Batch {
    private final Kernels kernels;
    private final ReshapeMatrix observation;
    private final ReshapeMatrix action;
    private final ReshapeMatrix reward;
    private final ReshapeMatrix nextObservation;
    private final ReshapeMatrix notTerminated;

    /**
     * An empty batch.
     *
     * @param kernels give the precision
     * @param observationSize n
     * @param actionSize m
     */
    public Batch(Kernels kernels, int observationSize, int actionSize) {
        this.kernels = kernels;
        observation = kernels.create(0, observationSize);
        action = kernels.create(0, actionSize);
        reward = kernels.create(0, 1);
        nextObservation = kernels.create(0, observationSize);
        notTerminated = kernels.create(0, 1);
    }

    /**
     * The same transitions in the precision of other kernels; from single precision every digit.
     *
     * @param other the loops of the copy
     * @return another batch, which shares nothing with this one
     */
    public Batch copy(Kernels other) {
        Batch copy = new Batch(other, observation.getNumCols(), action.getNumCols());
        copy.resize(observation.getNumRows());
        other.load(kernels.elements(observation), copy.observation);
        other.load(kernels.elements(action), copy.action);
        other.load(kernels.elements(reward), copy.reward);
        other.load(kernels.elements(nextObservation), copy.nextObservation);
        other.load(kernels.elements(notTerminated), copy.notTerminated);
        return copy;
    }

    /** Makes room for B transitions; the contents are then undefined. */
    public void resize(int count) {
        observation.reshape(count, observation.getNumCols());
        action.reshape(count, action.getNumCols());
        reward.reshape(count, 1);
        nextObservation.reshape(count, nextObservation.getNumCols());
        notTerminated.reshape(count, 1);
    }

    /** The loops of its precision. */
    public Kernels kernels() {
        return kernels;
    }

    /** s (B × n). */
    public ReshapeMatrix observation() {
        return observation;
    }

    /** a (B × m), each in [−1, 1]. */
    public ReshapeMatrix action() {
        return action;
    }

    /** r (B × 1). */
    public ReshapeMatrix reward() {
        return reward;
    }

    /** s′ (B × n): the observation reached, also where the episode was cut off. */
    public ReshapeMatrix nextObservation() {
        return nextObservation;
    }

    /** 1 − d (B × 1): 0 where the task itself ended, 1 elsewhere; a truncated transition has 1. */
    public ReshapeMatrix notTerminated() {
        return notTerminated;
    }
}
