package softac.sac.train.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Bytes that can be read at any position: an open file, or an array. */
sealed interface Source extends AutoCloseable {
    /** How many bytes there are. */
    long size() throws IOException;

    /** Fills the buffer up to its limit. */
    void read(long position, ByteBuffer into) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Opens a file; anything but a regular file (opening a pipe would wait for its writer) is refused unopened.
     *
     * @param path the file
     */
    static Source open(Path path) throws BadFileException {
        String file = path.toString();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                String kind = attributes.isDirectory() ? "a folder" : "a device, pipe or socket";
                throw new BadFileException(file, "it is " + kind + "; expected a file");
            }
            return new Opened(FileChannel.open(path, StandardOpenOption.READ));
        } catch (BadFileException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new BadFileException(file, "there is no such file; check the path", e);
        } catch (IOException e) {
            throw new BadFileException(file, "it cannot be opened: " + Text.reason(e), e);
        }
    }

    /** An open file. */
    record Opened(FileChannel channel) implements Source {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            long at = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new EOFException("it became shorter while it was read");
                }
                at += count;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** An array, read as it is: nobody may write into it meanwhile. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record InMemory(byte[] bytes) implements Source {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            into.put(bytes, Math.toIntExact(position), into.remaining());
        }

        @Override
        public void close() {}
    }
}
