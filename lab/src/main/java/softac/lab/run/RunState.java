package softac.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * How it stands with a run, seen from outside; looking changes nothing.
 *
 * <pre>{@code
 * if (RunState.of(RunFolder.open(path)) == RunState.STOPPED) {
 *     // bin/sac resume goes on with it
 * }
 * }</pre>
 */
public enum RunState {
    /** It has its settings, and its turn is still to come: one of several seeds. */
    WAITING,

    /** A process is training it. */
    RUNNING,

    /** All its steps are done. */
    DONE,

    /** It was interrupted, killed, or failed before its last step. */
    STOPPED;

    /**
     * Looks at a run.
     *
     * @param folder of the run
     * @return how it stands at this moment
     * @throws IOException when the folder cannot be read
     */
    public static RunState of(RunFolder folder) throws IOException {
        if (RunLock.isHeld(folder)) {
            return RUNNING;
        }
        if (isDone(folder)) {
            return DONE;
        }
        return hasBegun(folder) ? STOPPED : WAITING;
    }

    /** Whether there is what a run writes first, or something of what came later. */
    private static boolean hasBegun(RunFolder folder) {
        return Files.exists(folder.machineFile()) || Files.exists(folder.metricsFile());
    }

    /** Whether the checkpoint of the last step is there, which is written last; of runs without checkpoints, the last row. */
    private static boolean isDone(RunFolder folder) throws IOException {
        long steps = folder.settings().training().steps();
        Checkpoints checkpoints = folder.checkpoints();
        if (Files.isDirectory(checkpoints.folder())) {
            return Files.exists(checkpoints.file(steps));
        }
        if (!Files.isRegularFile(folder.metricsFile())) {
            return false;
        }
        List<Double> rows = CsvTable.read(folder.metricsFile()).column(Measured.STEPS);
        return !rows.isEmpty() && rows.get(rows.size() - 1) == steps;
    }
}
