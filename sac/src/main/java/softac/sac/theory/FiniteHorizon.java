package softac.sac.theory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The optimum over T steps by backward recursion, each step with a temperature of its own as in v2 section 5 (where γ = 1):
 *
 * <pre>
 * V_T = 0,   Qₜ = r + γ E[Vₜ₊₁(s′)],   Vₜ(s) = αₜ log Σ_a exp(Qₜ(s,a)/αₜ),   πₜ = exp((Qₜ − Vₜ)/αₜ)
 * </pre>
 *
 * With one α for all steps Qₜ is soft Q-iteration from r after T − 1 − t sweeps.
 */
public final class FiniteHorizon {
    /** A step t: πₜ, Vₜ (|S| × 1) and Qₜ (|S| × |A|), matrices not to be modified. */
    public record Stage(TabularPolicy policy, DMatrixRMaj value, DMatrixRMaj actionValue) {}

    private final List<Stage> stages;

    private FiniteHorizon(List<Stage> stages) {
        this.stages = stages;
    }

    /**
     * Solves the problem of T steps.
     *
     * @param model S, A, p, r
     * @param discount γ in [0, 1]
     * @param temperatures α₀ … α_{T−1}, each at least 0
     * @throws IllegalArgumentException if γ or a temperature is out of range
     */
    public static FiniteHorizon of(FiniteMdp model, double discount, double... temperatures) {
        if (!(discount >= 0 && discount <= 1)) {
            throw new IllegalArgumentException("mdp: discount " + discount + " given; it must be in [0, 1]");
        }
        Deque<Stage> stages = new ArrayDeque<>();
        DMatrixRMaj later = new DMatrixRMaj(model.states(), 1);
        for (int t = temperatures.length - 1; t >= 0; t--) {
            double temperature = temperatures[t];
            if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("mdp: temperature " + temperature + " of step " + t
                        + " given; it must be at least 0 and finite");
            }
            DMatrixRMaj q = model.backup(discount, later);
            later = Softmax.value(q, temperature);
            stages.addFirst(new Stage(TabularPolicy.softmax(q, temperature), later, q));
        }
        return new FiniteHorizon(List.copyOf(stages));
    }

    /** Returns T. */
    public int steps() {
        return stages.size();
    }

    /**
     * Returns step t.
     *
     * @throws IndexOutOfBoundsException if t is not in 0 … T − 1
     */
    public Stage stage(int t) {
        return stages.get(t);
    }
}
