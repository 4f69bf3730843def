package softac.lab;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import softac.lab.plot.Picture;
import softac.lab.run.NetworkSettings;
import softac.lab.run.Returns;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunSettings;
import softac.sac.env.registry.Task;
import softac.sac.train.file.StateHash;

/** What is printed before and after training, and about an evaluation. */
final class Report {
    private final PrintWriter out;

    Report(Shell shell) {
        out = shell.out();
    }

    /** What is about to be trained, and where it will be written. */
    void begin(Run run, RunFolder folder) {
        RunSettings settings = run.settings();
        subject(run.task(), settings);
        fact(
                "networks",
                text(settings.network()) + " in " + settings.precision().name().toLowerCase(Locale.ROOT) + ", "
                        + run.kernels().family() + " kernels");
        fact("run folder", folder.path());
        if (run.trainer().firstUpdate() > settings.training().steps()) {
            fact("note", "nothing will be learned: no update before the last step (--warmup, --batch, --steps)");
        }
        columns(settings);
    }

    /** What the columns of the table below are means of. */
    void columns(RunSettings settings) {
        out.println();
        out.println("evaluation: mean return of " + settings.training().evaluateEpisodes()
                + " deterministic episodes; training: of the last 100");
    }

    /** Which task and which algorithm. */
    void subject(Task task, RunSettings settings) {
        task(task);
        fact(
                "algorithm",
                "SAC " + settings.algo() + ", seed " + settings.seed() + ", "
                        + Numbers.count(settings.training().steps()) + " steps");
    }

    /** Which task. */
    void task(Task task) {
        fact("task", task.id() + ": " + task.description());
    }

    /** A name, and in a column of its own what is to be known. */
    void fact(String name, Object value) {
        out.println(Columns.left(name, 12) + value);
    }

    /** 64-64 relu. */
    static String text(NetworkSettings network) {
        return network.hidden().stream().map(String::valueOf).collect(Collectors.joining("-")) + " "
                + network.activation();
    }

    /** That training goes on, and where. */
    void resumed(Run run, boolean isBeginning) {
        out.println();
        out.println(
                isBeginning
                        ? "no checkpoint yet: begun anew"
                        : "resumed at step " + Numbers.count(run.trainer().steps()));
    }

    /** That training was stopped, and how to go on. */
    void stopped(Run run, RunFolder folder) {
        out.println();
        out.println("stopped after step " + Numbers.count(run.trainer().steps()) + ": go on with bin/sac resume "
                + folder.path());
    }

    /** That there is nothing to go on with, unless more steps are wanted. */
    void done(Run run, RunFolder folder) {
        long steps = run.trainer().steps();
        fact(
                "done",
                "all " + Numbers.count(steps) + " steps; for more: bin/sac resume " + folder.path() + " --steps "
                        + 2 * steps + " --force");
        fact("state hash", StateHash.of(run.trainer()));
    }

    /** How long so many steps took. */
    void trained(long steps, double seconds) {
        out.println();
        fact(
                "trained",
                Numbers.count(steps) + " steps in " + Numbers.duration(seconds) + " (" + Numbers.rate(steps / seconds)
                        + " steps/s)");
    }

    /** Returns beside what random play and the best control reach. */
    void returns(Task task, Returns returns, long first) {
        int n = returns.episodes();
        out.println();
        out.println("evaluation: " + (n == 1 ? "1 episode" : Numbers.count(n) + " episodes")
                + ", deterministic actions, starts reset(" + first + ")"
                + (n == 1 ? "" : " … reset(" + (first + n - 1) + ")"));
        line("mean return", returns.mean());
        line("standard deviation", returns.standardDeviation());
        line("interquartile mean", returns.interquartileMean());
        line("random play", task.randomReturn());
        line("near-optimal control", task.bestReturn());
    }

    private void line(String name, double value) {
        out.println("  " + Columns.left(name, 22) + Columns.right(Numbers.reward(value), 12));
    }

    /** The state's fingerprint, and what to look at next; a curve that could not be drawn says why. */
    void end(Run run, RunFolder folder, @Nullable Throwable curveFailure) {
        out.println();
        fact("state hash", StateHash.of(run.trainer()));
        fact("curve", curveFailure == null ? folder.curveFile() : "none, " + Picture.cannotDraw(curveFailure));
        fact("try again", "bin/sac evaluate " + folder.path());
    }
}
