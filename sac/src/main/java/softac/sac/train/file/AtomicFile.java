package softac.sac.train.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Writes a file whole or not at all: whoever opens it, even after a crash or a power failure, finds the old content or
 * the new one.
 *
 * <p>The content goes into a temporary file {@code .name.0.tmp} in the same folder, which is forced to disk, renamed
 * over the file in one step, and then the folder is forced too (without that a power failure may undo the renaming). A
 * failure removes the temporary file. A killed process cannot: {@link #removeLeftovers} does it at the next start.
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    /** So many abandoned temporary files of one file mean that something else is wrong. */
    private static final int MOST_LEFTOVERS = 1000;

    /** What a file shall hold. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content.
         *
         * @param out buffered; need not be flushed or closed
         * @throws IOException when the content cannot be written; nothing is changed then
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, replacing it if it exists.
     *
     * @param file in a folder that exists
     * @param content called once
     * @throws IOException when it cannot be written, with one line that says why; the file is then as it was before
     *     (unless the line says that only forcing the folder to disk failed)
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        try {
            Temporary temporary = open(target);
            try {
                fill(temporary, content);
                Files.move(temporary.path, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException | Error e) {
                remove(temporary, e);
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new IOException(Text.oneLine(target + ": not written: its folder does not exist; create it"), e);
        } catch (IOException e) {
            throw new IOException(Text.oneLine(target + ": not written: " + Text.reason(e)), e);
        }
        try {
            force(folderOf(target));
        } catch (IOException e) {
            throw new IOException(
                    Text.oneLine(target + ": written, but its folder could not be forced to disk: " + Text.reason(e)),
                    e);
        }
    }

    /**
     * Brings to disk which files there are in a folder: without that, a power failure may take back those made since.
     *
     * @param folder that exists
     * @throws IOException when it cannot be brought there, in one line
     */
    public static void forceFolder(Path folder) throws IOException {
        try {
            force(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException(Text.oneLine(folder + ": not forced to disk: " + Text.reason(e)), e);
        }
    }

    /**
     * Writes a file, replacing it if it exists.
     *
     * @param file in a folder that exists
     * @param content all of its bytes
     * @throws IOException as {@link #write(Path, Content)} does
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, out -> out.write(content));
    }

    /**
     * Removes the temporary files that killed processes left beside a file. To be called when no other process writes
     * the file, so at the start of a run.
     *
     * @param file whose leftovers are removed; the file itself is not touched
     * @return how many there were
     * @throws IOException when the folder cannot be read or a leftover cannot be removed
     */
    public static int removeLeftovers(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        return removeLeftovers(folderOf(target), Pattern.quote(String.valueOf(target.getFileName())));
    }

    /**
     * The same for every file of a folder.
     *
     * @param folder in which no other process writes
     * @return how many there were
     * @throws IOException when the folder cannot be read or a leftover cannot be removed
     */
    public static int removeAllLeftovers(Path folder) throws IOException {
        return removeLeftovers(folder, ".+");
    }

    private static int removeLeftovers(Path folder, String name) throws IOException {
        Pattern pattern = Pattern.compile("\\." + name + "\\.[0-9]{1,3}\\.tmp");
        int removed = 0;
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(
                folder,
                path -> pattern.matcher(String.valueOf(path.getFileName())).matches())) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
                removed++;
            }
        }
        return removed;
    }

    private record Temporary(Path path, FileChannel channel) {}

    private static Temporary open(Path target) throws IOException {
        for (int n = 0; n < MOST_LEFTOVERS; n++) {
            Path path = folderOf(target).resolve("." + target.getFileName() + "." + n + ".tmp");
            try {
                return new Temporary(
                        path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            } catch (FileAlreadyExistsException e) {
                // Another writer's, or left by a killed one: take the next number. Creating is what tells them apart.
            }
        }
        throw new IOException(MOST_LEFTOVERS + " temporary files are in the way; delete ." + target.getFileName()
                + ".*.tmp beside it");
    }

    private static void fill(Temporary temporary, Content content) throws IOException {
        try (FileChannel channel = temporary.channel) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void remove(Temporary temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary.path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Only POSIX systems can, and need to, force a folder. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path folderOf(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("it is a root folder; name a file");
        }
        return folder;
    }
}
