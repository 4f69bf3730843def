package softac.lab.scene;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import softac.sac.agent.Policy;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.theory.SquashedGaussian;

/** The density of the policy over the actions, the reward of each, and the one that is taken. */
final class BanditScene implements Scene {
    private static final int PIECES = 400;

    private final ContinuousBandit bandit;
    private final SquashedGaussian density;
    private final Plane plane;

    BanditScene(ContinuousBandit bandit, Policy policy) {
        this.bandit = bandit;
        density = density(policy);
        double highest = 0;
        for (int n = 1; n < PIECES; n++) {
            highest = Math.max(highest, density(2.0 * n / PIECES - 1));
        }
        plane = new Plane(-1, 1, 0, 1.1 * highest);
    }

    /** π(·|s) at the only observation there is, 1. */
    private static SquashedGaussian density(Policy policy) {
        Heads.Gaussians head = new Heads(policy).at(new double[] {1});
        return new SquashedGaussian(head.mean()[0], head.deviation()[0]);
    }

    private double density(double action) {
        return StrictMath.exp(density.logDensity(action));
    }

    /** Rewards fill the same height, the worst at the bottom. */
    private double reward(double action) {
        double worst = Math.min(bandit.reward(-1), bandit.reward(0));
        return plane.top() * 0.95 * (1 - bandit.reward(action) / worst);
    }

    @Override
    public int centiseconds() {
        return 200;
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        g.setColor(Ink.FILL.color());
        g.fill(plane.below(this::density));
        g.setColor(Ink.STATE.color());
        g.setStroke(new BasicStroke(2));
        g.draw(plane.curve(this::density));
        plane.axes(g, "action a", "density of the policy, and (dashed) reward");
        g.setColor(Ink.TEXT.color());
        g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 5}, 0));
        g.draw(plane.curve(this::reward));
        double action = frame.action()[0];
        plane.line(g, Ink.ACTION, 3, action, 0, action, plane.top());
    }
}
