package softac.sac.env.control;

/**
 * A linear system with Gaussian noise and a quadratic reward, immutable:
 *
 * <pre>x′ = A x + B u + w,  w ~ N(0, W),   r = −(xᵀQx + uᵀRu)</pre>
 *
 * with x (n), u (m), A, Q, W (n × n), B (n × m), R (m × m). Matrices are arrays of rows.
 */
public final class LqrModel {
    private final double[][] a;
    private final double[][] b;
    private final double[][] q;
    private final double[][] r;
    private final double[][] w;
    private final double[][] noiseFactor;

    /**
     * Creates a system; all matrices are copied.
     *
     * @param a A (n × n)
     * @param b B (n × m)
     * @param q Q (n × n), symmetric
     * @param r R (m × m), symmetric
     * @param w W (n × n), symmetric positive semi-definite, zero for no noise
     * @throws IllegalArgumentException if sizes do not chain, an entry is not finite, Q, R or W is not symmetric, or W is
     *     no covariance
     */
    public LqrModel(double[][] a, double[][] b, double[][] q, double[][] r, double[][] w) {
        int n = a.length;
        int m = b.length == 0 ? 0 : b[0].length;
        if (n == 0 || m == 0) {
            throw new IllegalArgumentException(
                    "lqr: A has " + n + " rows and B " + m + " columns; each needs at least 1");
        }
        this.a = Rows.checked("A", a, n, n);
        this.b = Rows.checked("B", b, n, m);
        this.q = Rows.checkedSymmetric("Q", q, n);
        this.r = Rows.checkedSymmetric("R", r, m);
        this.w = Rows.checkedSymmetric("W", w, n);
        this.noiseFactor = Rows.factor("W", this.w);
    }

    /** Returns the length n of x. */
    public int stateSize() {
        return a.length;
    }

    /** Returns the length m of u. */
    public int actionSize() {
        return r.length;
    }

    /** Returns a copy of A (n × n). */
    public double[][] a() {
        return Rows.copy(a);
    }

    /** Returns a copy of B (n × m). */
    public double[][] b() {
        return Rows.copy(b);
    }

    /** Returns a copy of Q (n × n). */
    public double[][] q() {
        return Rows.copy(q);
    }

    /** Returns a copy of R (m × m). */
    public double[][] r() {
        return Rows.copy(r);
    }

    /** Returns a copy of W (n × n). */
    public double[][] w() {
        return Rows.copy(w);
    }

    /**
     * Returns r = −(xᵀQx + uᵀRu).
     *
     * @param x n; not modified
     * @param u m; not modified
     * @throws IllegalArgumentException if a vector has another length
     */
    public double reward(double[] x, double[] u) {
        return -(Rows.form(q, x) + Rows.form(r, u));
    }

    /**
     * Returns x′ = Ax + Bu + Lξ, where LLᵀ = W.
     *
     * @param x n; not modified
     * @param u m; not modified
     * @param xi ξ ~ N(0, I), n; not modified
     * @throws IllegalArgumentException if a vector has another length
     */
    public double[] next(double[] x, double[] u, double[] xi) {
        double[] next = Rows.times(a, x);
        Rows.add(Rows.times(b, u), next);
        Rows.add(Rows.times(noiseFactor, xi), next);
        return next;
    }
}
