package softac.lab.scene;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import softac.sac.env.Box;

/** Each number observed and each done as a bar, from the middle of its interval; where it has no end, squashed. */
record BarsScene(Box observations, Box actions) implements Scene {
    private static final int MOST = 24;
    private static final int LEFT = 60;
    private static final int WIDTH = SIZE - LEFT - 20;

    @Override
    public int centiseconds() {
        return 5;
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        int shown = Math.min(observations.size(), MOST);
        int actionsShown = Math.min(actions.size(), MOST);
        double height = Math.min(24, (SIZE - 30.0) / (shown + actionsShown + 1));
        for (int i = 0; i < shown; i++) {
            bar(g, Ink.STATE, "s" + (i + 1), share(observations, i, frame.observation()[i]), 10 + height * i, height);
        }
        for (int i = 0; i < actionsShown; i++) {
            double y = 10 + height * (shown + 1 + i);
            bar(g, Ink.ACTION, "a" + (i + 1), share(actions, i, frame.action()[i]), y, height);
        }
    }

    /** Where a number lies between the ends, −1 to 1. */
    private static double share(Box box, int i, double value) {
        double half = (box.high(i) - box.low(i)) / 2;
        double share = Double.isInfinite(half) ? StrictMath.tanh(value) : (value - box.low(i)) / half - 1;
        return Math.max(-1, Math.min(1, share));
    }

    private static void bar(Graphics2D g, Ink ink, String name, double share, double y, double height) {
        double middle = LEFT + WIDTH / 2.0;
        double end = middle + share * WIDTH / 2.0;
        g.setColor(Ink.LINE.color());
        g.fill(new Rectangle2D.Double(LEFT, y + height / 2 - 0.5, WIDTH, 1));
        g.fill(new Rectangle2D.Double(middle - 0.5, y, 1, height));
        g.setColor(ink.color());
        g.fill(new Rectangle2D.Double(Math.min(middle, end), y + 0.15 * height, Math.abs(end - middle), 0.7 * height));
        g.setColor(Ink.TEXT.color());
        g.drawString(name, 24, (float) (y + height / 2 + 5));
    }
}
