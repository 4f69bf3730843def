package softac.lab.scene;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.DoubleStream;
import softac.sac.agent.Actor;
import softac.sac.agent.Policy;

/**
 * The phase plane of the scalar system: the policy as a line, action over state, and the way of the episode along it.
 *
 * @param actor of the policy
 * @param episode the whole way
 * @param plane as large as the episode needs
 */
record LqrScene(Actor actor, List<Frame> episode, Plane plane) implements Scene {
    static LqrScene of(Policy policy, List<Frame> episode) {
        double x = reach(1, episode.stream().mapToDouble(frame -> frame.observation()[0]));
        double u = reach(1, episode.stream().mapToDouble(frame -> frame.action()[0]));
        return new LqrScene(policy.actor(), episode, new Plane(-x, x, -u, u));
    }

    private static double reach(double least, DoubleStream values) {
        return 1.1 * Math.max(least, values.map(Math::abs).max().orElse(0));
    }

    @Override
    public int centiseconds() {
        return 10;
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        plane.axes(g, "state x", "action u");
        g.setColor(Ink.STATE.color());
        g.setStroke(new BasicStroke(2));
        g.draw(plane.curve(this::action));
        for (int n = 1; n < frame.number(); n++) {
            Frame from = episode.get(n - 1);
            Frame to = episode.get(n);
            plane.line(
                    g, Ink.ACTION, 1.5f, from.observation()[0], from.action()[0], to.observation()[0], to.action()[0]);
            plane.dot(g, Ink.ACTION, 3, from.observation()[0], from.action()[0]);
        }
        plane.dot(g, Ink.TEXT, 7, frame.observation()[0], frame.action()[0]);
    }

    private double action(double x) {
        double[] action = new double[1];
        actor.act(new double[] {x}, action);
        return action[0];
    }
}
