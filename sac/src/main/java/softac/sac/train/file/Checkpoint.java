package softac.sac.train.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import softac.autodiff.state.Stateful;

/**
 * The whole state of something in a file, so that what is loaded goes on as if it had never stopped: a {@link
 * SafeTensors} file of every piece it lists, with a version and the {@link StateHash}. A file with any bit changed, cut
 * or added is refused.
 */
public final class Checkpoint {
    /** What {@value SafeTensors#FORMAT} says in a checkpoint. */
    public static final String FORMAT = "softac-checkpoint";

    /** Grows when checkpoints written before can no longer be read as they are. */
    public static final int VERSION = 1;

    private Checkpoint() {}

    /**
     * Writes a checkpoint, whole or not at all. Nobody may change the state meanwhile.
     *
     * @param path replaced if it exists
     * @param state what to save; not modified
     * @throws IOException when it cannot be written; the file is then as it was before
     */
    public static void save(Path path, Stateful state) throws IOException {
        SafeTensors.write(
                path, Map.of(SafeTensors.FORMAT, FORMAT, SafeTensors.VERSION, Integer.toString(VERSION)), state);
    }

    /**
     * Overwrites a state with a checkpoint of it, after all of the file was checked ({@link SafeTensors#load}).
     *
     * @param path the checkpoint
     * @param state built with the settings of the one that was saved; overwritten on success, as it was otherwise
     * @throws BadFileException when the file cannot be read, is damaged, or belongs to something else
     */
    public static void load(Path path, Stateful state) throws BadFileException {
        try (SafeTensors file = SafeTensors.open(path)) {
            file.requireFormat(FORMAT, VERSION);
            file.require(SafeTensors.HASH);
            file.load(state);
        }
    }
}
