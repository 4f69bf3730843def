package softac.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ReturnsTest {
    private final Returns oneToEight = new Returns(new double[] {8, 1, 7, 2, 6, 3, 5, 4});

    @Test
    void meanAndDeviationOfOneToEight() {
        assertThat(oneToEight.mean()).isEqualTo(4.5);
        assertThat(oneToEight.standardDeviation()).isCloseTo(Math.sqrt(6), within(1e-15)); // Σ = 42, over 7
    }

    @Test
    void theInterquartileMeanLeavesOutTheOuterQuarters() {
        assertThat(new Returns(new double[] {1000, 1, 2, 3, 4, 5, 6, -1000}).interquartileMean())
                .isEqualTo(3.5);
        assertThat(new Returns(new double[] {5, 1, 9}).interquartileMean()).isEqualTo(5);
    }

    @Test
    void equalReturnsHaveExactlyTheirMeanAndNoDeviation() {
        Returns equal = new Returns(new double[] {-0.1, -0.1, -0.1});
        assertThat(equal.mean()).isEqualTo(-0.1);
        assertThat(equal.standardDeviation()).isZero();
    }

    @Test
    void aSingleEpisodeHasNoDeviation() {
        assertThat(new Returns(new double[] {3}).standardDeviation()).isNaN();
    }
}
