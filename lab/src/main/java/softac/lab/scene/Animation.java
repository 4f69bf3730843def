package softac.lab.scene;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An episode as a GIF that repeats for ever: a step a picture, with its number and the return so far below it.
 *
 * <pre>{@code
 * AtomicFile.write(path, new Animation(Scene.of(task, policy), Frame.episode(task, policy, 0))::writeTo);
 * }</pre>
 *
 * @param scene how a step looks
 * @param frames the steps, at least one
 */
public record Animation(Scene scene, List<Frame> frames) {
    private static final int CAPTION = 36;

    /** The last picture stays for a second longer, so that one sees where it begins anew. */
    private static final int PAUSE = 100;

    /**
     * Draws and encodes all pictures.
     *
     * @param out receives the file; not closed
     * @throws IOException when it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        IndexColorModel palette = Ink.palette();
        Map<Integer, Byte> nearest = new HashMap<>();
        try (Gif gif = new Gif(out)) {
            for (Frame frame : frames) {
                boolean last = frame.number() == frames.size();
                gif.add(indexed(picture(frame), palette, nearest), scene.centiseconds() + (last ? PAUSE : 0));
            }
        }
    }

    /** One step, in all colours. */
    BufferedImage picture(Frame frame) {
        BufferedImage image = new BufferedImage(Scene.SIZE, Scene.SIZE + CAPTION, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Ink.PAPER.color());
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        scene.draw(g, frame);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
        g.setColor(Ink.TEXT.color());
        g.drawString("step " + frame.number() + " of " + frames.size(), 24, Scene.SIZE + 14);
        String sum = String.format(Locale.ROOT, "return %.1f", frame.sum()).replace('-', '−');
        g.drawString(sum, Scene.SIZE - 24 - g.getFontMetrics().stringWidth(sum), Scene.SIZE + 14);
        g.dispose();
        return image;
    }

    private static BufferedImage indexed(BufferedImage picture, IndexColorModel palette, Map<Integer, Byte> nearest) {
        BufferedImage indexed =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int index = nearest.computeIfAbsent(picture.getRGB(x, y), rgb -> nearest(rgb, palette));
                indexed.getRaster().setSample(x, y, 0, index & 0xff);
            }
        }
        return indexed;
    }

    private static byte nearest(int rgb, IndexColorModel palette) {
        Color wanted = new Color(rgb);
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.getMapSize(); i++) {
            int red = palette.getRed(i) - wanted.getRed();
            int green = palette.getGreen(i) - wanted.getGreen();
            int blue = palette.getBlue(i) - wanted.getBlue();
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return (byte) best;
    }
}
