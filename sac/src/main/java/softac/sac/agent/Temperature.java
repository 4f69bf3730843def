package softac.sac.agent;

import java.util.List;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** α, in units of reward per nat: a constant, or e^(log α) with log α learned, which keeps it above 0. */
public final class Temperature implements Stateful {
    private final Kernels kernels;
    private final Parameter logAlpha;
    private final boolean learned;
    private final double fixed;
    private final double targetEntropy;

    /**
     * As set.
     *
     * @param kernels give the precision
     * @param setting learned, fixed, or 1 beside a reward scale
     * @param actionSize m, for the target entropy
     * @throws IllegalArgumentException for a target entropy that no policy can have
     */
    public Temperature(Kernels kernels, TemperatureSetting setting, int actionSize) {
        this.kernels = kernels;
        logAlpha = new Parameter("log_alpha", kernels, 1, 1);
        if (setting instanceof TemperatureSetting.Learned l) {
            kernels.fill(StrictMath.log(l.initial()), logAlpha.value());
            targetEntropy = l.targetFor(actionSize);
        } else {
            targetEntropy = Double.NaN;
        }
        learned = setting instanceof TemperatureSetting.Learned;
        fixed = setting instanceof TemperatureSetting.Fixed f ? f.alpha() : 1;
    }

    /** Whether log α is learned. */
    public boolean isLearned() {
        return learned;
    }

    /** H̄, NaN unless learned. */
    public double targetEntropy() {
        return targetEntropy;
    }

    /** log α (1 × 1), meaningful where learned. */
    public Parameter logAlpha() {
        return logAlpha;
    }

    /** What is learned: log α, or nothing. */
    public List<Parameter> parameters() {
        return learned ? List.of(logAlpha) : List.of();
    }

    /**
     * Records α.
     *
     * @param tape of the agent's precision
     * @return (1 × 1)
     */
    public Tensor alpha(Tape tape) {
        return (learned ? tape.parameter(logAlpha).exp() : tape.constant(fixed)).named("α");
    }

    /** The present α. */
    public double alpha() {
        return learned ? StrictMath.exp(kernels.get(logAlpha.value(), 0, 0)) : fixed;
    }

    @Override
    public void state(StateVisitor visitor) {
        logAlpha.state(visitor);
    }
}
