package softac.autodiff;

/**
 * A dual number v + ε·d with ε² = 0: forward-mode differentiation, written independently of the engine.
 *
 * @param v value
 * @param d derivative
 */
record Dual(double v, double d) {
    static Dual constant(double v) {
        return new Dual(v, 0);
    }

    Dual plus(Dual b) {
        return new Dual(v + b.v, d + b.d);
    }

    Dual minus(Dual b) {
        return new Dual(v - b.v, d - b.d);
    }

    Dual times(Dual b) {
        return new Dual(v * b.v, d * b.v + v * b.d);
    }

    Dual over(Dual b) {
        return new Dual(v / b.v, (d * b.v - v * b.d) / (b.v * b.v));
    }

    Dual times(double c) {
        return new Dual(c * v, c * d);
    }

    /** The first of two equals, as the engine documents. */
    Dual min(Dual b) {
        return v <= b.v ? this : b;
    }

    /** The first of two equals, as the engine documents. */
    Dual max(Dual b) {
        return v >= b.v ? this : b;
    }

    Dual exp() {
        double e = StrictMath.exp(v);
        return new Dual(e, e * d);
    }

    Dual log() {
        return new Dual(StrictMath.log(v), d / v);
    }

    Dual sqrt() {
        double root = StrictMath.sqrt(v);
        return new Dual(root, d / (2 * root));
    }

    Dual square() {
        return times(this);
    }

    Dual abs() {
        return v > 0 ? this : v < 0 ? times(-1) : constant(0);
    }

    Dual relu() {
        return v > 0 ? this : constant(0);
    }

    Dual tanh() {
        double cosh = StrictMath.cosh(v); // inputs are far from where it overflows
        return new Dual(StrictMath.sinh(v) / cosh, d / (cosh * cosh));
    }

    Dual sigmoid() {
        return times(0.5).tanh().plus(constant(1)).times(0.5);
    }

    Dual softplus() {
        return exp().plus(constant(1)).log();
    }

    Dual logOneMinusTanhSquared() {
        return new Dual(-2 * StrictMath.log(StrictMath.cosh(v)), -2 * tanh().v * d);
    }

    Dual stopGradient() {
        return constant(v);
    }
}
