package softac.lab.scene;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A GIF89a being written: pictures one after the other, then again from the first, for ever. Of each picture only the
 * rectangle that changed is written, and in it only the pixels that did: half the size, or less.
 */
final class Gif implements Closeable {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    /** The block that Netscape 2.0 brought and everybody reads: sub-block 1, repeat 0 times, which is for ever. */
    private static final byte[] FOR_EVER = {1, 0, 0};

    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("gif").next();
    private final ImageOutputStream bytes;
    private final Palette palette;
    private int @Nullable [] before;

    Gif(OutputStream out, Palette palette) throws IOException {
        this.palette = palette;
        bytes = new MemoryCacheImageOutputStream(out);
        writer.setOutput(bytes);
        writer.prepareWriteSequence(null);
    }

    /** Adds a picture, as large as the first. */
    void add(BufferedImage picture, int centiseconds) throws IOException {
        int width = picture.getWidth();
        int[] pixels = palette.indices(picture);
        Rectangle part = changed(pixels, width, picture.getHeight());
        BufferedImage image = palette.image(part.width, part.height);
        for (int y = 0; y < part.height; y++) {
            for (int x = 0; x < part.width; x++) {
                int at = (part.y + y) * width + part.x + x;
                boolean same = before != null && before[at] == pixels[at];
                image.getRaster().setSample(x, y, 0, same ? palette.transparent() : pixels[at]);
            }
        }
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        metadata.setFromTree(FORMAT, described(metadata, part, centiseconds));
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
        before = pixels;
    }

    /** The smallest rectangle around all pixels that changed; one pixel where none did. */
    private Rectangle changed(int[] pixels, int width, int height) {
        if (before == null) {
            return new Rectangle(width, height);
        }
        Rectangle around = new Rectangle(-1, -1); // empty until something is added
        for (int at = 0; at < pixels.length; at++) {
            if (before[at] != pixels[at]) {
                Rectangle pixel = new Rectangle(at % width, at / width, 1, 1);
                around = around.width < 0 ? pixel : around.union(pixel);
            }
        }
        return around.width < 0 ? new Rectangle(1, 1) : around;
    }

    private IIOMetadataNode described(IIOMetadata metadata, Rectangle part, int centiseconds)
            throws IIOInvalidTreeException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode place = child(root, "ImageDescriptor");
        place.setAttribute("imageLeftPosition", Integer.toString(part.x));
        place.setAttribute("imageTopPosition", Integer.toString(part.y));
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "doNotDispose");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "TRUE");
        control.setAttribute("transparentColorIndex", Integer.toString(palette.transparent()));
        control.setAttribute("delayTime", Integer.toString(centiseconds));
        if (before == null) {
            IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
            repeat.setAttribute("applicationID", "NETSCAPE");
            repeat.setAttribute("authenticationCode", "2.0");
            repeat.setUserObject(FOR_EVER.clone());
            child(root, "ApplicationExtensions").appendChild(repeat);
        }
        return root;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int n = 0; n < root.getLength(); n++) {
            if (root.item(n).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(n);
            }
        }
        IIOMetadataNode child = new IIOMetadataNode(name);
        root.appendChild(child);
        return child;
    }

    /** Ends the file; the stream stays open. */
    @Override
    public void close() throws IOException {
        try (bytes) {
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }
}
