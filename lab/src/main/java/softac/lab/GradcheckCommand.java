package softac.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.random.Seed;
import softac.lab.run.Algorithm;
import softac.lab.run.Rehearsal;
import softac.lab.run.Run;
import softac.sac.agent.SacAgent;
import softac.sac.check.Certificate;
import softac.sac.replay.Batch;

/** {@code sac gradcheck}: certificates of every loss, on a batch of a real replay. */
@Command(
        name = "gradcheck",
        header = {
            "Are the gradients of all losses right?",
            "Each against numeric derivatives that know their own error; and what each loss",
            "depends on, against the papers.",
            "",
            "  bin/sac gradcheck",
            "  bin/sac gradcheck --task lqr --algo v2 --hidden 32,32 --batch 16",
            "  bin/sac gradcheck --full             every entry of every matrix",
            ""
        },
        customSynopsis = "bin/sac gradcheck [options]",
        synopsisHeading = "Usage: ",
        sortOptions = false)
final class GradcheckCommand implements Callable<Integer> {
    private static final int ENTRIES = 50;
    private static final int DIRECTIONS = 64;

    @Mixin(name = RehearsalOptions.HEADING)
    private final RehearsalOptions options = new RehearsalOptions(32);

    @Option(names = "--algo", paramLabel = "v1|v2", description = "the losses of one paper; default both")
    private @Nullable String algo;

    @Option(
            names = "--full",
            description = "every entry; without it " + ENTRIES + " of each matrix and " + DIRECTIONS + " directions")
    private boolean full;

    private final Shell shell;

    GradcheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Rehearsal> rehearsals = (algo == null ? List.of(Algorithm.values()) : List.of(Algorithm.named(algo)))
                .stream().map(options::of).toList();
        Seed draws = options.seed().split("gradcheck");
        GradientCheck check =
                full ? GradientCheck.full() : GradientCheck.sample(ENTRIES, DIRECTIONS, draws.split("check"));
        GradcheckTable table = new GradcheckTable(shell);
        table.begin(rehearsals.get(0).settings(), check, full);
        long begin = shell.nanos().getAsLong();
        List<String> complaints = new ArrayList<>();
        for (Rehearsal rehearsal : rehearsals) {
            String paper = rehearsal.settings().algo().toString();
            try (Run run = rehearsal.run()) {
                SacAgent agent = run.trainer().agent();
                Batch transitions = rehearsal.batch(run, draws.split("batch"));
                Certificate certificate = Certificate.of(agent, transitions, check, draws.split("noise"));
                table.print(paper, agent.groups(), certificate);
                certificate.complaints().forEach(line -> complaints.add(paper + " " + line));
            }
        }
        table.end(complaints, (shell.nanos().getAsLong() - begin) / 1e9);
        if (!complaints.isEmpty()) {
            throw new FailedCertificate("not certified", complaints);
        }
        return ExitCode.DONE;
    }
}
