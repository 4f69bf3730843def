package softac.lab.scene;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import softac.sac.agent.Actor;
import softac.sac.agent.Policy;

/** The phase plane of the scalar system: the policy as a line, action over state, and the way along it. */
final class LqrScene implements Scene {
    private static final Plane PLANE = new Plane(-1.2, 1.2, -1, 1);

    private final Actor actor;
    private final List<double[]> way = new ArrayList<>();

    LqrScene(Policy policy) {
        actor = policy.actor();
    }

    @Override
    public int centiseconds() {
        return 10;
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        PLANE.axes(g, "state x", "action u");
        g.setColor(Ink.STATE.color());
        g.setStroke(new BasicStroke(2));
        g.draw(PLANE.curve(this::action));
        way.add(new double[] {frame.observation()[0], frame.action()[0]});
        for (int n = 1; n < way.size(); n++) {
            double[] from = way.get(n - 1);
            double[] to = way.get(n);
            PLANE.line(g, Ink.ACTION, 1.5f, from[0], from[1], to[0], to[1]);
            PLANE.dot(g, Ink.ACTION, 3, from[0], from[1]);
        }
        PLANE.dot(g, Ink.TEXT, 7, frame.observation()[0], frame.action()[0]);
    }

    private double action(double x) {
        double[] action = new double[1];
        actor.act(new double[] {x}, action);
        return action[0];
    }
}
