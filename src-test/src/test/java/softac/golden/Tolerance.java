package softac.golden;

import java.math.BigDecimal;

/**
 * How far a computed number may stand from the expected one, as {@code SCHEMA.md} says: |error| ≤ limit · max(floor,
 * |expected|), or |error| ≤ limit where absolute.
 */
record Tolerance(double limit, double floor, boolean absolute) {
    /** Outputs, losses, intermediates, log-probabilities. */
    static final Tolerance VALUE = new Tolerance(1e-12, 1, false);

    static final Tolerance GRADIENT = new Tolerance(1e-11, 1, false);

    /** Sums over and samples of large arrays. */
    static final Tolerance DIGEST = new Tolerance(1e-9, 1e-3, false);

    /** Numbers known to 30 digits. */
    static final Tolerance REFERENCE = new Tolerance(4e-15, 1, false);

    /** Dyadic arithmetic without any rounding. */
    static final Tolerance BITS = absolute(0);

    static Tolerance absolute(double limit) {
        return new Tolerance(limit, 0, true);
    }

    /** Parameters after that many steps of Adam. */
    static Tolerance afterSteps(int steps) {
        return absolute(steps == 1 ? 1e-10 : 1e-9);
    }

    /** The error in units of the tolerance: 1 is the largest that passes. */
    double ratio(double expected, double got) {
        if (limit == 0) {
            return Double.doubleToRawLongBits(expected) == Double.doubleToRawLongBits(got)
                    ? 0
                    : Double.POSITIVE_INFINITY;
        }
        return ratioOf(Math.abs(expected - got), Math.abs(expected));
    }

    /** The error in units of the tolerance, against a number of any length. */
    double ratio(BigDecimal expected, double got) {
        if (!Double.isFinite(got)) {
            return Double.POSITIVE_INFINITY;
        }
        BigDecimal error = expected.subtract(new BigDecimal(got)).abs();
        return ratioOf(error.doubleValue(), expected.abs().doubleValue());
    }

    private double ratioOf(double error, double size) {
        double ratio = error / (absolute ? limit : limit * Math.max(floor, size));
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }
}
