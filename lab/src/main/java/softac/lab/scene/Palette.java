package softac.lab.scene;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The colours of a GIF, at most 255, and one that lets through what is there already. */
final class Palette {
    private final List<Color> colors;
    private final IndexColorModel model;
    private final Map<Integer, Integer> nearest = new HashMap<>();

    Palette(List<Color> colors) {
        this.colors = colors;
        byte[][] channels = new byte[3][colors.size() + 1];
        for (int i = 0; i < colors.size(); i++) {
            channels[0][i] = (byte) colors.get(i).getRed();
            channels[1][i] = (byte) colors.get(i).getGreen();
            channels[2][i] = (byte) colors.get(i).getBlue();
        }
        model = new IndexColorModel(8, channels[0].length, channels[0], channels[1], channels[2], transparent());
    }

    int transparent() {
        return colors.size();
    }

    /** A picture in these colours, row by row. */
    int[] indices(BufferedImage picture) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = nearest.computeIfAbsent(pixels[i], this::nearest);
        }
        return pixels;
    }

    private int nearest(int rgb) {
        Color wanted = new Color(rgb);
        int best = 0;
        for (int i = 1; i < colors.size(); i++) {
            if (distance(colors.get(i), wanted) < distance(colors.get(best), wanted)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(Color one, Color other) {
        int red = one.getRed() - other.getRed();
        int green = one.getGreen() - other.getGreen();
        int blue = one.getBlue() - other.getBlue();
        return red * red + green * green + blue * blue;
    }

    /** An empty picture of these colours. */
    BufferedImage image(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    }
}
