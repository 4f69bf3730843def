package softac.autodiff.kernel;

/** What differs between the precisions besides the element type: here for float. */
final class Real32 {
    private Real32() {}

    /** Rounds to the element type. */
    static float real(double x) {
        return (float) x;
    }
}
