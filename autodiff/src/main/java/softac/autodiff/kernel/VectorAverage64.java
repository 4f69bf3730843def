// twin: 32
package softac.autodiff.kernel;

/** y ← take · x + keep · y; the description is refilled for every loop. */
final class VectorAverage64 extends Range {
    @Real
    double take;

    @Real
    double keep;

    @Real
    double[] x = {};

    @Real
    double[] y = {};

    @Override
    void loop(int from, int to) {
        VectorLoops64.average(take, keep, x, y, from, to);
    }
}
