package softac.lab.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What has become of a run, seen from outside. The training process holds an exclusive lock on {@code run.lock}, which
 * the operating system takes back however the process ends.
 */
public enum RunState {
    /** Somebody holds the lock. */
    RUNNING,
    /** The last row of metrics is that of the settings' last step. */
    DONE,
    /** Interrupted or died: {@code bin/sac resume} goes on. */
    STOPPED;

    /**
     * Looks, and writes nothing. Not for the process that trains: there, closing the file would give up its lock (POSIX
     * takes back all locks of a process on a file when it closes any of its descriptors).
     *
     * @param folder of the run
     * @throws IOException when the settings cannot be read, or a file that is there cannot
     */
    public static RunState of(RunFolder folder) throws IOException {
        if (isLocked(folder.path().resolve("run.lock"))) {
            return RUNNING;
        }
        return lastStep(folder.metricsFile()) == folder.settings().training().steps() ? DONE : STOPPED;
    }

    private static boolean isLocked(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) { // within this process
            return true;
        }
    }

    /** The step of the last whole row, −1 where there is none. */
    private static long lastStep(Path metrics) throws IOException {
        if (!Files.isRegularFile(metrics)) {
            return -1;
        }
        String text = Files.readString(metrics);
        List<String> rows =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        try {
            return rows.size() < 2
                    ? -1
                    : Long.parseLong(rows.get(rows.size() - 1).split(",", 2)[0]);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
