package softac.lab;

import java.util.Locale;
import java.util.Map;
import softac.lab.run.Measured;
import softac.sac.train.Trainer;
import softac.sac.train.TrainingListener;

/**
 * Tells how training goes, as a table: a row at every evaluation and, on a terminal, a last row that is redrawn in place,
 * at most ten times a second.
 */
final class Progress implements TrainingListener {
    private final Shell shell;
    private final Speed speed;
    private final long begin;
    private final long first;
    private final Row row;
    private double evaluation = Double.NaN;

    /** Begins to measure time, for the steps after the first so many. */
    Progress(Shell shell, long first) {
        this.shell = shell;
        this.first = first;
        begin = shell.nanos().getAsLong();
        row = new Row(shell, begin);
        speed = new Speed(begin);
    }

    /** Prints the heads of the columns. */
    void begin() {
        shell.out().println(cells("step", "evaluation", "training", "J_Q", "J_π", "α", "steps/s", "left"));
    }

    private static String cells(Object... cells) {
        return String.format(Locale.ROOT, "%13s %10s %10s %8s %8s %7s %7s %7s", cells);
    }

    @Override
    public void stepped(Trainer trainer) {
        if (!shell.terminal()) {
            return;
        }
        long now = shell.nanos().getAsLong();
        if (row.isDue(now)) {
            speed.mark(trainer.steps() - first, now);
            row.draw(text(trainer, speed.stepsPerSecond()), now);
        }
    }

    @Override
    public void evaluated(Trainer trainer, Map<String, Double> metrics) {
        clear();
        evaluation = metrics.getOrDefault(Measured.RETURN, Double.NaN);
        speed.mark(trainer.steps() - first, shell.nanos().getAsLong());
        double lately = speed.stepsPerSecond();
        shell.out().println(text(trainer, Double.isNaN(lately) ? (trainer.steps() - first) / seconds() : lately));
    }

    private String text(Trainer trainer, double stepsPerSecond) {
        long steps = trainer.settings().steps();
        Map<String, Double> metrics = trainer.agent().metrics();
        return cells(
                Numbers.count(trainer.steps()) + "/" + Numbers.count(steps),
                Numbers.digits(evaluation, 4),
                Numbers.digits(trainer.recentReturn(), 4),
                Numbers.digits(metrics.getOrDefault("train/critic_loss", Double.NaN), 3),
                Numbers.digits(metrics.getOrDefault("train/actor_loss", Double.NaN), 3),
                Numbers.digits(metrics.getOrDefault("train/ent_coef", Double.NaN), 3),
                Numbers.rate(stepsPerSecond),
                Numbers.time((steps - trainer.steps()) / stepsPerSecond));
    }

    /** Removes the row that is redrawn, so that something else can be printed. */
    void clear() {
        row.clear();
    }

    /** Seconds since the beginning. */
    double seconds() {
        return (shell.nanos().getAsLong() - begin) / 1e9;
    }
}
