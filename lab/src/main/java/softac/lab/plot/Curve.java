package softac.lab.plot;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A number that was measured again and again while something was trained.
 *
 * @param steps environment steps, ascending
 * @param values one for each step, NaN where it was not known
 */
@SuppressWarnings("ArrayRecordComponent") // made and read here only; never compared
public record Curve(double[] steps, double[] values) {
    /** Checks that there is a value for each step. */
    public Curve {
        if (steps.length != values.length) {
            throw new IllegalArgumentException(
                    "curve: " + steps.length + " steps and " + values.length + " values given; give one for each");
        }
    }

    /**
     * A moving average that looks back only: at each step the mean of the last values, so that none knows what came after
     * it.
     *
     * @param window how many values, this one included, at least 1; at the beginning there are fewer
     * @return a curve over the steps at which this one is finite
     */
    public Curve smoothed(int window) {
        Curve known = finite();
        double[] smooth = new double[known.size()];
        Arrays.setAll(smooth, t -> known.mean(Math.max(0, t - window + 1), t));
        return new Curve(known.steps, smooth);
    }

    private double mean(int first, int last) {
        double sum = 0;
        for (int t = first; t <= last; t++) {
            sum += values[t] - values[first]; // so that equal values have exactly their mean
        }
        return values[first] + sum / (last - first + 1);
    }

    /** The same without the points that cannot be drawn: NaN and infinities. */
    public Curve finite() {
        int[] known = IntStream.range(0, size())
                .filter(t -> Double.isFinite(values[t]))
                .toArray();
        return new Curve(
                Arrays.stream(known).mapToDouble(t -> steps[t]).toArray(),
                Arrays.stream(known).mapToDouble(t -> values[t]).toArray());
    }

    /** The value at exactly that step, if there is one. */
    public OptionalDouble at(double step) {
        int t = Arrays.binarySearch(steps, step);
        return t < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[t]);
    }

    /** How many points it has. */
    public int size() {
        return steps.length;
    }
}
