package softac.lab;

import softac.lab.run.RunFolder;
import softac.sac.agent.NumericalFailure;

/** Training stopped half-way: the task failed, or the numbers were no longer finite. */
final class FailedRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what happened, what to try and where the beginning is kept. */
    FailedRun(RuntimeException cause, RunFolder folder) {
        super(cause.getMessage() + advice(cause) + "; what came before is in " + folder.path(), cause);
    }

    private static String advice(RuntimeException cause) {
        return cause instanceof NumericalFailure ? "; try a smaller --learning-rate, or --max-gradient-norm 1" : "";
    }
}
