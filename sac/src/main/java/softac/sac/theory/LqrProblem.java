package softac.sac.theory;

import static softac.sac.theory.Matrices.congruence;
import static softac.sac.theory.Matrices.largest;
import static softac.sac.theory.Matrices.plus;
import static softac.sac.theory.Matrices.product;
import static softac.sac.theory.Matrices.scaled;
import static softac.sac.theory.Matrices.traceOfProduct;
import static softac.sac.theory.Matrices.transposeProduct;

import org.ejml.data.DMatrixRMaj;
import softac.sac.env.control.LqrModel;

/**
 * The entropy-regularised linear-quadratic regulator without horizon:
 *
 * <pre>maximise E Σₜ γᵗ (rₜ + α H(π(·|xₜ))),   r = −(xᵀQx + uᵀRu),   x′ = Ax + Bu + w,  w ~ N(0, W)</pre>
 *
 * Log-densities are those of u itself: an agent that acts in (−1, 1) and is scaled by half-widths h has
 * H(u) = H(unit) + Σ ln h.
 */
public final class LqrProblem {
    /** 2⁶⁰ steps: beyond that a sum that still grows is infinite. */
    private static final int DOUBLINGS = 60;

    private final DMatrixRMaj a;
    private final DMatrixRMaj b;
    private final DMatrixRMaj q;
    private final DMatrixRMaj r;
    private final DMatrixRMaj w;
    private final LqrModel model;
    private final double discount;
    private final double temperature;

    /**
     * Poses the problem.
     *
     * @param model A, B, Q, R, W
     * @param discount γ in [0, 1)
     * @param temperature α &gt; 0
     * @throws IllegalArgumentException if γ or α is out of range
     */
    public LqrProblem(LqrModel model, double discount, double temperature) {
        if (!(discount >= 0 && discount < 1)) {
            throw new IllegalArgumentException("lqr: discount " + discount + " given; it must be in [0, 1)");
        }
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "lqr: temperature " + temperature + " given; it must be positive and finite");
        }
        this.a = new DMatrixRMaj(model.a());
        this.b = new DMatrixRMaj(model.b());
        this.q = new DMatrixRMaj(model.q());
        this.r = new DMatrixRMaj(model.r());
        this.w = new DMatrixRMaj(model.w());
        this.model = model;
        this.discount = discount;
        this.temperature = temperature;
    }

    /** Returns γ. */
    public double discount() {
        return discount;
    }

    /** Returns α. */
    public double temperature() {
        return temperature;
    }

    /**
     * Returns the soft value of a policy u ~ N(−Lx, S), V(x) = −xᵀP x + c with
     *
     * <pre>
     * P = Q + LᵀRL + γ (A − BL)ᵀP(A − BL)
     * c = [ −tr((R + γBᵀPB) S) − γ tr(P W) + (α/2) ln det(2πe S) ] / (1 − γ)
     * </pre>
     *
     * @param policy L (m × n) and S (m × m)
     * @throws IllegalArgumentException if the sizes of L are not those of B, S is not positive definite, or the value is
     *     −∞ because γ ρ(A − BL)² ≥ 1
     */
    public QuadraticValue evaluate(LinearGaussian policy) {
        DMatrixRMaj l = policy.gain();
        if (l.getNumRows() != model.actionSize() || l.getNumCols() != model.stateSize()) {
            throw new IllegalArgumentException("lqr: gain (" + l.getNumRows() + "×" + l.getNumCols() + ") given; ("
                    + model.actionSize() + "×" + model.stateSize() + ") is needed");
        }
        DMatrixRMaj p = quadraticTerm(l);
        double c = -traceOfProduct(curvature(p), policy.covariance())
                - discount * traceOfProduct(p, w)
                + temperature * policy.entropy();
        return new QuadraticValue(p, c / (1 - discount));
    }

    /**
     * Returns Q(x,u) = r(x,u) + γ E[V(x′)] = −xᵀQx − uᵀRu + γ (−(Ax+Bu)ᵀP(Ax+Bu) − tr(PW) + c) for a value V.
     *
     * @param value V
     * @param x n; not modified
     * @param u m; not modified
     */
    public double actionValue(QuadraticValue value, double[] x, double[] u) {
        double[] mean = model.next(x, u, new double[x.length]);
        return model.reward(x, u) + discount * (value.at(mean) - traceOfProduct(value.p(), w));
    }

    /** Returns P = Q + LᵀRL + γ (A − BL)ᵀP(A − BL) of a gain L (m × n). */
    DMatrixRMaj quadraticTerm(DMatrixRMaj l) {
        return discountedSum(plus(q, 1, congruence(l, r)), plus(a, -1, product(b, l)));
    }

    /** Returns the curvature of −Q(x,u) in u: G = R + γBᵀPB (m × m). */
    DMatrixRMaj curvature(DMatrixRMaj p) {
        return plus(r, discount, congruence(b, p));
    }

    /** Returns the gain that is greedy for P: K = γ G⁻¹BᵀPA (m × n). */
    DMatrixRMaj greedyGain(DMatrixRMaj p) {
        DMatrixRMaj inverse =
                Matrices.PositiveDefinite.of("R + γBᵀPB", curvature(p)).inverse();
        return scaled(discount, product(inverse, transposeProduct(b, product(p, a))));
    }

    /**
     * Returns the next P of the Riccati iteration, Q + γAᵀPA − γ²AᵀPB G⁻¹BᵀPA, written as one step under the greedy gain,
     * Q + KᵀRK + γ(A − BK)ᵀP(A − BK): a sum of positive terms, so that nothing cancels.
     */
    DMatrixRMaj riccati(DMatrixRMaj p) {
        DMatrixRMaj k = greedyGain(p);
        DMatrixRMaj closedLoop = plus(a, -1, product(b, k));
        return plus(plus(q, 1, congruence(k, r)), discount, congruence(closedLoop, p));
    }

    /** Returns Q, the P of horizon 1. */
    DMatrixRMaj stateCost() {
        return q;
    }

    /** Returns P = Σₖ γᵏ (Mᵏ)ᵀC Mᵏ, doubling the number of terms in each round: P ← P + MᵀPM, M ← M², √γ within M. */
    private DMatrixRMaj discountedSum(DMatrixRMaj cost, DMatrixRMaj closedLoop) {
        DMatrixRMaj p = cost;
        DMatrixRMaj m = scaled(Math.sqrt(discount), closedLoop);
        for (int i = 0; i < DOUBLINGS && largest(p) < Double.POSITIVE_INFINITY; i++) {
            DMatrixRMaj later = congruence(m, p);
            if (largest(later) <= 1e-17 * largest(p)) {
                return p;
            }
            p = plus(p, 1, later);
            m = product(m, m);
        }
        throw new IllegalArgumentException("lqr: the value of this gain is infinite: γ ρ(A − BL)² is not below 1");
    }
}
