package softac.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Groups of seeds side by side in one picture: of each the interquartile mean with its {@link Band}, or the curve of its
 * only seed. The seeds of a group that stands alone are drawn faintly behind it; where curves are smoothed, what they were
 * is.
 *
 * <pre>{@code
 * byte[] png = new Comparison("Pendulum-v1", "eval/mean_reward", 1, -133.3).png(List.of(Group.of("5 seeds", curves, 1)));
 * }</pre>
 *
 * @param title above the picture
 * @param metric what is measured, beside the vertical axis
 * @param window values that a point is the mean of ({@link Curve#smoothed}), 1 for the curves as they are
 * @param best a level to compare with, NaN for none
 */
public record Comparison(String title, String metric, int window, double best) {
    /** All colours, then the same dashed: more curves than that nobody can tell apart. */
    public static final int MOST_GROUPS = 2 * Style.COLORS.size();

    private static final int FAINT = 100;
    private static final int BAND = 45;

    /**
     * Seeds of equal settings.
     *
     * @param name for the legend
     * @param seeds a curve each, at least one, as they were measured
     * @param band what is drawn of them
     */
    public record Group(String name, List<Curve> seeds, Band band) {
        /**
         * Smooths each seed first; then come their mean and its band.
         *
         * @param name for the legend
         * @param seeds a curve each, at least one, as they were measured
         * @param window values that a point is the mean of
         * @return the group, whose band is computed here and only here
         */
        public static Group of(String name, List<Curve> seeds, int window) {
            return new Group(
                    name,
                    seeds,
                    Band.of(seeds.stream().map(seed -> seed.smoothed(window)).toList()));
        }
    }

    /**
     * Draws.
     *
     * @param groups at least one, at most {@link #MOST_GROUPS}
     * @return the bytes of a PNG file
     * @throws IOException when the picture cannot be encoded
     */
    public byte[] png(List<Group> groups) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(620 + 20 * groups.size())
                .title(title)
                .xAxisTitle("environment steps")
                .yAxisTitle(window > 1 ? metric + ", mean of the last " + window : metric)
                .build();
        double last = lastStep(groups);
        Style.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(last);
        if (!Double.isNaN(best)) {
            Curve level = new Curve(new double[] {0, last}, new double[] {best, best});
            line(chart, "near-optimal control, mean of all starts", level, Style.REFERENCE, Style.dashed(1.5f));
        }
        for (int n = 0; n < groups.size(); n++) {
            behind(chart, groups.get(n), n, groups.size() == 1);
        }
        for (int n = 0; n < groups.size(); n++) {
            Curve mean = groups.get(n).band().mean();
            boolean solid = n < Style.COLORS.size();
            line(chart, groups.get(n).name(), mean, color(n), solid ? Style.solid(2.5f) : Style.dashed(2.5f));
        }
        TickLabels.apply(chart);
        return Picture.png(chart);
    }

    private static double lastStep(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.seeds().stream())
                .flatMapToDouble(seed -> Arrays.stream(seed.steps()))
                .max()
                .orElse(1);
    }

    private static Color color(int n) {
        return Style.COLORS.get(n % Style.COLORS.size());
    }

    /** The band, and faintly what the line is the mean of. */
    private void behind(XYChart chart, Group group, int n, boolean alone) {
        Color color = color(n);
        boolean several = group.seeds().size() > 1;
        if (several) {
            Curve outline = group.band().outline();
            if (outline.size() > 0) {
                XYSeries band = chart.addSeries("band " + n, outline.steps(), outline.values());
                boolean bar = group.band().mean().size() == 1; // its outline encloses nothing
                band.setXYSeriesRenderStyle(bar ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.PolygonArea);
                band.setFillColor(Style.translucent(color, BAND));
                band.setLineColor(Style.translucent(color, bar ? BAND : 0));
                band.setLineStyle(Style.solid(8));
                band.setMarker(SeriesMarkers.NONE);
                band.setLabel("95 % confidence of the interquartile mean over seeds (bootstrap)");
                band.setShowInLegend(n == 0);
            }
        }
        List<Curve> faint = alone && (several || window > 1)
                ? group.seeds()
                : window > 1 ? List.of(Band.mean(group.seeds())) : List.of();
        for (int i = 0; i < faint.size(); i++) {
            XYSeries line = line(
                    chart, "faint " + n + " " + i, faint.get(i), Style.translucent(color, FAINT), Style.solid(1.2f));
            if (line != null) {
                line.setLabel(several && alone ? "single seeds" : "not smoothed");
                line.setShowInLegend(n == 0 && i == 0);
            }
        }
    }

    private static @Nullable XYSeries line(XYChart chart, String name, Curve curve, Color color, BasicStroke stroke) {
        Curve known = curve.finite();
        if (known.size() == 0) {
            return null; // the chart takes no empty series
        }
        XYSeries series = chart.addSeries(name, known.steps(), known.values());
        series.setLineColor(color);
        series.setLineStyle(stroke);
        series.setMarker(known.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE); // one point makes no line
        series.setMarkerColor(color);
        return series;
    }
}
