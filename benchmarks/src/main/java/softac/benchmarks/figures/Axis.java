package softac.benchmarks.figures;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Numbers along an axis, and functions of them. */
final class Axis {
    private Axis() {}

    /** So many equidistant numbers from low to high, both included. */
    static double[] of(double low, double high, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> low + (high - low) * i / (count - 1))
                .toArray();
    }

    static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }
}
