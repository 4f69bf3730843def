package softac.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import softac.lab.run.Change;
import softac.lab.run.GroupFolder;
import softac.lab.run.Layer;
import softac.lab.run.Recorder;
import softac.lab.run.Resumption;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.RunState;

/** {@code sac resume}: goes on with a run that was stopped, as if it had never been. */
@Command(
        name = "resume",
        header = {
            "Go on with a run as if it had never been stopped.",
            "",
            "  bin/sac resume runs/pendulum-1-20260101-120000",
            "  bin/sac resume my-run --steps 40000 --force      longer than it was to be",
            ""
        },
        description = {
            "A checkpoint is saved at Ctrl-C and now and then at evaluations. Settings are",
            "those of settings.yaml in the run folder, and over them what is typed; where",
            "they are no longer what they were at the checkpoint, that is listed, and",
            "--force is needed. More steps go on with the replay there is, which a run of",
            "that many steps from the beginning may have larger."
        },
        customSynopsis = "bin/sac resume <run folder> [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<run folder>", description = "as 'sac train' wrote it; of a group of seeds: all of them")
    private String folderName = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--force", description = "go on although settings changed")
    private boolean force;

    @Mixin(name = RunningOptions.HEADING)
    private final RunningOptions running = new RunningOptions();

    private final Shell shell;

    ResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        running.check();
        if (GroupFolder.isGroup(shell.path(folderName))) {
            return resumeAll(GroupFolder.open(shell.path(folderName)));
        }
        RunFolder folder = RunFolder.open(shell.path(folderName));
        return running.run(shell, List.of(folder), () -> resume(folder));
    }

    private int resumeAll(GroupFolder group) throws IOException {
        running.checkGroup(group.runs().size());
        for (RunFolder run : group.runs()) { // before the table of all is written anew
            if (RunState.of(run) == RunState.RUNNING) {
                throw new IOException(run.path() + ": still going on in another process: wait for its end, or stop it");
            }
        }
        Layer typed = SettingOptions.typedOptions(spec.commandLine().getParseResult());
        requireForce(group.changes(typed));
        return running.run(shell, group.runs(), () -> new GroupTraining(shell, group, typed, force).run("sac resume"));
    }

    /** The lock is released at the end of training, also where a page stays. */
    private int resume(RunFolder folder) throws IOException {
        Layer typed = SettingOptions.typedOptions(spec.commandLine().getParseResult());
        try (RunLock lock = RunLock.take(folder);
                Resumption resumption = Resumption.of(lock, folder.sourced(typed), running.threads())) {
            return resume(folder, resumption);
        }
    }

    private int resume(RunFolder folder, Resumption resumption) throws IOException {
        Report report = new Report(shell);
        resumption.warnings().forEach(warning -> shell.err().println("sac resume: warning: " + warning));
        requireForce(resumption.changes());
        if (resumption.isDone()) {
            report.done(resumption.run(), folder);
            return ExitCode.DONE;
        }
        report.resumed(resumption.run(), resumption.isBeginning());
        try (Recorder recorder = resumption.recorder(shell.clock(), shell.nanos())) {
            return new Training(shell, resumption.run(), folder, recorder).run(running.certifyEvery());
        }
    }

    private void requireForce(List<Change> changes) {
        changes.forEach(change -> shell.out().println(change));
        if (!changes.isEmpty() && !force) {
            throw Change.refused("");
        }
    }
}
