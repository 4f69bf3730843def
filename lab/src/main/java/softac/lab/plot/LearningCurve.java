package softac.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Returns over environment steps as a picture: of evaluations, of training, and the best known for comparison. */
public final class LearningCurve {
    private static final Color EVALUATION = new Color(0x1f5fa8);
    private static final Color TRAINING = new Color(0xe08a2c);

    private final String title;
    private final long lastStep;
    private final double best;
    private final List<Double> steps = new ArrayList<>();
    private final List<Double> evaluations = new ArrayList<>();
    private final List<Double> training = new ArrayList<>();

    /**
     * Without points yet.
     *
     * @param title above the picture
     * @param lastStep where the horizontal axis ends
     * @param best return of optimal or near-optimal control
     */
    public LearningCurve(String title, long lastStep, double best) {
        this.title = title;
        this.lastStep = lastStep;
        this.best = best;
    }

    /**
     * Adds a point to each curve.
     *
     * @param step environment steps so far
     * @param evaluation mean return of deterministic episodes, NaN if unknown
     * @param recent mean return of the last episodes of training, NaN if unknown
     */
    public void add(long step, double evaluation, double recent) {
        steps.add((double) step);
        evaluations.add(evaluation);
        training.add(recent);
    }

    /**
     * Draws.
     *
     * @return the bytes of a PNG file
     * @throws IOException when the picture cannot be encoded
     */
    public byte[] png() throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(600)
                .title(title)
                .xAxisTitle("environment steps")
                .yAxisTitle("return of an episode")
                .build();
        style(chart.getStyler());
        List<Double> ends = List.of(0.0, (double) lastStep);
        line(
                chart,
                "near-optimal control, mean of all starts",
                ends,
                List.of(best, best),
                Style.REFERENCE,
                Style.dashed(1.5f),
                SeriesMarkers.NONE);
        line(chart, "training (last 100 episodes)", steps, training, TRAINING, Style.solid(2), SeriesMarkers.NONE);
        line(
                chart,
                "evaluation (deterministic)",
                steps,
                evaluations,
                EVALUATION,
                Style.solid(2.5f),
                SeriesMarkers.CIRCLE);
        return Picture.png(chart);
    }

    private static void line(
            XYChart chart,
            String name,
            List<Double> x,
            List<Double> y,
            Color color,
            BasicStroke stroke,
            Marker marker) {
        List<Integer> known = IntStream.range(0, x.size())
                .filter(n -> Double.isFinite(y.get(n)))
                .boxed()
                .toList();
        if (!known.isEmpty()) {
            XYSeries series = chart.addSeries(
                    name,
                    known.stream().map(x::get).toList(),
                    known.stream().map(y::get).toList());
            series.setLineColor(color);
            series.setLineStyle(stroke);
            series.setMarker(known.size() == 1 ? SeriesMarkers.CIRCLE : marker); // one point makes no line
            series.setMarkerColor(color);
        }
    }

    private void style(XYStyler styler) {
        Style.apply(styler);
        styler.setLegendPosition(LegendPosition.InsideSE);
        styler.setXAxisDecimalPattern("#,##0");
        styler.setXAxisMin(0.0);
        styler.setXAxisMax((double) lastStep);
    }
}
