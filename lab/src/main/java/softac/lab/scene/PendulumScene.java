package softac.lab.scene;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;

/**
 * A rod of {@value #LENGTH} pixels on a pivot, seen from where a positive angle turns it to the left, as Gymnasium draws
 * it: from the pivot to (−sin θ, cos θ), y upwards. An arc around the pivot is the torque: in its direction, and as long as
 * its share of the largest.
 *
 * @param largest torque
 */
record PendulumScene(double largest) implements Scene {
    static final int LENGTH = 120;
    static final double MIDDLE = SIZE / 2.0;
    private static final int WIDTH = 22;
    private static final int RADIUS = 40;

    @Override
    public int centiseconds() {
        return 5; // 20 steps a second
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        double cos = frame.observation()[0];
        double sin = frame.observation()[1];
        g.setColor(Ink.LINE.color());
        g.setStroke(new BasicStroke(1.5f));
        double reach = LENGTH + WIDTH / 2.0;
        g.draw(new Ellipse2D.Double(MIDDLE - reach, MIDDLE - reach, 2 * reach, 2 * reach));
        g.setColor(Ink.STATE.color());
        g.setStroke(new BasicStroke(WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Line2D.Double(MIDDLE, MIDDLE, MIDDLE - LENGTH * sin, MIDDLE - LENGTH * cos));
        g.setColor(Ink.PAPER.color());
        g.fill(new Ellipse2D.Double(MIDDLE - 5, MIDDLE - 5, 10, 10));
        torque(g, frame.action()[0] / largest);
    }

    /** From the top, counter-clockwise where it is positive. */
    private static void torque(Graphics2D g, double share) {
        double degrees = 150 * share;
        g.setColor(Ink.ACTION.color());
        g.setStroke(new BasicStroke(5, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        g.draw(new Arc2D.Double(MIDDLE - RADIUS, MIDDLE - RADIUS, 2 * RADIUS, 2 * RADIUS, 90, degrees, Arc2D.OPEN));
        if (Math.abs(degrees) >= 8) {
            double end = StrictMath.toRadians(90 + degrees);
            double heading = -end - Math.signum(degrees) * Math.PI / 2; // pixels count y downwards
            Plane.head(g, MIDDLE + RADIUS * StrictMath.cos(end), MIDDLE - RADIUS * StrictMath.sin(end), heading);
        }
    }
}
