package softac.lab;

import java.util.Locale;
import softac.lab.run.RunFolder;

/**
 * What became of one seed of a group.
 *
 * @param seed of the run
 * @param folder of the run
 * @param state whether it got to its end
 * @param steps how far it got
 * @param meanReturn of the final evaluation, NaN where there was none
 * @param hash of the final state, empty where it is not final
 * @param problem why it failed, in one line, empty where it did not
 */
record SeedResult(
        long seed, RunFolder folder, State state, long steps, double meanReturn, String hash, String problem) {
    /** How it stands. */
    enum State {
        DONE,
        STOPPED,
        FAILED;

        /** As in the table. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean is(State other) {
        return state == other;
    }
}
