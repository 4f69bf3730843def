package softac.lab;

import java.util.OptionalLong;
import softac.lab.run.RunFolder;
import softac.sac.agent.NumericalFailure;

/** Training stopped half-way: the task failed, or the numbers were no longer finite. */
final class FailedRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what happened, what to try and where the beginning is kept. */
    FailedRun(RuntimeException cause, RunFolder folder, OptionalLong checkpoint) {
        super(cause.getMessage() + advice(cause) + "; " + kept(folder, checkpoint), cause);
    }

    private static String advice(RuntimeException cause) {
        if (cause instanceof NumericalFailure failure) {
            return failure.isOfBeginning()
                    ? "; rewards or temperature are too large from the beginning: try a smaller --reward-scale,"
                            + " --alpha or --initial-alpha"
                    : "; try a smaller --learning-rate, or --max-gradient-norm 1";
        }
        return "";
    }

    /** What is left of a run that failed, and how to go on with it. */
    static String kept(RunFolder folder, OptionalLong checkpoint) {
        return checkpoint.isEmpty()
                ? "what came before is in " + folder.path()
                : "go on from step " + Numbers.count(checkpoint.getAsLong()) + " with bin/sac resume " + folder.path();
    }
}
