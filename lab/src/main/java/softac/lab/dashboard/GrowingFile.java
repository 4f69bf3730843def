package softac.lab.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a text file that somebody else appends to, as they come. A last line without its end is not told yet. A
 * file that was cut (by {@code resume}) or replaced is told again from its beginning. Whatever it holds, a line is at
 * most {@value #LONGEST} bytes (the rest of it is left out) and one reading at most {@value #AT_ONCE} bytes.
 */
final class GrowingFile {
    static final int LONGEST = 1 << 12;
    static final int AT_ONCE = 1 << 20;
    private static final int REMEMBERED = 64;

    private final Path file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Object key = "";
    private long offset;
    private byte[] before = {}; // the last bytes that were read

    GrowingFile(Path file) {
        this.file = file;
    }

    /**
     * What has come.
     *
     * @param restarted forget earlier lines: these are the first of the file
     * @param lines whole ones, without their ends
     */
    record News(boolean restarted, List<String> lines) {
        boolean isNone() {
            return !restarted && lines.isEmpty();
        }
    }

    /**
     * Reads on.
     *
     * @return nothing where there is no file, or what is there is no file (a pipe would wait, a device never ends)
     * @throws IOException when the file cannot be read
     */
    News read() throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return restart("");
        }
        if (!now.isRegularFile()) {
            return restart("");
        }
        Object id = now.fileKey() == null ? "" : now.fileKey();
        News begun = id.equals(key) && now.size() >= offset ? new News(false, List.of()) : restart(id);
        key = id;
        if (now.size() == offset) {
            return begun;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            boolean restarted = begun.restarted();
            if (!Arrays.equals(before, bytes(channel, offset - before.length, before.length))) {
                restarted |= restart(id).restarted();
                key = id;
            }
            byte[] more = bytes(channel, offset, (int) Math.min(AT_ONCE, now.size() - offset));
            offset += more.length;
            before = tail(before, more);
            return new News(restarted, split(more));
        }
    }

    private News restart(Object id) {
        boolean known = offset > 0;
        key = id;
        offset = 0;
        before = new byte[0];
        line.reset();
        return new News(known, List.of());
    }

    private static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // until all is there, or the file has become shorter
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static byte[] tail(byte[] old, byte[] more) {
        byte[] all = Arrays.copyOf(old, old.length + more.length);
        System.arraycopy(more, 0, all, old.length, more.length);
        return Arrays.copyOfRange(all, Math.max(0, all.length - REMEMBERED), all.length);
    }

    private List<String> split(byte[] more) {
        List<String> lines = new ArrayList<>();
        for (byte b : more) {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < LONGEST) {
                line.write(b);
            }
        }
        return lines;
    }
}
