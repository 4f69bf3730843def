package softac.autodiff.kernel;

/**
 * The exponential and its relatives, each one polynomial without a branch: what {@link StrictMath} takes 20 to 60 ns
 * for, and what lanes can do as well. {@code VectorElementary} repeats every line on vectors; both give the same bits,
 * on every machine, because only operations are used whose result IEEE 754 defines. Change neither alone.
 *
 * <p>Errors in units in the last place: exp 0.87, log1p 0.9, tanh 1.0, sigmoid 1.5, softplus 1.7, the largest in millions
 * of arguments, measured and not proved; log(1 − tanh²), which is a difference near 0, 4e-16 max(1, |y|). A NaN gives
 * {@link Double#NaN}, always of the same bits.
 *
 * <p>The polynomials are minimax approximations, found by the algorithm of Remez and rounded to double; the script
 * {@code elementary_coefficients.py} beside the tests' tables prints them.
 */
final class Elementary {
    /** The double next to log 2, and what it lacks. */
    static final double LOG_2 = 0x1.62e42fefa39efp-1;

    static final double LOG_2_LOW = 0x1.abc9e3b39803fp-56;
    static final double LOG_2_E = 0x1.71547652b82fep+0;

    /** 1.5·2^52: a number of size below 2^51 plus this has no digits after the point, and its integer in its low bits. */
    static final double ROUND = 0x1.8p52;

    /** With the exponent's bias added, these low bits are the exponent of a power of two. */
    static final double ROUND_TO_EXPONENT = ROUND + 1023;

    /** Width of the fraction, above which the exponent stands. */
    static final int FRACTION_BITS = 52;

    // e^r = 1 + r + r² q(r) for |r| ≤ log(2)/2; relative error of e^r − 1: 2^-60.02
    static final double Q0 = 0x1.0000000000000p-1;
    static final double Q1 = 0x1.5555555555557p-3;
    static final double Q2 = 0x1.5555555555558p-5;
    static final double Q3 = 0x1.11111111100dbp-7;
    static final double Q4 = 0x1.6c16c16c151fcp-10;
    static final double Q5 = 0x1.a01a01abe84bap-13;
    static final double Q6 = 0x1.a01a01acfacc0p-16;
    static final double Q7 = 0x1.71de0230beb99p-19;
    static final double Q8 = 0x1.27e4cccdeb2f7p-22;
    static final double Q9 = 0x1.af4deb0af45a9p-26;
    static final double Q10 = 0x1.1f8b4c6b3c913p-29;

    // 2 artanh z = 2z + z s l(s), s = z², for 0 ≤ z ≤ 1/3; relative error of 2 artanh z: 2^-56.99
    static final double L0 = 0x1.5555555555555p-1;
    static final double L1 = 0x1.999999999a455p-2;
    static final double L2 = 0x1.24924923cd3a0p-2;
    static final double L3 = 0x1.c71c727660741p-3;
    static final double L4 = 0x1.745cefc3ca7c0p-3;
    static final double L5 = 0x1.3b18cab10cb31p-3;
    static final double L6 = 0x1.10ab0535fc9ecp-3;
    static final double L7 = 0x1.ebaa07be29ed8p-4;
    static final double L8 = 0x1.67ff27128ae42p-4;
    static final double L9 = 0x1.4b858637b2603p-3;

    /** e^x is 0 below the one and infinite above the other, and the powers of two between are products of two doubles. */
    static final double EXP_LOW = -746;

    static final double EXP_HIGH = 710;

    /** From here on tanh x is 1. */
    static final double TANH_HIGH = 20;

    private Elementary() {}

    /**
     * e^x. The reduction of Cody and Waite, x = k log 2 + r with |r| ≤ log(2)/2: log 2 is subtracted in two pieces, the
     * first difference is exact and the second's rounding error kept (rLow). Then e^x = 2^k e^r, where 2^k is applied in
     * two halves, because it may be no double where e^x is one.
     */
    static double exp(double x) {
        double y = x < EXP_LOW ? EXP_LOW : x;
        y = y > EXP_HIGH ? EXP_HIGH : y;
        double k = nearestInteger(y, LOG_2_E);
        double r1 = Math.fma(k, -LOG_2, y);
        double r = Math.fma(k, -LOG_2_LOW, r1);
        double rLow = Math.fma(k, -LOG_2_LOW, r1 - r);
        double p = 1 + (r + Math.fma(r * r, q(r), rLow));
        double half = nearestInteger(k, 0.5);
        return nanOr(x, p * powerOfTwo(half) * powerOfTwo(k - half));
    }

    /**
     * tanh x = E / (E + 2) with the sign of x, where E = e^(2|x|) − 1 = 2^k (e^r − 1) + (2^k − 1) by the reduction of
     * {@link #exp}. Nothing cancels, so small x need no other way; what the roundings of e^r − 1, of E and of E + 2
     * lose is carried along (…Low) and put into the remainder of the division.
     */
    static double tanh(double x) {
        double y = Math.abs(x);
        y = y > TANH_HIGH ? TANH_HIGH : y;
        y = y + y;
        double k = nearestInteger(y, LOG_2_E);
        double r1 = Math.fma(k, -LOG_2, y);
        double r = Math.fma(k, -LOG_2_LOW, r1);
        double rLow = Math.fma(k, -LOG_2_LOW, r1 - r);
        double u = Math.fma(r * r, q(r), rLow);
        double p = r + u;
        double pLow = (r - p) + u;
        double power = powerOfTwo(k);
        double powerMinus1 = power - 1;
        double e = Math.fma(power, p, powerMinus1);
        double eLow = Math.fma(power, pLow, Math.fma(power, p, powerMinus1 - e));
        double sum = e + 2;
        double sumLow = (e - (sum - 2)) + eLow;
        double inverse = 1 / sum;
        double t = e * inverse;
        double remainder = Math.fma(-t, sum, e) + Math.fma(-t, sumLow, eLow);
        return nanOr(x, Math.copySign(Math.fma(remainder, inverse, t), x));
    }

    /**
     * log(1 + x) for 0 ≤ x ≤ 1: 2 artanh z with z = x / (2 + x). Since 2z = x − zx this is x − z(x − s l(s)), s = z²,
     * whose leading term is exact.
     */
    static double log1p(double x) {
        double z = quotient(x, 2, x);
        double s = z * z;
        return nanOr(x, Math.fma(-z, Math.fma(-s, l(s), x), x));
    }

    /** log(1 − tanh² x) = 2(log 2 − |x| − log1p(e^(−2|x|))). */
    static double logOneMinusTanhSquared(double x) {
        double a = Math.abs(x);
        return nanOr(x, 2 * ((LOG_2 - a) - log1p(exp(-2 * a))));
    }

    /** σ(x) = 1 / (1 + e^(−x)), from e^(−|x|), which does not overflow. */
    static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        return nanOr(x, quotient(x < 0 ? e : 1, 1, e));
    }

    /** log(1 + e^x) = max(x, 0) + log1p(e^(−|x|)). */
    static double softplus(double x) {
        double l = log1p(exp(-Math.abs(x)));
        return nanOr(x, (x > 0 ? x : 0) + l);
    }

    /** The integer next to ab, |ab| < 2^51; of two the even one. */
    private static double nearestInteger(double a, double b) {
        return Math.fma(a, b, ROUND) - ROUND;
    }

    /** 2^n for an integer −1022 ≤ n ≤ 1023: its bits are n + 1023 in the place of the exponent. */
    private static double powerOfTwo(double n) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(n + ROUND_TO_EXPONENT) << FRACTION_BITS);
    }

    /** n / (c + x) for 0 ≤ x ≤ c as if the sum were not rounded: what it lost goes into the remainder. */
    private static double quotient(double n, double c, double x) {
        double sum = c + x;
        double sumLow = x - (sum - c);
        double inverse = 1 / sum;
        double t = n * inverse;
        double remainder = Math.fma(-t, sumLow, Math.fma(-t, sum, n));
        return Math.fma(remainder, inverse, t);
    }

    /** q(r) = even(r²) + r odd(r²): two chains of half the length. */
    private static double q(double r) {
        double s = r * r;
        double even = Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, Q10, Q8), Q6), Q4), Q2), Q0);
        double odd = Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, Q9, Q7), Q5), Q3), Q1);
        return Math.fma(r, odd, even);
    }

    private static double l(double s) {
        double t = s * s;
        double even = Math.fma(t, Math.fma(t, Math.fma(t, Math.fma(t, L8, L6), L4), L2), L0);
        double odd = Math.fma(t, Math.fma(t, Math.fma(t, Math.fma(t, L9, L7), L5), L3), L1);
        return Math.fma(s, odd, even);
    }

    /** y, but NaN where x is: which of two NaN an operation passes on is not defined. */
    private static double nanOr(double x, double y) {
        return Double.isNaN(x) ? Double.NaN : y;
    }
}
