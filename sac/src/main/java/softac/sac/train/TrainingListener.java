package softac.sac.train;

import java.io.IOException;
import java.util.Map;

/** Is told how training goes, on the training thread. */
public interface TrainingListener {
    /**
     * After every environment step.
     *
     * @param trainer to ask for the present numbers
     * @throws IOException stops the training
     */
    default void stepped(Trainer trainer) throws IOException {}

    /**
     * After every evaluation.
     *
     * @param trainer to ask for the present numbers
     * @param metrics name → value in a fixed order, a function of seed and settings only
     * @throws IOException stops the training
     */
    default void evaluated(Trainer trainer, Map<String, Double> metrics) throws IOException {}
}
