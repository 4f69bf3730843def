package softac.lab.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import softac.autodiff.state.Stateful;
import softac.sac.train.file.Checkpoint;

/**
 * The checkpoints of a run, {@code <steps in 12 digits>.safetensors}: the newest and, should that be damaged, the one before.
 *
 * @param folder of their own
 */
record Checkpoints(Path folder) {
    private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.safetensors");

    /** The checkpoint after so many steps. */
    Path file(long steps) {
        return folder.resolve(String.format(Locale.ROOT, "%012d.safetensors", steps));
    }

    /** After how many steps a checkpoint was saved. */
    static long steps(Path file) {
        return Long.parseLong(name(file).substring(0, 12));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** All there are, the newest first. */
    List<Path> newestFirst() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(
                    folder, file -> NAME.matcher(name(file)).matches())) {
                all.forEach(files::add);
            }
        }
        files.sort(Collections.reverseOrder());
        return files;
    }

    /**
     * Saves one more. Of those there were stays the good one: what is newer was found damaged, and what is older is older.
     *
     * @param good after how many steps the one was saved that this process has read or written last, if any; where this
     *     one takes its place, the next older stays
     */
    void save(long steps, OptionalLong good, Map<String, String> words, Stateful state) throws IOException {
        Checkpoint.save(file(steps), words, state);
        List<Path> others = newestFirst();
        others.remove(file(steps));
        others.stream()
                .filter(other -> steps(other) < steps && steps(other) <= good.orElse(-1))
                .findFirst()
                .ifPresent(others::remove);
        for (Path other : others) {
            Files.deleteIfExists(other);
        }
    }
}
