package softac.lab.scene;

import java.awt.Graphics2D;
import java.util.List;
import softac.sac.agent.Policy;
import softac.sac.env.Environment;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.env.registry.Task;

/** How a task looks in one step: its state in blue, what is done in orange. */
public interface Scene {
    /** Width and height of the square that a scene is drawn into, in pixels. */
    int SIZE = 360;

    /** How long a step is shown, in hundredths of a second; where the task has a clock, in real time. */
    int centiseconds();

    /**
     * Draws one step.
     *
     * @param g with the origin in the upper left corner of a white square
     * @param frame what to draw
     */
    void draw(Graphics2D g, Frame frame);

    /**
     * The scene of a task; any task without one of its own is drawn as bars, one for each number observed and done.
     *
     * @param task what to draw
     * @param policy that acts in it
     * @param episode what will be drawn
     * @return its scene
     */
    static Scene of(Task task, Policy policy, List<Frame> episode) {
        try (Environment environment = task.create()) {
            return switch (task.id()) {
                case "Pendulum-v1" -> new PendulumScene(policy.actions().high(0));
                case "Lqr-v0" -> LqrScene.of(policy, episode);
                case "Hill-v0" -> new HillScene();
                case "ContinuousBandit-v0" -> new BanditScene(ContinuousBandit.onePeak(), policy);
                case "TwoPeakBandit-v0" -> new BanditScene(ContinuousBandit.twoPeaks(), policy);
                default -> new BarsScene(environment.observationSpace(), environment.actionSpace());
            };
        }
    }
}
