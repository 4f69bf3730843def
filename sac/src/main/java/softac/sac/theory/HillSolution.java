package softac.sac.theory;

import java.util.stream.IntStream;
import softac.sac.env.control.Hill;

/**
 * The soft optimum of the task {@link Hill} over all policies, by soft policy iteration on a grid and quadrature over
 * actions:
 *
 * <pre>V*(s) = α log ∫ exp(Q*(s, a)/α) da,   π*(a|s) = exp((Q*(s, a) − V*(s))/α)              v2 (4)</pre>
 *
 * With γ = 0.9, α = 0.1 the values of a finer grid are the same within 1e-10 (a test).
 */
public final class HillSolution {
    private static final Quadrature ACTIONS = Quadrature.panels(-1, 1, 4);

    private final HillProblem problem;
    private final HillProblem.Value value;

    HillSolution(HillProblem problem) {
        this.problem = problem;
        this.value = problem.iterate(v -> IntStream.range(0, problem.size())
                .mapToObj(i -> choice(v, problem.state(i)))
                .toList());
    }

    /**
     * Solves the task.
     *
     * @param discount γ in [0, 1)
     * @param temperature α in [0.01, 100]
     * @throws IllegalArgumentException if γ or α is out of range
     * @throws ArithmeticException if policy iteration does not settle
     */
    public static HillSolution of(double discount, double temperature) {
        return new HillSolution(new HillProblem(discount, temperature, HillProblem.POINTS));
    }

    /** π ∝ exp(Q(s, ·)/α), which is soft policy improvement over all policies; entropy = log Z − E[Q]/α. */
    private HillProblem.Choice choice(HillProblem.Value v, double s) {
        double logZ = logNormaliser(v, s);
        double alpha = problem.temperature();
        Quadrature actions = ACTIONS.weighted(a -> StrictMath.exp(v.actionValue(s, a) / alpha - logZ));
        return new HillProblem.Choice(actions, logZ - actions.integral(a -> v.actionValue(s, a)) / alpha);
    }

    /** log Z = log ∫ exp(Q(s, a)/α) da, the greatest exponent taken out. */
    private double logNormaliser(HillProblem.Value v, double s) {
        double alpha = problem.temperature();
        double greatest = IntStream.range(0, ACTIONS.size())
                .mapToDouble(k -> v.actionValue(s, ACTIONS.node(k)) / alpha)
                .max()
                .orElseThrow();
        return greatest + StrictMath.log(ACTIONS.integral(a -> StrictMath.exp(v.actionValue(s, a) / alpha - greatest)));
    }

    /** Returns V*(s), s in [−4, 4]. */
    public double value(double s) {
        return value.at(s);
    }

    /** Returns Q*(s, a). */
    public double actionValue(double s, double a) {
        return value.actionValue(s, a);
    }

    /** Returns the density π*(a|s), zero outside [−1, 1]. */
    public double density(double s, double a) {
        return Math.abs(a) <= 1 ? StrictMath.exp((actionValue(s, a) - value(s)) / problem.temperature()) : 0;
    }

    /** Returns E[a], a ~ π*(·|s). */
    public double meanAction(double s) {
        return choice(value, s).actions().integral(a -> a);
    }

    /** Returns the entropy of π*(·|s). */
    public double entropy(double s) {
        return choice(value, s).entropy();
    }
}
