// twin: 32
package softac.autodiff.kernel;

import static softac.autodiff.kernel.Real64.real;
import static softac.autodiff.kernel.VectorReal64.LANES;
import static softac.autodiff.kernel.VectorReal64.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** See {@link Kernels#adam}; the description of a step is refilled for every step. */
final class VectorAdam64 extends Range {
    @Real
    double step;

    @Real
    double root;

    @Real
    double b1;

    @Real
    double b2;

    @Real
    double c1;

    @Real
    double c2;

    @Real
    double eps;

    @Real
    double[] g = {};

    @Real
    double[] m = {};

    @Real
    double[] v = {};

    @Real
    double[] p = {};

    @Override
    void loop(int from, int to) {
        loop(step, root, b1, b2, c1, c2, eps, g, m, v, p, from, to);
    }

    /** Over local variables, which stay in registers. */
    private static void loop(
            @Real double step,
            @Real double root,
            @Real double b1,
            @Real double b2,
            @Real double c1,
            @Real double c2,
            @Real double eps,
            @Real double[] g,
            @Real double[] m,
            @Real double[] v,
            @Real double[] p,
            int from,
            int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector gi = DoubleVector.fromArray(SPECIES, g, i);
            DoubleVector mi = DoubleVector.fromArray(SPECIES, m, i).mul(b1).add(gi.mul(c1));
            DoubleVector vi =
                    DoubleVector.fromArray(SPECIES, v, i).mul(b2).add(gi.mul(c2).mul(gi));
            mi.intoArray(m, i);
            vi.intoArray(v, i);
            DoubleVector.fromArray(SPECIES, p, i)
                    .sub(mi.div(vi.sqrt().div(root).add(eps)).mul(step))
                    .intoArray(p, i);
        }
        for (; i < to; i++) {
            @Real double gi = g[i];
            @Real double mi = b1 * m[i] + c1 * gi;
            @Real double vi = b2 * v[i] + c2 * gi * gi;
            m[i] = mi;
            v[i] = vi;
            p[i] -= step * (mi / (real(Math.sqrt(vi)) / root + eps));
        }
    }
}
