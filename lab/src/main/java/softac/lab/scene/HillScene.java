package softac.lab.scene;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import softac.sac.env.control.Hill;

/** The hill over its states, what stands on it, and an arrow for the push it gets. */
record HillScene() implements Scene {
    private static final Plane PLANE = new Plane(-Hill.BOUND, Hill.BOUND, 0, 1.4);
    private static final int RADIUS = 10;
    private static final int LONGEST = 70;

    @Override
    public int centiseconds() {
        return 10;
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        g.setColor(Ink.FILL.color());
        g.fill(PLANE.below(HillScene::height));
        g.setColor(Ink.STATE.color());
        g.setStroke(new BasicStroke(2));
        g.draw(PLANE.curve(HillScene::height));
        PLANE.axes(g, "state s", "reward for a = 0");
        double s = frame.observation()[0];
        double x = PLANE.x(s);
        double y = PLANE.y(height(s)) - RADIUS;
        g.setColor(Ink.TEXT.color());
        g.fill(new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS));
        double push = LONGEST * frame.action()[0];
        g.setColor(Ink.ACTION.color());
        if (Math.abs(push) >= 1) {
            Plane.arrow(g, x, y - 24, x + push, y - 24);
        }
    }

    private static double height(double s) {
        return Hill.reward(s, 0);
    }
}
