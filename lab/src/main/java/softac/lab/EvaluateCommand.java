package softac.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import softac.lab.plot.Picture;
import softac.lab.run.Returns;
import softac.lab.run.RunFolder;
import softac.lab.run.RunSettings;
import softac.lab.scene.Animation;
import softac.sac.agent.Policy;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.file.AtomicFile;

/** {@code sac evaluate}: the returns of a trained policy. */
@Command(
        name = "evaluate",
        header = {
            "How good is what was learned: returns of deterministic episodes.",
            "",
            "  bin/sac evaluate runs/pendulum-1-20260101-120000",
            "  bin/sac evaluate my-run --episodes 1000 --seed 100",
            "  bin/sac evaluate my-run --gif swing-up.gif",
            ""
        },
        customSynopsis = "bin/sac evaluate <run folder> [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<run folder>", description = "as 'sac train' wrote it")
    private String folderName = "";

    @Option(names = "--episodes", paramLabel = "N", converter = Whole.Int32.class, description = "how many; 100")
    private int episodes = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Whole.Long64.class,
            description = "of the first episode, the next ones count up from it; 0")
    private long seed;

    @Option(
            names = "--gif",
            paramLabel = "FILE",
            description = "draw the first episode, in place of an earlier picture")
    private @Nullable String gif;

    private final Shell shell;

    EvaluateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (episodes < 1) {
            throw new IllegalArgumentException(
                    "--episodes " + episodes + ": must be at least 1, for example --episodes 100");
        }
        if (seed < 0 || seed > Long.MAX_VALUE - episodes) {
            throw new IllegalArgumentException("--seed " + seed + ": must be at least 0, for example --seed 0");
        }
        Path picture = gif == null ? null : Output.GIF.file(shell, "--gif", gif);
        RunFolder folder = RunFolder.open(shell.path(folderName));
        RunSettings settings = folder.settings();
        Task task = Tasks.named(settings.task());
        Policy policy = folder.policy();
        Returns returns = Returns.of(task, policy, seed, episodes);
        Report report = new Report(shell);
        report.subject(task, settings);
        report.returns(task, returns, seed);
        if (picture != null) {
            draw(task, policy, picture);
        }
        return ExitCode.DONE;
    }

    private void draw(Task task, Policy policy, Path file) throws IOException {
        Picture.requireFonts();
        Animation episode = Animation.of(task, policy, seed);
        AtomicFile.write(file, episode::writeTo);
        shell.out().println();
        new Report(shell)
                .fact(
                        "picture",
                        file + ", reset(" + seed + "), " + episode.frames().size()
                                + (episode.frames().size() == 1 ? " step" : " steps"));
    }
}
