package softac.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** The labels of an axis have one format. */
final class TickLabelsTest {
    private static List<String> labels(Double... ticks) {
        String format = TickLabels.format(List.of(ticks));
        return List.of(ticks).stream()
                .map(tick -> TickLabels.label(format, tick))
                .toList();
    }

    @Test
    void allHaveAsManyDecimalsAsTheOneThatNeedsMost() {
        assertThat(labels(0.0, 0.05, 0.1, 0.45)).containsExactly("0.00", "0.05", "0.10", "0.45");
        assertThat(labels(-0.5, -0.0, 0.5)).containsExactly("-0.5", "0.0", "0.5");
        assertThat(labels(-1500.0, -1000.0, 0.0)).containsExactly("-1,500", "-1,000", "0");
    }

    @Test
    void whatIsVeryLargeOrSmallIsWrittenAsPowersOfTen() {
        assertThat(labels(0.0, 2e-8, 1.2e-7)).containsExactly("0.0e+00", "2.0e-08", "1.2e-07");
        assertThat(labels(1e12, 2e12)).containsExactly("1e+12", "2e+12");
    }

    @Test
    void aChartIsAskedForItsTicks() {
        XYChart chart = new XYChartBuilder().width(1000).height(640).build();
        chart.addSeries("temperature", new double[] {1, 2, 3}, new double[] {0.447, 0.2, 0.032});
        TickLabels.apply(chart);
        assertThat(chart.getStyler().getYAxisTickLabelsFormattingFunction().apply(0.1))
                .isEqualTo("0.10");
    }
}
