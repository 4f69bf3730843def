package softac.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import softac.lab.plot.Comparison;
import softac.lab.plot.Picture;
import softac.lab.run.Measured;
import softac.lab.run.RunFolder;
import softac.lab.run.RunGroup;
import softac.sac.train.file.AtomicFile;

/** {@code sac plot}: runs and groups of seeds side by side. */
@Command(
        name = "plot",
        header = {
            "Compare runs in one picture, and groups of seeds.",
            "Runs that differ in nothing but the seed become one curve: their interquartile",
            "mean, with its 95 %% confidence (bootstrap).",
            "",
            "  bin/sac plot runs/pendulum-*",
            "  bin/sac plot first-run second-run --metric train/ent_coef --out alpha.png",
            ""
        },
        customSynopsis = "bin/sac plot <runs>… [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class PlotCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<runs>",
            arity = "1..*",
            description = "run folders, or folders of run folders such as a group of seeds")
    private List<String> names = List.of();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "column of metrics.csv or timing.csv; eval/mean_reward")
    private String metric = Measured.RETURN;

    @Option(
            names = "--smooth",
            paramLabel = "N",
            converter = Whole.Int32.class,
            description = "a point is the mean of the last N; what was, stays faint; 1")
    private int window = 1;

    @Option(names = "--out", paramLabel = "FILE", description = "the picture, in place of an earlier one; curves.png")
    private String out = "curves.png";

    private final Shell shell;

    PlotCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (window < 1) {
            throw new IllegalArgumentException("--smooth " + window + ": must be at least 1, for example --smooth 10");
        }
        Path file = Output.PNG.file(shell, "--out", out);
        List<RunGroup> groups = RunGroup.of(folders());
        if (groups.size() > Comparison.MOST_GROUPS) {
            throw new IllegalArgumentException(groups.size() + " different settings: at most " + Comparison.MOST_GROUPS
                    + " curves can be told apart, name fewer runs");
        }
        MetricChart chart = new MetricChart(groups, metric, window);
        Picture.requireFonts();
        AtomicFile.write(file, chart.png());
        chart.print(shell.out());
        shell.out().println();
        new Report(shell).fact("picture", file);
        return ExitCode.DONE;
    }

    private List<RunFolder> folders() throws IOException {
        List<RunFolder> folders = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            folders.addAll(RunFolder.all(shell.path(name)));
        }
        return folders;
    }
}
