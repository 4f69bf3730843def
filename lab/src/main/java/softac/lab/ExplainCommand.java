package softac.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import softac.autodiff.Graph;
import softac.autodiff.random.Seed;
import softac.lab.run.Algorithm;
import softac.lab.run.Reason;
import softac.lab.run.Rehearsal;
import softac.lab.run.Run;
import softac.sac.agent.Loss;
import softac.sac.agent.SacAgent;
import softac.sac.replay.Batch;

/** {@code sac explain}: one real update of an agent, equation by equation, in the numbers on its tape. */
@Command(
        name = "explain",
        header = {
            "One update, equation by equation, with its real numbers below.",
            "A paper's equations in its order; every number is read from the tape of an",
            "update of the agent itself, in all the digits that its bits need.",
            "",
            "  bin/sac explain v2",
            "  bin/sac explain v1 --task lqr --hidden 4 --batch 3",
            "  bin/sac explain v2 --batch 100           100 transitions, 4 of them shown",
            "  bin/sac explain v2 --graphs drawings     every loss as a graph, too",
            ""
        },
        customSynopsis = "bin/sac explain v1|v2 [options]",
        synopsisHeading = "Usage: ",
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<paper>",
            description = "whose algorithm: v1 is arXiv:1801.01290, v2 arXiv:1812.05905",
            completionCandidates = Papers.class)
    private String algo = "";

    @Mixin(name = RehearsalOptions.HEADING)
    private final RehearsalOptions options = new RehearsalOptions(Walkthrough.SHOWN);

    @Option(
            names = "--graphs",
            paramLabel = "DIR",
            description = "folder for the graph of each loss, for Graphviz (.dot) and Mermaid (.mmd)")
    private @Nullable String graphs;

    private final Shell shell;

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Algorithm paper = Algorithm.named("explain", algo);
        Rehearsal rehearsal = options.of(paper);
        Path folder = graphs == null ? null : drawings(graphs);
        Seed draws = options.seed().split("explain");
        try (Run run = rehearsal.run()) {
            SacAgent agent = run.trainer().agent();
            Batch transitions = rehearsal.batch(run, draws.split("batch"));
            Walkthrough walkthrough = new Walkthrough(shell.out(), agent, paper);
            walkthrough.begin(rehearsal.settings());
            agent.update(transitions, draws.split("noise").rng(), walkthrough);
            if (folder != null) {
                for (Loss loss : agent.losses()) {
                    draw(walkthrough.graph(loss), folder, paper + "-" + loss.name());
                }
            }
        }
        return ExitCode.DONE;
    }

    private Path drawings(String name) throws IOException {
        Path folder = shell.path(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("no folder for the graphs: " + Reason.of(e) + "; name another with --graphs", e);
        }
    }

    private void draw(Graph graph, Path folder, String name) throws IOException {
        Files.writeString(folder.resolve(name + ".dot"), graph.toDot());
        Files.writeString(folder.resolve(name + ".mmd"), graph.toMermaid());
        shell.out().println("drawn: " + folder.resolve(name) + ".dot, .mmd");
    }

    /** What to choose from. */
    static final class Papers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(Algorithm.values()).stream().map(Algorithm::toString).iterator();
        }
    }
}
