package softac.sac.theory;

import java.util.ArrayList;
import java.util.List;
import softac.sac.env.control.Hill;

/**
 * The best that squashed Gaussians can do in the task {@link Hill}, one for each state: soft policy iteration within the
 * class, which is a product over states, so that one policy is best in all of them at once.
 *
 * <pre>
 * π_new(·|s) = argmax over μ, σ of E[Q(s, a)] + α H,   V(s) = max over μ, σ of E[Q(s, a)] + α H      v2 (4)
 * </pre>
 *
 * It is what an agent of the papers aims at; how far it stays below {@link HillSolution} no training can make good.
 */
public final class SquashedHillSolution {
    private static final SquashedGaussian START = new SquashedGaussian(0, 0.8);

    private final HillProblem problem;
    private final HillProblem.Value value;

    SquashedHillSolution(HillProblem problem) {
        this.problem = problem;
        List<SquashedGaussian> policy = new ArrayList<>();
        for (int i = 0; i < problem.size(); i++) {
            policy.add(START);
        }
        this.value = problem.iterate(v -> {
            List<HillProblem.Choice> choices = new ArrayList<>();
            for (int i = 0; i < policy.size(); i++) {
                SquashedGaussian best = best(v, problem.state(i), policy.get(i));
                policy.set(i, best);
                choices.add(new HillProblem.Choice(best.noise().mapped(best::action), best.entropy()));
            }
            return choices;
        });
    }

    private SquashedGaussian best(HillProblem.Value v, double s, SquashedGaussian start) {
        return new Ascent(a -> v.actionValue(s, a), problem.temperature()).from(start);
    }

    /**
     * Solves the task within the class.
     *
     * @param discount γ in [0, 1)
     * @param temperature α in [0.01, 100]
     * @throws IllegalArgumentException if γ or α is out of range
     * @throws ArithmeticException if policy iteration, or the climb at one state, does not settle
     */
    public static SquashedHillSolution of(double discount, double temperature) {
        return new SquashedHillSolution(new HillProblem(discount, temperature, HillProblem.POINTS));
    }

    /** Returns V(s) of the best such policy, s in [−4, 4]. */
    public double value(double s) {
        return value.at(s);
    }

    /** Returns Q(s, a) of the best such policy. */
    public double actionValue(double s, double a) {
        return value.actionValue(s, a);
    }

    /** Returns the best squashed Gaussian at s. */
    public SquashedGaussian policy(double s) {
        return best(value, s, START);
    }
}
