package softac.autodiff.kernel;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.NEG;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementary} on lanes, operation for operation, with the same bits at any width; the reasons stand there. A
 * ternary has become a blend.
 *
 * <p>Every loop is one method that calls nothing but the Vector API. C2 inlines that API without limit, but gives up on
 * our own methods once a graph is large (some 30 vector operations) or the callee was compiled before, and a vector that
 * a call returns is allocated. So q stands here twice, and what is made of other functions is made of passes over a
 * block of scratch memory, small enough for the nearest cache.
 *
 * <p>Owns that scratch: an object serves one thread.
 */
final class VectorElementary {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    /** Elements per pass, a multiple of every number of lanes. */
    private static final int BLOCK = 256;

    private final double[] argument = new double[BLOCK];
    private final double[] e = new double[BLOCK];

    /** Whether {@link #apply} knows the function. */
    static boolean has(Function f) {
        return f == Function.EXP
                || f == Function.TANH
                || f == Function.SIGMOID
                || f == Function.SOFTPLUS
                || f == Function.LOG_ONE_MINUS_TANH_SQUARED;
    }

    /**
     * y[i] = f(x[i]) for {@code from <= i < to}; y is overwritten and may be x.
     *
     * @throws IllegalArgumentException if {@link #has} is false
     */
    void apply(Function f, double[] x, double[] y, int from, int to) {
        int end = from + LANES.loopBound(to - from);
        for (int i = from; i < end; i += BLOCK) {
            block(f, x, i, y, i, Math.min(BLOCK, end - i));
        }
        for (int i = end; i < to; i++) { // what fills no vector: the scalar form has the same bits
            y[i] = f.value(x[i]);
        }
    }

    /**
     * The same in single precision: computed in double and rounded once.
     *
     * @throws IllegalArgumentException if {@link #has} is false
     */
    void apply(Function f, float[] x, float[] y, int from, int to) {
        int end = from + LANES.loopBound(to - from);
        for (int i = from; i < end; i += BLOCK) {
            int n = Math.min(BLOCK, end - i);
            widen(x, i, argument, n);
            block(f, argument, 0, argument, 0, n);
            round(argument, y, i, n);
        }
        for (int i = end; i < to; i++) {
            y[i] = (float) f.value(x[i]);
        }
    }

    /** y[y0…] = f(x[x0…]), n ≤ BLOCK elements, a multiple of the lanes. */
    private void block(Function f, double[] x, int x0, double[] y, int y0, int n) {
        if (f == Function.EXP) {
            exp(x, x0, y, y0, n);
        } else if (f == Function.TANH) {
            tanh(x, x0, y, y0, n);
        } else if (f == Function.SIGMOID) {
            minusAbs(1, x, x0, e, n);
            exp(e, 0, e, 0, n);
            sigmoid(e, x, x0, y, y0, n);
        } else if (f == Function.SOFTPLUS) {
            minusAbs(1, x, x0, e, n);
            exp(e, 0, e, 0, n);
            log1p(e, n);
            softplus(e, x, x0, y, y0, n);
        } else if (f == Function.LOG_ONE_MINUS_TANH_SQUARED) {
            minusAbs(2, x, x0, e, n);
            exp(e, 0, e, 0, n);
            log1p(e, n);
            logOneMinusTanhSquared(e, x, x0, y, y0, n);
        } else {
            throw new IllegalArgumentException("no lanes for " + f);
        }
    }

    /** {@link Elementary#exp}. */
    private static void exp(double[] in, int in0, double[] out, int out0, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector x = DoubleVector.fromArray(LANES, in, in0 + i);
            DoubleVector y = x.blend(Elementary.EXP_LOW, x.compare(LT, Elementary.EXP_LOW));
            y = y.blend(Elementary.EXP_HIGH, y.compare(GT, Elementary.EXP_HIGH));
            DoubleVector k = y.fma(Elementary.LOG_2_E, Elementary.ROUND).sub(Elementary.ROUND);
            DoubleVector r1 = k.lanewise(FMA, -Elementary.LOG_2, y);
            DoubleVector r = k.lanewise(FMA, -Elementary.LOG_2_LOW, r1);
            DoubleVector rLow = k.lanewise(FMA, -Elementary.LOG_2_LOW, r1.sub(r));
            DoubleVector s = r.mul(r);
            DoubleVector even = s.fma(Elementary.Q10, Elementary.Q8)
                    .lanewise(FMA, s, Elementary.Q6)
                    .lanewise(FMA, s, Elementary.Q4)
                    .lanewise(FMA, s, Elementary.Q2)
                    .lanewise(FMA, s, Elementary.Q0);
            DoubleVector odd = s.fma(Elementary.Q9, Elementary.Q7)
                    .lanewise(FMA, s, Elementary.Q5)
                    .lanewise(FMA, s, Elementary.Q3)
                    .lanewise(FMA, s, Elementary.Q1);
            DoubleVector q = r.fma(odd, even);
            DoubleVector p = r.add(s.fma(q, rLow)).add(1);
            DoubleVector half = k.fma(0.5, Elementary.ROUND).sub(Elementary.ROUND);
            DoubleVector power1 = half.add(Elementary.ROUND_TO_EXPONENT)
                    .reinterpretAsLongs()
                    .lanewise(LSHL, Elementary.FRACTION_BITS)
                    .reinterpretAsDoubles();
            DoubleVector power2 = k.sub(half)
                    .add(Elementary.ROUND_TO_EXPONENT)
                    .reinterpretAsLongs()
                    .lanewise(LSHL, Elementary.FRACTION_BITS)
                    .reinterpretAsDoubles();
            p.mul(power1).mul(power2).blend(Double.NaN, x.compare(NE, x)).intoArray(out, out0 + i);
        }
    }

    /** {@link Elementary#tanh}. */
    private static void tanh(double[] in, int in0, double[] out, int out0, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector x = DoubleVector.fromArray(LANES, in, in0 + i);
            DoubleVector y = x.lanewise(ABS);
            y = y.blend(Elementary.TANH_HIGH, y.compare(GT, Elementary.TANH_HIGH));
            y = y.add(y);
            DoubleVector k = y.fma(Elementary.LOG_2_E, Elementary.ROUND).sub(Elementary.ROUND);
            DoubleVector r1 = k.lanewise(FMA, -Elementary.LOG_2, y);
            DoubleVector r = k.lanewise(FMA, -Elementary.LOG_2_LOW, r1);
            DoubleVector rLow = k.lanewise(FMA, -Elementary.LOG_2_LOW, r1.sub(r));
            DoubleVector s = r.mul(r);
            DoubleVector even = s.fma(Elementary.Q10, Elementary.Q8)
                    .lanewise(FMA, s, Elementary.Q6)
                    .lanewise(FMA, s, Elementary.Q4)
                    .lanewise(FMA, s, Elementary.Q2)
                    .lanewise(FMA, s, Elementary.Q0);
            DoubleVector odd = s.fma(Elementary.Q9, Elementary.Q7)
                    .lanewise(FMA, s, Elementary.Q5)
                    .lanewise(FMA, s, Elementary.Q3)
                    .lanewise(FMA, s, Elementary.Q1);
            DoubleVector u = s.fma(r.fma(odd, even), rLow);
            DoubleVector p = r.add(u);
            DoubleVector pLow = r.sub(p).add(u);
            DoubleVector power = k.add(Elementary.ROUND_TO_EXPONENT)
                    .reinterpretAsLongs()
                    .lanewise(LSHL, Elementary.FRACTION_BITS)
                    .reinterpretAsDoubles();
            DoubleVector powerMinus1 = power.sub(1);
            DoubleVector e = power.fma(p, powerMinus1);
            DoubleVector eLow = power.fma(pLow, power.fma(p, powerMinus1.sub(e)));
            DoubleVector sum = e.add(2);
            DoubleVector sumLow = e.sub(sum.sub(2)).add(eLow);
            DoubleVector inverse = DoubleVector.broadcast(LANES, 1).div(sum);
            DoubleVector t = e.mul(inverse);
            DoubleVector minusT = t.lanewise(NEG);
            DoubleVector remainder = minusT.fma(sum, e).add(minusT.fma(sumLow, eLow));
            DoubleVector size = remainder.fma(inverse, t);
            size.reinterpretAsLongs()
                    .or(x.reinterpretAsLongs().and(Long.MIN_VALUE)) // the sign of x
                    .reinterpretAsDoubles()
                    .blend(Double.NaN, x.compare(NE, x))
                    .intoArray(out, out0 + i);
        }
    }

    /** In place, {@link Elementary#log1p}: 0 ≤ x ≤ 1. */
    private static void log1p(double[] x0, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector x = DoubleVector.fromArray(LANES, x0, i);
            DoubleVector sum = x.add(2);
            DoubleVector sumLow = x.sub(sum.sub(2));
            DoubleVector inverse = DoubleVector.broadcast(LANES, 1).div(sum);
            DoubleVector t = x.mul(inverse);
            DoubleVector minusT = t.lanewise(NEG);
            DoubleVector z = minusT.fma(sumLow, minusT.fma(sum, x)).fma(inverse, t);
            DoubleVector s = z.mul(z);
            DoubleVector s2 = s.mul(s);
            DoubleVector even = s2.fma(Elementary.L8, Elementary.L6)
                    .lanewise(FMA, s2, Elementary.L4)
                    .lanewise(FMA, s2, Elementary.L2)
                    .lanewise(FMA, s2, Elementary.L0);
            DoubleVector odd = s2.fma(Elementary.L9, Elementary.L7)
                    .lanewise(FMA, s2, Elementary.L5)
                    .lanewise(FMA, s2, Elementary.L3)
                    .lanewise(FMA, s2, Elementary.L1);
            DoubleVector l = s.fma(odd, even);
            z.lanewise(NEG).fma(s.lanewise(NEG).fma(l, x), x).intoArray(x0, i);
        }
    }

    /** {@link Elementary#sigmoid}, given e = e^(−|x|). */
    private static void sigmoid(double[] e0, double[] in, int in0, double[] out, int out0, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector e = DoubleVector.fromArray(LANES, e0, i);
            DoubleVector x = DoubleVector.fromArray(LANES, in, in0 + i);
            DoubleVector one = DoubleVector.broadcast(LANES, 1);
            DoubleVector numerator = one.blend(e, x.compare(LT, 0));
            DoubleVector sum = e.add(1);
            DoubleVector sumLow = e.sub(sum.sub(1));
            DoubleVector inverse = one.div(sum);
            DoubleVector t = numerator.mul(inverse);
            DoubleVector minusT = t.lanewise(NEG);
            DoubleVector remainder = minusT.fma(sumLow, minusT.fma(sum, numerator));
            remainder.fma(inverse, t).blend(Double.NaN, x.compare(NE, x)).intoArray(out, out0 + i);
        }
    }

    /** {@link Elementary#softplus}, given l = log1p(e^(−|x|)). */
    private static void softplus(double[] l0, double[] in, int in0, double[] out, int out0, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector l = DoubleVector.fromArray(LANES, l0, i);
            DoubleVector x = DoubleVector.fromArray(LANES, in, in0 + i);
            DoubleVector positive = DoubleVector.zero(LANES).blend(x, x.compare(GT, 0));
            positive.add(l).blend(Double.NaN, x.compare(NE, x)).intoArray(out, out0 + i);
        }
    }

    /** {@link Elementary#logOneMinusTanhSquared}, given l = log1p(e^(−2|x|)). */
    private static void logOneMinusTanhSquared(double[] l0, double[] in, int in0, double[] out, int out0, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector l = DoubleVector.fromArray(LANES, l0, i);
            DoubleVector x = DoubleVector.fromArray(LANES, in, in0 + i);
            DoubleVector minusA = x.lanewise(ABS).lanewise(NEG);
            minusA.add(Elementary.LOG_2)
                    .sub(l)
                    .mul(2)
                    .blend(Double.NaN, x.compare(NE, x))
                    .intoArray(out, out0 + i);
        }
    }

    /** out = −c|in|. */
    private static void minusAbs(double c, double[] in, int in0, double[] out, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector.fromArray(LANES, in, in0 + i).lanewise(ABS).mul(-c).intoArray(out, i);
        }
    }

    // Plain loops: a second shape of float vectors would cost the products their registers (see VectorReal32).

    private static void widen(float[] x, int x0, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[x0 + i];
        }
    }

    private static void round(double[] x, float[] y, int y0, int n) {
        for (int i = 0; i < n; i++) {
            y[y0 + i] = (float) x[i];
        }
    }
}
