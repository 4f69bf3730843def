package softac.benchmarks.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import softac.lab.plot.Style;

/** A picture of curves over one axis. */
final class Plot {
    private final XYChart chart;
    private int lines;

    /** Without curves yet. */
    public Plot(String title, String xAxis, String yAxis) {
        chart = new XYChartBuilder()
                .width(900)
                .height(540)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        Style.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    }

    /** A curve in the next colour. */
    public Plot line(String name, double[] x, double[] y) {
        return add(name, x, y, Style.COLORS.get(lines++ % Style.COLORS.size()), Style.solid(2.5f), SeriesMarkers.NONE);
    }

    /** Points in the next colour. */
    public Plot points(String name, double[] x, double[] y) {
        return add(
                name, x, y, Style.COLORS.get(lines++ % Style.COLORS.size()), new BasicStroke(0), SeriesMarkers.CIRCLE);
    }

    /** A dashed grey curve: what is known beforehand. */
    public Plot reference(String name, double[] x, double[] y) {
        return add(name, x, y, Style.REFERENCE, Style.dashed(1.5f), SeriesMarkers.NONE);
    }

    private Plot add(String name, double[] x, double[] y, Color color, BasicStroke stroke, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(color);
        series.setLineStyle(stroke);
        series.setMarker(marker);
        series.setMarkerColor(color);
        return this;
    }

    /** A logarithmic axis of y. */
    public Plot logarithmic() {
        chart.getStyler().setYAxisLogarithmic(true);
        return this;
    }

    /** The ends of the axis of y. */
    public Plot between(double low, double high) {
        chart.getStyler().setYAxisMin(low).setYAxisMax(high);
        return this;
    }

    /** Writes a PNG file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }
}
