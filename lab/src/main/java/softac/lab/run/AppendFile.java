package softac.lab.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that only grows. A checkpoint notes its length; whoever goes on from there cuts it back to that length, and what a
 * killed process wrote since, half a line perhaps, is written again.
 *
 * <pre>{@code
 * try (AppendFile file = AppendFile.open(path, noted)) {
 *     file.write(bytes);
 *     file.force();
 *     noted = file.length();
 * }
 * }</pre>
 */
public final class AppendFile extends OutputStream {
    private final Path path;
    private final FileChannel channel;
    private long length;

    private AppendFile(Path path, FileChannel channel, long length) {
        this.path = path;
        this.channel = channel;
        this.length = length;
    }

    /**
     * Opens a file, made where there is none, and cuts it to a length.
     *
     * @param path of the file
     * @param length noted before, 0 for an empty file
     * @return the file, to be written at its end
     * @throws IOException when it is shorter than that, or cannot be opened
     */
    public static AppendFile open(Path path, long length) throws IOException {
        if (length > 0 && (!Files.exists(path) || Files.size(path) < length)) {
            throw new IOException(path + ": " + (Files.exists(path) ? Files.size(path) + " bytes" : "missing")
                    + "; expected at least " + length
                    + ", as the checkpoint says: it was cut, replaced or removed by hand;"
                    + " put it back, or train anew");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.truncate(length).position(length);
        } catch (IOException e) {
            try (channel) {
                throw e;
            }
        }
        return new AppendFile(path, channel, length);
    }

    /** How many bytes it holds. */
    public long length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, from, count);
        try {
            while (left.hasRemaining()) {
                length += channel.write(left);
            }
        } catch (IOException e) {
            throw new IOException(path + ": not written: " + e.getMessage(), e);
        }
    }

    /**
     * Returns when what was written is on the disk.
     *
     * @throws IOException when it cannot be brought there
     */
    public void force() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new IOException(path + ": not forced to disk: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
