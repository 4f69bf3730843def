package softac.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.XYStyler;

/** How every picture looks: dark lines on white, a light grid, large letters. */
public final class Style {
    /** Tell themselves apart in grey and to the colour-blind (Okabe and Ito, Color Universal Design, 2008). */
    public static final List<Color> COLORS = List.of(
            new Color(0x0072b2),
            new Color(0xd55e00),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0xe69f00),
            new Color(0x56b4e9));

    /** For what is known beforehand. */
    public static final Color REFERENCE = new Color(0x7a7a7a);

    private static final Color GRID = new Color(0xe4e4e4);
    private static final Color TEXT = new Color(0x303030);

    private Style() {}

    /** Sets everything but the axes' ranges and the legend's place. */
    public static void apply(XYStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(solid(1));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendBorderColor(GRID);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setChartFontColor(TEXT);
        styler.setAxisTickLabelsColor(TEXT);
        styler.setAxisTickMarksColor(GRID);
        styler.setMarkerSize(6);
        styler.setChartPadding(18);
        styler.setLocale(Locale.ROOT);
    }

    /**
     * A colour that what is behind it shines through.
     *
     * @param color the colour on its own
     * @param opacity from 0, invisible, to 255
     * @return the colour of that opacity
     */
    public static Color translucent(Color color, int opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), opacity);
    }

    /** A whole line. */
    public static BasicStroke solid(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /** A dashed line, for what is known beforehand. */
    public static BasicStroke dashed(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 5}, 0);
    }
}
