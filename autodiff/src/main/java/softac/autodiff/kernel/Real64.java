package softac.autodiff.kernel;

/** What differs between the precisions besides the element type: here for double. */
final class Real64 {
    private Real64() {}

    /** Rounds to the element type. */
    static double real(double x) {
        return x;
    }
}
