package softac.autodiff.kernel;

/** What a precision makes of a number. */
final class Rounding {
    private Rounding() {}

    /** An element as the precision rounds it. */
    static double round(Precision precision, double x) {
        return precision == Precision.FLOAT64 ? x : (float) x;
    }

    /** a·b + c as the precision rounds it. */
    static double fma(Precision precision, double a, double b, double c) {
        return precision == Precision.FLOAT64 ? Math.fma(a, b, c) : Math.fma((float) a, (float) b, (float) c);
    }
}
