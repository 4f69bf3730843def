package softac.lab.scene;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import softac.sac.agent.Policy;
import softac.sac.env.registry.Task;

/**
 * An episode as a GIF that repeats for ever: a step a picture, with its number and the return so far below it.
 *
 * <pre>{@code
 * AtomicFile.write(path, Animation.of(task, policy, 0)::writeTo);
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
     * A deterministic episode of a task.
     *
     * @param task to act in
     * @param policy made for it
     * @param seed of its start, {@code reset(seed)}
     * @return its animation
     */
    public static Animation of(Task task, Policy policy, long seed) {
        List<Frame> episode = Frame.episode(task, policy, seed);
        return new Animation(Scene.of(task, policy, episode), episode);
    }

    /**
     * Draws and encodes all pictures.
     *
     * @param out receives the file; not closed
     * @throws IOException when it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        try (Gif gif = new Gif(out, new Palette(Ink.blended()))) {
            for (Frame frame : frames) {
                boolean last = frame.number() == frames.size();
                gif.add(picture(frame), scene.centiseconds() + (last ? PAUSE : 0));
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
}
