package softac.lab.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/**
 * The interquartile mean over seeds at each step, and between which values it lies with 95 % confidence: the percentiles
 * 2.5 and 97.5 of the means of 2,000 resamples, each as many whole curves as there are seeds, drawn with replacement
 * (percentile bootstrap; Agarwal et al. 2021, arXiv:2108.13264, sections 3 and 4.1, for a single task). The resamples are
 * always the same, so equal curves have equal bands.
 *
 * <pre>{@code
 * Band band = Band.of(List.of(curveOfSeed1, curveOfSeed2, curveOfSeed3));
 * }</pre>
 *
 * @param mean interquartile mean at each step
 * @param low lower end at each step, the mean itself for a single curve
 * @param high upper end at each step, the mean itself for a single curve
 */
public record Band(Curve mean, Curve low, Curve high) {
    private static final int RESAMPLES = 2_000;
    private static final double OUTSIDE = 0.05;

    /**
     * Over the steps at which every curve has a finite value.
     *
     * @param curves one a seed, at least one
     * @return the band, perhaps without a point
     */
    public static Band of(List<Curve> curves) {
        List<Curve> known = curves.stream().map(Curve::finite).toList();
        Curve mean = mean(curves);
        double[] steps = mean.steps();
        double[] low = new double[steps.length];
        double[] high = new double[steps.length];
        int[][] drawn = resamples(curves.size());
        for (int t = 0; t < steps.length; t++) {
            double[] values = at(steps[t], known);
            double[] means = Arrays.stream(drawn)
                    .mapToDouble(seeds -> InterquartileMean.of(
                            Arrays.stream(seeds).mapToDouble(n -> values[n]).toArray()))
                    .sorted()
                    .toArray();
            low[t] = Quantile.of(means, OUTSIDE / 2);
            high[t] = Quantile.of(means, 1 - OUTSIDE / 2);
        }
        return new Band(mean, new Curve(steps, low), new Curve(steps, high));
    }

    /** The interquartile mean alone, for which nothing is drawn. */
    static Curve mean(List<Curve> curves) {
        List<Curve> known = curves.stream().map(Curve::finite).toList();
        double[] steps = Arrays.stream(known.get(0).steps())
                .filter(step -> known.stream().allMatch(curve -> curve.at(step).isPresent()))
                .toArray();
        return new Curve(
                steps,
                Arrays.stream(steps)
                        .map(step -> InterquartileMean.of(at(step, known)))
                        .toArray());
    }

    private static double[] at(double step, List<Curve> curves) {
        return curves.stream()
                .mapToDouble(curve -> curve.at(step).orElseThrow())
                .toArray();
    }

    private static int[][] resamples(int n) {
        Rng rng = Seed.of(0).split("bootstrap").rng();
        int[][] drawn = new int[RESAMPLES][n];
        for (int[] seeds : drawn) {
            Arrays.setAll(seeds, i -> rng.nextInt(n));
        }
        return drawn;
    }

    /** Its outline: forth along the upper end, back along the lower one. */
    Curve outline() {
        return new Curve(
                DoubleStream.concat(Arrays.stream(high.steps()), Arrays.stream(reversed(low.steps())))
                        .toArray(),
                DoubleStream.concat(Arrays.stream(high.values()), Arrays.stream(reversed(low.values())))
                        .toArray());
    }

    private static double[] reversed(double[] x) {
        double[] back = new double[x.length];
        Arrays.setAll(back, i -> x[x.length - 1 - i]);
        return back;
    }
}
