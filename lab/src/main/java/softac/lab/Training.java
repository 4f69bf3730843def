package softac.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import softac.lab.run.Recorder;
import softac.lab.run.Returns;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.sac.train.TrainingListener;

/** Trains a run, from its beginning or from where it was stopped, to its end or until somebody stops it. */
final class Training {
    private final Shell shell;
    private final Run run;
    private final RunFolder folder;
    private final Recorder recorder;
    private final Report report;

    Training(Shell shell, Run run, RunFolder folder, Recorder recorder) {
        this.shell = shell;
        this.run = run;
        this.folder = folder;
        this.recorder = recorder;
        report = new Report(shell);
    }

    /**
     * Trains, evaluates and reports.
     *
     * @param certifyEvery steps between certificates, null for none
     * @return the exit code
     */
    int run(@Nullable Long certifyEvery) throws IOException {
        long first = run.trainer().steps();
        report.begin(run, folder);
        Progress progress = new Progress(shell, first);
        try (Interrupt interrupt = new Interrupt(Interrupt.PATIENCE, this::lost)) {
            try {
                train(interrupt, progress, certifyEvery);
            } catch (FailedRun | IOException e) {
                if (!interrupt.asked()) {
                    throw e;
                }
                shell.err().println("sac: " + e.getMessage()); // the process ends as soon as this method does
                return ExitCode.FAILED;
            }
            if (!run.trainer().finished()) {
                report.stopped(run, folder);
                return ExitCode.STOPPED;
            }
        }
        report.trained(run.trainer().steps() - first, progress.seconds());
        report.returns(run.task(), Returns.afterTraining(run), 0);
        report.end(run, folder, recorder.curveFailure());
        return ExitCode.DONE;
    }

    private void train(Interrupt interrupt, Progress progress, @Nullable Long certifyEvery) throws IOException {
        List<TrainingListener> listeners =
                List.of(recorder, progress, new Certificates(shell, progress, certifyEvery, run));
        try {
            progress.begin();
            new TrainingLoop(run, folder, recorder).train(interrupt::asked, listeners);
        } finally {
            progress.clear();
        }
    }

    private void lost() {
        PrintWriter err = shell.err();
        err.println("sac: the step that was going on has not ended after " + Interrupt.PATIENCE + " s; "
                + FailedRun.kept(folder, recorder.lastCheckpoint()));
        err.flush();
    }
}
