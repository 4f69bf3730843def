package softac.lab.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/** Notices that a file has been replaced. */
final class Stamp {
    private final Path file;
    private List<Object> last = List.of();

    Stamp(Path file) {
        this.file = file;
    }

    /**
     * Whether there is a file, and another than at the last call.
     *
     * @throws IOException when that cannot be found out
     */
    boolean hasChanged() throws IOException {
        List<Object> now;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            now = attributes.isRegularFile()
                    ? List.of(
                            attributes.lastModifiedTime(),
                            attributes.size(),
                            Objects.requireNonNullElse(attributes.fileKey(), ""))
                    : List.of();
        } catch (NoSuchFileException e) {
            now = List.of();
        }
        boolean changed = !now.equals(last);
        last = now;
        return changed && !now.isEmpty();
    }
}
