package softac.sac.train.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Key of the hash of the words given. */
    public static final String WORDS_HASH = "words_sha256";

    private Checkpoint() {}

    /**
     * Writes a checkpoint, whole or not at all. Nobody may change the state meanwhile.
     *
     * @param path replaced if it exists
     * @param state what to save; not modified
     * @throws IOException when it cannot be written; the file is then as it was before
     */
    public static void save(Path path, Stateful state) throws IOException {
        save(path, Map.of(), state);
    }

    /**
     * The same with words about it, such as the settings that the state was built with. They have a hash of their own,
     * {@value #WORDS_HASH}.
     *
     * @param path replaced if it exists
     * @param words key → text
     * @param state what to save; not modified
     * @throws IOException when it cannot be written; the file is then as it was before
     */
    public static void save(Path path, Map<String, String> words, Stateful state) throws IOException {
        Map<String, String> all = new TreeMap<>(words);
        if (!words.isEmpty()) {
            all.put(WORDS_HASH, hash(words));
        }
        all.put(SafeTensors.FORMAT, FORMAT);
        all.put(SafeTensors.VERSION, Integer.toString(VERSION));
        SafeTensors.write(path, all, state);
    }

    /** Each word as the name of an empty piece. */
    private static String hash(Map<String, String> words) {
        return StateHash.of(
                visitor -> new TreeMap<>(words).forEach((key, word) -> visitor.longs(key + "=" + word, new long[0])));
    }

    /**
     * The words of a checkpoint, without its state.
     *
     * @param path the checkpoint
     * @return key → text, as given when it was saved
     * @throws BadFileException when the file cannot be read, is no checkpoint, or its words are damaged
     */
    public static Map<String, String> words(Path path) throws BadFileException {
        try (SafeTensors file = SafeTensors.open(path)) {
            return words(file);
        }
    }

    private static Map<String, String> words(SafeTensors file) throws BadFileException {
        file.requireFormat(FORMAT, VERSION);
        file.require(SafeTensors.HASH);
        Map<String, String> words = new TreeMap<>(file.metadata());
        words.keySet().removeAll(List.of(SafeTensors.FORMAT, SafeTensors.VERSION, SafeTensors.HASH));
        String named = words.remove(WORDS_HASH);
        if (!words.isEmpty() && !hash(words).equals(named)) {
            throw file.refuse("it is damaged: its words have the hash " + hash(words) + "; expected "
                    + Text.quote(String.valueOf(named)) + ", as it says itself");
        }
        return words;
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
            words(file);
            file.load(state);
        }
    }
}
