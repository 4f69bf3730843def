package softac.sac.agent;

import java.util.List;
import softac.autodiff.Parameter;

/**
 * Parameters that carry one symbol in the papers, a network or log α: what losses depend on and optimisers move.
 *
 * @param symbol {@code θ̄₁}
 * @param name {@code target_q1}, with which the names of its parameters begin
 * @param parameters in the order of the network
 */
public record ParameterGroup(String symbol, String name, List<Parameter> parameters) {
    /** Keeps a copy. */
    public ParameterGroup {
        parameters = List.copyOf(parameters);
    }
}
