package softac.lab.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** Drawings as files, where this machine can draw. */
public final class Picture {
    private Picture() {}

    /**
     * A chart as a file.
     *
     * @param chart to draw
     * @return the bytes of a PNG file
     * @throws IOException when it cannot be encoded
     */
    public static byte[] png(XYChart chart) throws IOException {
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(bytes)) { // a file would need a shutdown hook,
            ImageIO.write(image, "png", memory); // and it may be Ctrl-C that wants the last picture
        }
        return bytes.toByteArray();
    }

    /**
     * Makes sure that letters can be drawn.
     *
     * @throws IOException when Java finds no fonts, in one line that says what to install
     */
    public static void requireFonts() throws IOException {
        try {
            Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            g.drawString("x", 0, 1);
            g.dispose();
        } catch (RuntimeException | LinkageError | InternalError e) { // without fonts Java2D throws any of these
            throw new IOException(cannotDraw(e), e);
        }
    }

    /** What is said where Java2D fails for want of fonts, whatever it throws. */
    public static String cannotDraw(Throwable why) {
        return "Java cannot draw here: install fonts, as in 'apt install fontconfig' (" + why + ")";
    }
}
