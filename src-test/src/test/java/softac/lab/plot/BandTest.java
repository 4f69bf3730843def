package softac.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** The bootstrap band, against all resamples there are, and against what it is there for. */
final class BandTest {
    private static final double[] STEPS = {100, 200};

    private static Curve curve(double... values) {
        return new Curve(STEPS, values);
    }

    @Test
    void aSingleSeedHasNoWidth() {
        Band band = Band.of(List.of(curve(-5, -3)));
        for (Curve edge : List.of(band.mean(), band.low(), band.high())) {
            assertThat(edge.steps()).isEqualTo(STEPS);
            assertThat(edge.values()).containsExactly(-5, -3);
        }
    }

    @Test
    void equalSeedsHaveNoWidth() {
        Band band = Band.of(List.of(curve(0.1, 7), curve(0.1, 7), curve(0.1, 7)));
        assertThat(band.low().values()).containsExactly(0.1, 7);
        assertThat(band.high().values()).containsExactly(0.1, 7);
    }

    /** A quarter of all resamples of two is twice the one, a quarter twice the other. */
    @Test
    void twoSeedsReachFromOneToTheOther() {
        Band band = Band.of(List.of(curve(1, 4), curve(3, -4)));
        assertThat(band.mean().values()).containsExactly(2, 0);
        assertThat(band.low().values()).containsExactly(1, -4);
        assertThat(band.high().values()).containsExactly(3, 4);
    }

    /**
     * Of five seeds there are 5⁵ resamples, equally likely. 2,000 draws know a percentile of theirs to within three standard
     * deviations, 3 √(0.025 · 0.975 / 2000) = 0.0105 in probability.
     */
    @Test
    void endsAreThePercentilesOfAllResamples() {
        double[] seeds = {-160.3, -141.2, -139.8, -151.0, -144.7};
        double[] all = IntStream.range(0, 5 * 5 * 5 * 5 * 5)
                .mapToDouble(n -> InterquartileMean.of(
                        seeds[n % 5], seeds[n / 5 % 5], seeds[n / 25 % 5], seeds[n / 125 % 5], seeds[n / 625]))
                .sorted()
                .toArray();
        Band band = Band.of(Arrays.stream(seeds).mapToObj(x -> curve(x, x)).toList());
        assertThat(band.low().values()[0]).isBetween(quantile(all, 0.0145), quantile(all, 0.0355));
        assertThat(band.high().values()[0]).isBetween(quantile(all, 0.9645), quantile(all, 0.9855));
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) (q * sorted.length)];
    }

    /**
     * What confidence means: of 300 experiments with 20 seeds each, about 95 % have the truth in their band. (The percentile
     * bootstrap promises a little too much for few seeds; 300 draws add ± 4 %.)
     */
    @Test
    void holdsTheTruthAboutAsOftenAsItSays() {
        Rng rng = Seed.of(1).rng();
        int held = 0;
        for (int n = 0; n < 300; n++) {
            Band band = Band.of(Stream.generate(() -> new Curve(new double[] {1}, new double[] {rng.normal()}))
                    .limit(20)
                    .toList());
            held += band.low().values()[0] <= 0 && 0 <= band.high().values()[0] ? 1 : 0;
        }
        assertThat(held / 300.0).isBetween(0.87, 0.98);
    }

    @Test
    void theMeanAloneIsThatOfTheBand() {
        List<Curve> seeds = List.of(curve(1, 4), curve(3, -4), curve(0.5, Double.NaN));
        assertThat(Band.mean(seeds).steps()).containsExactly(100);
        assertThat(Band.mean(seeds).values()).isEqualTo(Band.of(seeds).mean().values());
    }

    @Test
    void endsWhereTheFirstSeedEndsAndLeavesOutWhatOneDoesNotKnow() {
        Curve whole = new Curve(new double[] {100, 200, 300, 400}, new double[] {1, 2, 3, 4});
        Curve shorter = new Curve(new double[] {100, 200, 300}, new double[] {Double.NaN, 4, 5});
        assertThat(Band.of(List.of(whole, shorter)).mean().steps()).containsExactly(200, 300);
        assertThat(Band.of(List.of(shorter, whole)).mean().values()).containsExactly(3, 4);
    }

    @Test
    void theOutlineGoesForthAboveAndBackBelow() {
        Curve outline = Band.of(List.of(curve(1, 4), curve(3, -4))).outline();
        assertThat(outline.steps()).containsExactly(100, 200, 200, 100);
        assertThat(outline.values()).containsExactly(3, 4, -4, 1);
    }
}
