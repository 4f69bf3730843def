package softac.lab;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import softac.lab.run.Measured;
import softac.sac.train.Trainer;
import softac.sac.train.TrainingListener;

/**
 * Tells how the training of several seeds goes, as one table: a row at every evaluation of each and, on a terminal, a last
 * row about all of them that is redrawn in place, at most ten times a second.
 */
final class GroupProgress {
    private final Shell shell;
    private final AtomicLongArray steps;
    private final long begin;
    private long first;
    private final Row all;
    private final Speed speed;
    private boolean headed;

    /** Begins to measure time. */
    GroupProgress(Shell shell, int seeds) {
        this.shell = shell;
        steps = new AtomicLongArray(seeds);
        begin = shell.nanos().getAsLong();
        all = new Row(shell, begin);
        speed = new Speed(begin);
    }

    private static String cells(Object... cells) {
        return String.format(Locale.ROOT, "%6s %13s %10s %10s %8s %8s %7s", cells);
    }

    /** How far a seed has got, by its place in the group. */
    long steps(int n) {
        return steps.get(n);
    }

    /**
     * What tells of one seed.
     *
     * @param n its place in the group
     * @param seed the seed
     * @param trainer about to begin, or to go on
     */
    synchronized TrainingListener of(int n, long seed, Trainer trainer) {
        steps.set(n, trainer.steps());
        first += trainer.steps();
        return new TrainingListener() {
            @Override
            public void stepped(Trainer trainer) {
                steps.lazySet(n, trainer.steps());
                if (shell.terminal()) {
                    draw(trainer.settings().steps());
                }
            }

            @Override
            public void evaluated(Trainer trainer, Map<String, Double> metrics) {
                tell(row(seed, trainer, metrics));
            }
        };
    }

    private synchronized void tell(String row) {
        if (!headed) {
            say(cells("seed", "step", "evaluation", "training", "J_Q", "J_π", "α"));
            headed = true;
        }
        say(row);
    }

    private static String row(long seed, Trainer trainer, Map<String, Double> metrics) {
        return cells(
                seed,
                Numbers.count(trainer.steps()) + "/"
                        + Numbers.count(trainer.settings().steps()),
                number(metrics, Measured.RETURN, 4),
                number(metrics, Measured.RECENT, 4),
                number(metrics, "train/critic_loss", 3),
                number(metrics, "train/actor_loss", 3),
                number(metrics, "train/ent_coef", 3));
    }

    private static String number(Map<String, Double> metrics, String name, int digits) {
        return Numbers.digits(metrics.getOrDefault(name, Double.NaN), digits);
    }

    /** Prints a line above the row that is redrawn. */
    synchronized void say(String line) {
        clear();
        shell.out().println(line);
    }

    private synchronized void draw(long stepsOfOne) {
        long now = shell.nanos().getAsLong();
        if (!all.isDue(now)) {
            return;
        }
        long done = total();
        long wanted = stepsOfOne * steps.length();
        speed.mark(done - first, now);
        double perSecond = speed.stepsPerSecond();
        all.draw(
                "   all " + Numbers.count(done) + "/" + Numbers.count(wanted) + " steps, " + Numbers.rate(perSecond)
                        + " steps/s, " + Numbers.time((wanted - done) / perSecond) + " left",
                now);
    }

    private long total() {
        long total = 0;
        for (int n = 0; n < steps.length(); n++) {
            total += steps.get(n);
        }
        return total;
    }

    /** Steps of all seeds since the beginning. */
    synchronized long trained() {
        return total() - first;
    }

    /** Removes the row that is redrawn, so that something else can be printed. */
    synchronized void clear() {
        all.clear();
    }

    /** Seconds since the beginning. */
    double seconds() {
        return (shell.nanos().getAsLong() - begin) / 1e9;
    }
}
