package softac.sac.agent;

import java.util.List;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.optim.Adam;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/**
 * One of the losses that an update minimises, in the paper's order: {@link SacAgent#losses()} lists them all. An agent
 * records its value on a batch with {@link SacAgent#record(Loss, softac.sac.replay.Batch, softac.autodiff.random.Noise)}.
 */
public final class Loss implements Stateful {
    private final String name;
    private final String symbol;
    private final String source;
    private final Adam optimizer;
    private double last = Double.NaN;

    Loss(String name, String symbol, String source, Adam optimizer) {
        this.name = name;
        this.symbol = symbol;
        this.source = source;
        this.optimizer = optimizer;
    }

    /** As it stands in messages: {@code J_Q}. */
    public String name() {
        return name;
    }

    /** As the papers write it: {@code J_Q(θ)}. */
    public String symbol() {
        return symbol;
    }

    /** Paper and equation: {@code v2 (5), (6)}. */
    public String source() {
        return source;
    }

    /** What it is differentiated with respect to, and what its optimiser moves. */
    public List<Parameter> parameters() {
        return optimizer.parameters();
    }

    /** Its value in the last update, before the step; NaN before the first. */
    public double last() {
        return last;
    }

    /** Lists {@link #last}; {@link SacAgent#lastUpdate} says what for. */
    @Override
    public void state(StateVisitor visitor) {
        double[] value = {last};
        visitor.doubles("last", value);
        last = value[0];
    }

    /** A step of its optimiser. */
    void minimize(Tensor value) {
        optimizer.minimize(name, value);
        last = value.item();
    }

    @Override
    public String toString() {
        return name;
    }
}
