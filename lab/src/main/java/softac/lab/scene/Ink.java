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
        Ink[] inks = values();
        for (int i = 0; i < inks.length; i++) {
            colors.add(inks[i].color);
            for (int j = i + 1; j < inks.length; j++) {
                for (int n = 1; n <= BLENDS; n++) {
                    colors.add(blend(inks[i].color, inks[j].color, n / (BLENDS + 1.0)));
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
