package softac.lab.study;

/**
 * The gradient of J_π with respect to the two parameters of a squashed Gaussian, estimated from independent samples.
 *
 * @param mean ∂J/∂μ
 * @param logDeviation ∂J/∂ log σ
 */
public record Estimate(Component mean, Component logDeviation) {
    /** Returns the variance of one sample's gradient, both components together. */
    public double variance() {
        return mean.variance() + logDeviation.variance();
    }

    /**
     * One component.
     *
     * @param average of the samples
     * @param variance of one sample
     * @param count number of samples
     */
    public record Component(double average, double variance, long count) {
        /** Returns the standard error of the average. */
        public double standardError() {
            return Math.sqrt(variance / count);
        }

        /** Returns by how many standard errors the average misses a number. */
        public double standardErrorsFrom(double exact) {
            return Math.abs(average - exact) / standardError();
        }
    }

    /** Adds samples up (Welford's recurrence: nothing cancels). */
    static final class Sums {
        private long count;
        private final double[] average = new double[2];
        private final double[] squares = new double[2];

        void add(double dMean, double dLogDeviation) {
            count++;
            add(0, dMean);
            add(1, dLogDeviation);
        }

        private void add(int i, double x) {
            double difference = x - average[i];
            average[i] += difference / count;
            squares[i] += difference * (x - average[i]);
        }

        Estimate estimate() {
            return new Estimate(component(0), component(1));
        }

        private Component component(int i) {
            return new Component(average[i], squares[i] / (count - 1), count);
        }
    }
}
