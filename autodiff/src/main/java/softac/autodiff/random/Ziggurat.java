package softac.autodiff.random;

/**
 * Standard normal draws by the ziggurat of Marsaglia and Tsang, <em>The Ziggurat Method for Generating Random
 * Variables</em> (2000), in NumPy's arrangement of the bits.
 *
 * <p>The area under f(x) = exp(−x²/2), x ≥ 0, is covered by 256 layers of equal area. Layer i ≥ 1 is a box of width xᵢ
 * between the heights f(xᵢ) and f(xᵢ₋₁), with x₁ < … < x₂₅₅ = r; layer 0 is the strip below f(r) together with the tail
 * beyond r, as wide as a box of its area would be. One output picks a layer, a sign and a point x across the layer: to
 * the left of the next narrower layer the point is under the curve for certain, which holds for 99.3 % of the draws.
 */
final class Ziggurat {
    private static final double R = 3.654152885361009;
    private static final double INVERSE_R = 0.2736612373297583;
    private static final long MANTISSA = (1L << 52) - 1;

    private Ziggurat() {}

    static double normal(Rng rng) {
        while (true) {
            long bits = rng.nextLong();
            int layer = (int) bits & 0xFF;
            long sign = (bits & 0x100) << 55;
            long across = (bits >>> 9) & MANTISSA;
            double x = across * ZigguratTables.width(layer);
            if (across < ZigguratTables.inside(layer)) {
                return signed(x, sign);
            }
            if (layer == 0) {
                // NumPy signs the tail by another bit than the body.
                return signed(R + beyondR(rng), (across & 0x100) << 55);
            }
            double bottom = ZigguratTables.height(layer);
            double top = ZigguratTables.height(layer - 1);
            if ((top - bottom) * rng.nextDouble() + bottom < StrictMath.exp(-0.5 * x * x)) {
                return signed(x, sign);
            }
        }
    }

    /** ±x for x ≥ 0, by setting the sign bit: a branch would be mispredicted every other time. */
    private static double signed(double x, long sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) | sign);
    }

    /** The excess over r of a draw from the tail: exponential with rate r, kept with probability exp(−x²/2). */
    private static double beyondR(Rng rng) {
        while (true) {
            double x = -INVERSE_R * StrictMath.log1p(-rng.nextDouble());
            double y = -StrictMath.log1p(-rng.nextDouble());
            if (y + y > x * x) {
                return x;
            }
        }
    }
}
