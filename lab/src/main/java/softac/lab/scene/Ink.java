package softac.lab.scene;

import java.awt.Color;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The colours of a scene. Where two meet, an edge is drawn in blends of the two, so the 256 colours of a GIF are these and
 * {@value #BLENDS} blends of every two.
 */
enum Ink {
    PAPER(0xffffff),
    LINE(0xd8d8d8),
    TEXT(0x303030),
    STATE(0x0072b2),
    FILL(0xcfe3f1),
    ACTION(0xd55e00);

    private static final int BLENDS = 16;

    private final Color color;

    Ink(int rgb) {
        color = new Color(rgb);
    }

    Color color() {
        return color;
    }

    /** All of them and their blends: 6 + 15 · 16 = 246 colours. */
    static IndexColorModel palette() {
        List<Color> colors = new ArrayList<>();
        for (Ink ink : values()) {
            colors.add(ink.color);
        }
        for (Ink one : values()) {
            for (Ink other : values()) {
                for (int n = 1; n <= BLENDS && one.ordinal() < other.ordinal(); n++) {
                    colors.add(blend(one.color, other.color, n / (BLENDS + 1.0)));
                }
            }
        }
        byte[][] channels = new byte[3][colors.size()];
        for (int i = 0; i < colors.size(); i++) {
            channels[0][i] = (byte) colors.get(i).getRed();
            channels[1][i] = (byte) colors.get(i).getGreen();
            channels[2][i] = (byte) colors.get(i).getBlue();
        }
        return new IndexColorModel(8, colors.size(), channels[0], channels[1], channels[2]);
    }

    private static Color blend(Color one, Color other, double share) {
        return new Color(
                mix(one.getRed(), other.getRed(), share),
                mix(one.getGreen(), other.getGreen(), share),
                mix(one.getBlue(), other.getBlue(), share));
    }

    private static int mix(int one, int other, double share) {
        return (int) Math.round(one + (other - one) * share);
    }
}
