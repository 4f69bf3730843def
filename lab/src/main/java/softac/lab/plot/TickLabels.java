package softac.lab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** Labels of the vertical axis in one format: all with as many decimals as the tick that needs most. */
final class TickLabels {
    private static final int MOST_DECIMALS = 6; // then powers of ten are easier to read
    private static final double MOST = 1e9;

    private TickLabels() {}

    /** Only the chart knows its ticks, and only after it was painted; it is painted once for them. */
    static void apply(XYChart chart) {
        List<Double> ticks = new ArrayList<>();
        chart.getStyler().setYAxisTickLabelsFormattingFunction(tick -> {
            if (!ticks.isEmpty() && tick <= ticks.get(ticks.size() - 1)) {
                ticks.clear(); // it asks from the lowest up, more than once while it finds room
            }
            ticks.add(tick);
            return tick.toString();
        });
        BitmapEncoder.getBufferedImage(chart);
        String format = format(ticks);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(tick -> label(format, tick));
    }

    /** The shortest format in which no tick is another number than it is. */
    static String format(List<Double> ticks) {
        double most = ticks.stream().mapToDouble(Math::abs).max().orElse(0);
        for (int decimals = 0; decimals <= MOST_DECIMALS && most < MOST; decimals++) {
            String format = "%,." + decimals + "f";
            if (tells(format, ticks)) {
                return format;
            }
        }
        for (int decimals = 0; decimals < MOST_DECIMALS; decimals++) {
            String format = "%." + decimals + "e";
            if (tells(format, ticks)) {
                return format;
            }
        }
        return "%." + MOST_DECIMALS + "e";
    }

    private static boolean tells(String format, List<Double> ticks) {
        return ticks.stream()
                .allMatch(tick ->
                        Math.abs(Double.parseDouble(label(format, tick).replace(",", "")) - tick)
                                <= 1e-9 * Math.abs(tick));
    }

    static String label(String format, double tick) {
        return String.format(Locale.ROOT, format, tick == 0 ? 0.0 : tick); // no -0
    }
}
