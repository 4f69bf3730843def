package softac.lab.scene;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.function.DoubleUnaryOperator;

/**
 * A rectangle of numbers, drawn into the square of a scene with a margin around it.
 *
 * @param left smallest x
 * @param right largest x
 * @param bottom smallest y
 * @param top largest y
 */
record Plane(double left, double right, double bottom, double top) {
    private static final int MARGIN = 34;
    private static final int INSIDE = Scene.SIZE - 2 * MARGIN;
    private static final int PIECES = 200;

    double x(double value) {
        return MARGIN + INSIDE * (value - left) / (right - left);
    }

    double y(double value) {
        return Scene.SIZE - MARGIN - INSIDE * (value - bottom) / (top - bottom);
    }

    /** The two axes through 0, as far as they lie inside, and what they are called. */
    void axes(Graphics2D g, String xName, String yName) {
        line(g, Ink.LINE, 1.5f, left, clip(0, bottom, top), right, clip(0, bottom, top));
        line(g, Ink.LINE, 1.5f, clip(0, left, right), bottom, clip(0, left, right), top);
        g.setColor(Ink.TEXT.color());
        g.drawString(xName, (float) x(right) - g.getFontMetrics().stringWidth(xName), (float) y(bottom) + 20);
        g.drawString(yName, (float) x(left), (float) y(top) - 12);
    }

    private static double clip(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    /** A function over all of x; what leaves the rectangle is cut off. */
    Path2D curve(DoubleUnaryOperator f) {
        Path2D path = new Path2D.Double();
        for (int n = 0; n <= PIECES; n++) {
            double x = left + (right - left) * n / PIECES;
            double y = clip(f.applyAsDouble(x), bottom, top);
            if (n == 0) {
                path.moveTo(x(x), y(y));
            } else {
                path.lineTo(x(x), y(y));
            }
        }
        return path;
    }

    /** The surface between a function and the lower edge. */
    Path2D below(DoubleUnaryOperator f) {
        Path2D path = curve(f);
        path.lineTo(x(right), y(bottom));
        path.lineTo(x(left), y(bottom));
        path.closePath();
        return path;
    }

    void line(Graphics2D g, Ink ink, float width, double x0, double y0, double x1, double y1) {
        g.setColor(ink.color());
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Line2D.Double(x(x0), y(y0), x(x1), y(y1)));
    }

    void dot(Graphics2D g, Ink ink, double radius, double x, double y) {
        g.setColor(ink.color());
        g.fill(new Ellipse2D.Double(x(x) - radius, y(y) - radius, 2 * radius, 2 * radius));
    }

    /** An arrow between two points of the square, in pixels. */
    static void arrow(Graphics2D g, double x0, double y0, double x1, double y1) {
        g.setStroke(new BasicStroke(4, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(new Line2D.Double(x0, y0, x1, y1));
        head(g, x1, y1, StrictMath.atan2(y1 - y0, x1 - x0));
    }

    /** The point of an arrow that arrives there in that direction, clockwise from the right, as pixels go. */
    static void head(Graphics2D g, double x, double y, double direction) {
        Path2D head = new Path2D.Double();
        head.moveTo(10, 0);
        head.lineTo(-3, 7);
        head.lineTo(-3, -7);
        head.closePath();
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(direction);
        g.fill(head.createTransformedShape(place));
    }
}
