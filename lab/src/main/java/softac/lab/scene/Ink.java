package softac.lab.scene;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** The colours of a scene. */
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

    /**
     * All of them, and blends of every two, since where two meet an edge is drawn in blends of them: 6 + 15 · 16 = 246
     * colours, which leaves some of the 256 of a GIF.
     */
    static List<Color> blended() {
        List<Color> colors = new ArrayList<>();
        for (Ink one : values()) {
            colors.add(one.color);
            for (Ink other : values()) {
                for (int n = 1; n <= BLENDS && one.ordinal() < other.ordinal(); n++) {
                    colors.add(blend(one.color, other.color, n / (BLENDS + 1.0)));
                }
            }
        }
        return colors;
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
