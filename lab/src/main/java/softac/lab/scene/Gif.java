package softac.lab.scene;

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

/** A GIF89a being written: pictures one after the other, then again from the first, for ever. */
final class Gif implements Closeable {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    /** The block that Netscape 2.0 brought and everybody reads: sub-block 1, repeat 0 times, which is for ever. */
    private static final byte[] FOR_EVER = {1, 0, 0};

    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("gif").next();
    private final ImageOutputStream bytes;

    Gif(OutputStream out) throws IOException {
        bytes = new MemoryCacheImageOutputStream(out);
        writer.setOutput(bytes);
        writer.prepareWriteSequence(null);
    }

    /** Adds a picture of at most 256 colours. */
    void add(BufferedImage picture, int centiseconds) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), null);
        metadata.setFromTree(FORMAT, controlled(metadata, centiseconds));
        writer.writeToSequence(new IIOImage(picture, null, metadata), null);
    }

    private static IIOMetadataNode controlled(IIOMetadata metadata, int centiseconds) throws IIOInvalidTreeException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(centiseconds));
        control.setAttribute("transparentColorIndex", "0");
        IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
        repeat.setAttribute("applicationID", "NETSCAPE");
        repeat.setAttribute("authenticationCode", "2.0");
        repeat.setUserObject(FOR_EVER.clone());
        child(root, "ApplicationExtensions").appendChild(repeat);
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
