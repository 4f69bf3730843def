package softac.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk as a power failure shows it: what was not forced may be there or not, each name and each write for itself, in
 * whatever order; a write also in part. Of a file only what was forced is certain, of a folder only the names that it had
 * when it was forced (the model of ALICE, Pillai et al., OSDI 2014).
 */
final class VolatileDisk {
    /** What becomes of what was not forced. */
    interface Survivors {
        /** Whether a change of the names in a folder is there. */
        boolean names();

        /** How many of the bytes of a write are there. */
        int bytes(int written);
    }

    private static final Survivors ALL = new Survivors() {
        @Override
        public boolean names() {
            return true;
        }

        @Override
        public int bytes(int written) {
            return written;
        }
    };

    private sealed interface Node permits Folder, File {
        void force();
    }

    private static final class Folder implements Node {
        private Map<String, Node> forced = new TreeMap<>();
        private final List<Renaming> changes = new ArrayList<>();

        Map<String, Node> after(Survivors survivors) {
            Map<String, Node> names = new TreeMap<>(forced);
            changes.stream().filter(change -> survivors.names()).forEach(change -> change.apply(names));
            return names;
        }

        @Override
        public void force() {
            forced = after(ALL);
            changes.clear();
        }
    }

    /** A name goes, another one comes, or both. */
    private record Renaming(
            @Nullable String gone,
            @Nullable String come,
            @Nullable Node node) {
        void apply(Map<String, Node> names) {
            if (gone != null) {
                names.remove(gone);
            }
            if (come != null) {
                names.put(come, node);
            }
        }
    }

    private static final class File implements Node {
        private byte[] forced = {};
        private final List<Edit> changes = new ArrayList<>();

        byte[] after(Survivors survivors) {
            byte[] content = forced;
            for (Edit change : changes) {
                content = change.apply(content, survivors);
            }
            return content;
        }

        @Override
        public void force() {
            forced = after(ALL);
            changes.clear();
        }
    }

    private interface Edit {
        byte[] apply(byte[] content, Survivors survivors);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Write(int at, byte[] data) implements Edit {
        @Override
        public byte[] apply(byte[] content, Survivors survivors) {
            int bytes = survivors.bytes(data.length);
            byte[] longer = Arrays.copyOf(content, bytes == 0 ? content.length : Math.max(content.length, at + bytes));
            System.arraycopy(data, 0, longer, bytes == 0 ? 0 : at, bytes);
            return longer;
        }
    }

    private record Cut(int length) implements Edit {
        @Override
        public byte[] apply(byte[] content, Survivors survivors) {
            return survivors.bytes(1) == 0 ? content : Arrays.copyOf(content, length);
        }
    }

    private final Path directory;
    private final Folder root = new Folder();
    private final Map<Integer, Integer> positions = new HashMap<>();

    /** Empty, in a directory that is certain. */
    VolatileDisk(Path directory) {
        this.directory = directory;
    }

    /** Does what the system did. */
    void apply(SystemCall call) {
        switch (call.name()) {
            case "mkdir" -> rename(call, null, name(call.path()), new Folder());
            case "unlink" -> rename(call, name(call.path()), null, null);
            case "rename" -> rename(call, name(call.path()), name(call.to()), node(call.path()));
            case "openat" -> open(call);
            case "lseek" -> {
                if (call.flags().contains("SEEK_SET")) {
                    positions.put(call.fd(), (int) call.number());
                }
            }
            case "write" -> {
                int at = positions.getOrDefault(call.fd(), 0);
                file(call.path()).changes.add(new Write(at, call.data()));
                positions.put(call.fd(), at + call.data().length);
            }
            case "ftruncate" -> file(call.path()).changes.add(new Cut((int) call.number()));
            case "fsync", "fdatasync" -> node(call.path()).force();
            default -> throw new IllegalArgumentException("not modelled: " + call);
        }
    }

    private void open(SystemCall call) {
        if (call.flags().contains("O_APPEND") || call.flags().contains("O_TRUNC")) {
            throw new IllegalArgumentException("not modelled: " + call);
        }
        positions.put(call.fd(), 0);
        if (call.flags().contains("O_CREAT")
                && !folder(call.folder()).after(ALL).containsKey(name(call.path()))) {
            rename(call, null, name(call.path()), new File());
        }
    }

    private void rename(SystemCall call, @Nullable String gone, @Nullable String come, @Nullable Node node) {
        folder(call.folder()).changes.add(new Renaming(gone, come, node));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private Folder folder(Path path) {
        return (Folder) node(path);
    }

    private File file(Path path) {
        return (File) node(path);
    }

    private Node node(Path path) {
        @Nullable Node node = root;
        for (Path name : directory.relativize(path)) {
            if (!name.toString().isEmpty()) {
                node = node instanceof Folder folder ? folder.after(ALL).get(name.toString()) : null;
            }
        }
        return Objects.requireNonNull(node, path::toString);
    }

    /** Relative path → content of every file after a power failure, and → nothing of every folder, whose path ends in a slash. */
    Map<String, byte[]> after(Survivors survivors) {
        Map<String, byte[]> files = new TreeMap<>();
        list("", root, survivors, files);
        return files;
    }

    private static void list(String path, Folder folder, Survivors survivors, Map<String, byte[]> files) {
        folder.after(survivors).forEach((name, node) -> {
            if (node instanceof Folder inner) {
                files.put(path + name + "/", new byte[0]);
                list(path + name + "/", inner, survivors, files);
            } else if (node instanceof File file) {
                files.put(path + name, file.after(survivors));
            }
        });
    }
}
