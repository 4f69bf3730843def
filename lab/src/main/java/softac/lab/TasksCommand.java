package softac.lab;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** {@code sac tasks}: what there is to learn. */
@Command(
        name = "tasks",
        header = {"What there is to learn.", ""},
        customSynopsis = "bin/sac tasks",
        synopsisHeading = "Usage: ",
        sortOptions = false)
final class TasksCommand implements Callable<Integer> {
    private final Shell shell;

    TasksCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        row("task", "id", "observed", "actions", "max steps", "random", "best");
        for (Task task : Tasks.all()) {
            try (Environment environment = task.create()) {
                row(
                        task.alias(),
                        task.id(),
                        Integer.toString(environment.observationSpace().size()),
                        actions(environment.actionSpace()),
                        Numbers.count(task.maxSteps()),
                        Numbers.reward(task.randomReturn()),
                        Numbers.reward(task.bestReturn()));
            }
            shell.out().println("          " + task.description());
        }
        shell.out().println();
        shell.out().println("random, best: mean returns of random play and of near-optimal control");
        return ExitCode.DONE;
    }

    private void row(Object... cells) {
        shell.out().println(String.format(Locale.ROOT, "%-8s %-19s %8s  %-11s %9s %9s %8s", cells));
    }

    /** "2 in [-1, 1]" where all dimensions are alike, else the whole box. */
    private static String actions(Box box) {
        String first = interval(box, 0);
        for (int i = 1; i < box.size(); i++) {
            if (!interval(box, i).equals(first)) {
                return box.size() + " in " + box;
            }
        }
        return box.size() + " in " + first;
    }

    private static String interval(Box box, int i) {
        return "[" + Numbers.digits(box.low(i), 1) + ", " + Numbers.digits(box.high(i), 1) + "]";
    }
}
