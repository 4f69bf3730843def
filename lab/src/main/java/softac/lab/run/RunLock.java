package softac.lab.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says that a run is going on: an exclusive lock on the file {@code run.lock}, held by the training process from beginning
 * to end. The operating system releases it when the process ends, however it ends.
 *
 * <p>POSIX knows locks of processes, not of channels: <em>closing any channel</em> on the file ends the lock of the whole
 * process. So inside of a process that trains nobody may open the file, not even to look. That the lock is held here is
 * therefore noted as a system property, and all questions and takings of one process come one after the other.
 */
public final class RunLock implements Closeable {
    private static final int ATTEMPTS = 50; // a reader holds a shared lock for a moment
    private static final long BETWEEN_ATTEMPTS = 20; // ms
    private static final String HELD = "softac.run.held:";

    private final RunFolder folder;
    private final String note;
    private final FileChannel channel;

    private RunLock(RunFolder folder, String note, FileChannel channel) {
        this.folder = folder;
        this.note = note;
        this.channel = channel;
    }

    /**
     * Takes the lock of a run.
     *
     * @param folder of the run
     * @return to be closed at the end
     * @throws IOException when the run is going on already, or there is no lock to be had
     */
    public static RunLock take(RunFolder folder) throws IOException {
        if (!Files.exists(folder.lockFile())) {
            throw new IOException(folder.path() + ": no run.lock in it: its run saved nothing to go on from");
        }
        for (int n = 0; n < ATTEMPTS; n++) {
            RunLock lock = attempt(folder);
            if (lock != null) {
                return lock;
            }
            try {
                Thread.sleep(BETWEEN_ATTEMPTS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException(
                folder.path() + ": the run is still going on in another process: wait for its end, or stop it"
                        + " with Ctrl-C there");
    }

    private static synchronized @Nullable RunLock attempt(RunFolder folder) throws IOException {
        Path file = folder.lockFile();
        FileChannel channel = lock(file, false, StandardOpenOption.WRITE);
        if (channel == null) {
            return null;
        }
        System.setProperty(note(file), "");
        return new RunLock(folder, note(file), channel);
    }

    /**
     * Whether some process holds the lock. Changes nothing in the folder.
     *
     * @param folder of a run
     * @return false also where no run began
     * @throws IOException when that cannot be found out
     */
    static synchronized boolean isHeld(RunFolder folder) throws IOException {
        if (!Files.exists(folder.lockFile())) {
            return false;
        }
        FileChannel channel = lock(folder.lockFile(), true, StandardOpenOption.READ);
        if (channel != null) {
            channel.close();
        }
        return channel == null;
    }

    private static @Nullable FileChannel lock(Path file, boolean shared, OpenOption open) throws IOException {
        if (System.getProperty(note(file)) != null) {
            return null;
        }
        FileChannel channel = FileChannel.open(file, open);
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            if (lock != null) {
                return channel;
            }
        } catch (IOException e) {
            try (channel) {
                throw new IOException(file + ": no lock to be had on this file system: " + e.getMessage(), e);
            }
        }
        channel.close();
        return null;
    }

    private static String note(Path file) throws IOException {
        return HELD + file.toRealPath();
    }

    /** The run that is this process's alone. */
    public RunFolder folder() {
        return folder;
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        synchronized (RunLock.class) {
            System.clearProperty(note);
            channel.close();
        }
    }
}
