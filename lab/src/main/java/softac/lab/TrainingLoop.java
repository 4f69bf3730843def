package softac.lab;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import softac.lab.run.Reason;
import softac.lab.run.Recorder;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.sac.agent.NumericalFailure;
import softac.sac.env.EnvironmentException;
import softac.sac.train.Trainer;
import softac.sac.train.TrainingListener;

/** The steps of a run, to its end or until somebody stops it, with what becomes of it in its log. */
record TrainingLoop(Run run, RunFolder folder, Recorder recorder) {
    /**
     * Trains; saves where it is stopped. A failed step leaves half a step behind, so nothing is saved then: the last
     * checkpoint does those steps again.
     *
     * @param stop asked between two steps
     * @param listeners told of every step, the recorder among them
     * @throws FailedRun when the task or a certificate failed, or the numbers were no longer finite
     * @throws IOException when something cannot be written
     */
    void train(BooleanSupplier stop, List<TrainingListener> listeners) throws IOException {
        Trainer trainer = run.trainer();
        try {
            run.kernels().awaitWarmUp();
            while (!trainer.finished() && !stop.getAsBoolean()) {
                trainer.advance(listeners);
            }
            if (!trainer.finished()) {
                recorder.save();
                recorder.log("stopped after step " + trainer.steps());
            }
        } catch (EnvironmentException | NumericalFailure | FailedCertificate e) {
            FailedRun failure = new FailedRun(e, folder, recorder.lastCheckpoint());
            log("failed: " + failure.getMessage(), failure);
            throw failure;
        } catch (IOException e) {
            IOException failure =
                    new IOException(Reason.of(e) + "; " + FailedRun.kept(folder, recorder.lastCheckpoint()), e);
            log("failed: " + failure.getMessage(), failure);
            throw failure;
        }
    }

    /** What cannot even be logged is said all the same. */
    private void log(String event, Exception failure) {
        try {
            recorder.log(event);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
