// twin: 32
package softac.autodiff.kernel;

/** g ← [y > 0] g; the description is refilled for every loop. */
final class VectorMask64 extends Range {
    @Real
    double[] y = {};

    @Real
    double[] g = {};

    @Override
    void loop(int from, int to) {
        VectorLoops64.reluMask(y, g, from, to);
    }
}
