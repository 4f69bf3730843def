package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;
import softac.sac.env.control.LqrModel;

/**
 * The optimum of an {@link LqrProblem}. P is the limit, from P = Q, of the iteration
 *
 * <pre>
 * P = Q + γAᵀPA − γ²AᵀPB G⁻¹BᵀPA,   G = R + γBᵀPB,   K = γ G⁻¹BᵀPA
 * π*(u|x) = N(−K x, (α/2) G⁻¹)
 * V*(x) = −xᵀPx + c,   c = [ −γ tr(PW) + (α/2)(m ln(πα) − ln det G) ] / (1 − γ)
 * H* = (m/2) ln(πeα) − ½ ln det G, in every state
 * </pre>
 *
 * Without noise its mean, as a deterministic policy, has the value −xᵀPx. As α → 0 this is the ordinary discounted
 * regulator; P and K do not depend on α.
 */
public final class LqrSolution {
    private static final int MOST_ITERATIONS = 1_000_000;
    private static final int POLISHING_ROUNDS = 3;

    private final LqrProblem problem;
    private final DMatrixRMaj gain;
    private final Matrices.PositiveDefinite curvature;
    private final QuadraticValue value;

    private LqrSolution(LqrProblem problem, DMatrixRMaj p) {
        this.problem = problem;
        this.gain = problem.greedyGain(p);
        this.curvature = Matrices.PositiveDefinite.of("R + γBᵀPB", problem.curvature(p));
        this.value = new QuadraticValue(p, problem.evaluate(policy()).c());
    }

    /**
     * Solves a problem.
     *
     * @param model A, B, Q, R, W
     * @param discount γ in [0, 1)
     * @param temperature α &gt; 0
     * @throws IllegalArgumentException as {@link #of(LqrProblem)}, and if γ or α is out of range
     */
    public static LqrSolution of(LqrModel model, double discount, double temperature) {
        return of(new LqrProblem(model, discount, temperature));
    }

    /**
     * Solves a problem by iterating P from Q until its policy is nearly optimal, then by policy iteration.
     *
     * @throws IllegalArgumentException if R + γBᵀPB is not positive definite, or no policy has a finite value
     */
    public static LqrSolution of(LqrProblem problem) {
        DMatrixRMaj p = problem.stateCost();
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            DMatrixRMaj next = problem.riccati(p);
            double change = Matrices.largest(Matrices.plus(next, -1, p));
            p = next;
            if (Matrices.largest(p) == Double.POSITIVE_INFINITY) {
                break;
            }
            if (change <= 1e-9 * Matrices.largest(p)) {
                return new LqrSolution(problem, polished(problem, p));
            }
        }
        throw new IllegalArgumentException(
                "lqr: the Riccati iteration does not converge: no gain makes γ ρ(A − BK)² < 1");
    }

    /** Policy iteration, which is Newton's method for P: each round doubles the number of correct digits. */
    private static DMatrixRMaj polished(LqrProblem problem, DMatrixRMaj start) {
        DMatrixRMaj p = start;
        for (int i = 0; i < POLISHING_ROUNDS; i++) {
            p = problem.quadraticTerm(problem.greedyGain(p));
        }
        return p;
    }

    /** Returns K (m × n): the mean of the optimal policy is −Kx. */
    public DMatrixRMaj gain() {
        return gain.copy();
    }

    /** Returns Σ = (α/2) G⁻¹ (m × m), the covariance of the optimal policy. */
    public DMatrixRMaj covariance() {
        return Matrices.scaled(problem.temperature() / 2, curvature.inverse());
    }

    /** Returns the optimal policy N(−Kx, Σ). */
    public LinearGaussian policy() {
        return new LinearGaussian(gain(), covariance());
    }

    /** Returns V* by its P and c. */
    public QuadraticValue value() {
        return value;
    }

    /** Returns V*(x) = −xᵀPx + c. */
    public double value(double... x) {
        return value.at(x);
    }

    /** Returns Q*(x,u) = r(x,u) + γ E[V*(x′)]. */
    public double actionValue(double[] x, double[] u) {
        return problem.actionValue(value, x, u);
    }

    /** Returns the entropy H* of the optimal policy. */
    public double entropy() {
        return policy().entropy();
    }

    /**
     * Returns the temperature at which the optimal policy has entropy H̄, α* = exp((2H̄ + ln det G)/m)/(πe): what a learned
     * temperature must converge to.
     *
     * @param targetEntropy H̄, of u itself
     */
    public double temperatureFor(double targetEntropy) {
        int m = gain.getNumRows();
        return StrictMath.exp((2 * targetEntropy + curvature.logDeterminant()) / m) / (Math.PI * Math.E);
    }
}
