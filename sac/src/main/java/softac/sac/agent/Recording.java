package softac.sac.agent;

import java.util.Map;
import softac.autodiff.Tensor;

/**
 * An update's losses as they stand on the agent's tape, no step taken; valid until its next pass.
 *
 * @param inputs what the batch gave: {@code s}, {@code a}, {@code r} (scaled), {@code s′} and {@code 1 − d}
 * @param losses each loss's value (1 × 1), in the order of {@link SacAgent#losses()}
 */
public record Recording(Map<String, Tensor> inputs, Map<Loss, Tensor> losses) {}
