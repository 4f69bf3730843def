package softac.lab.run;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A setting that is no longer what it was when a checkpoint was saved.
 *
 * @param setting which
 * @param from its value then
 * @param to its value now
 */
public record Change(Setting setting, String from, String to) {
    private static final String NONE = "none";

    /** What a state is made for: sizes and random streams. */
    private static final Set<Setting> FIXED = EnumSet.of(
            Setting.TASK,
            Setting.SEED,
            Setting.ALGO,
            Setting.PRECISION,
            Setting.HIDDEN,
            Setting.ACTIVATION,
            Setting.REPLAY);

    /**
     * Compares settings.
     *
     * @return what differs, in the order of the file
     */
    public static List<Change> between(RunSettings then, RunSettings now) {
        Map<Setting, String> before = then.values();
        Map<Setting, String> after = now.values();
        return Arrays.stream(Setting.values())
                .map(one -> new Change(one, before.getOrDefault(one, NONE), after.getOrDefault(one, NONE)))
                .filter(change -> !change.from.equals(change.to))
                .toList();
    }

    /** Whether a state saved before can be gone on with after it. */
    public boolean isPossible() {
        boolean otherKind = setting.block() == Setting.Block.TEMPERATURE && (from.equals(NONE) || to.equals(NONE));
        return !FIXED.contains(setting) && !otherKind;
    }

    /**
     * What is said where nobody gave {@code --force}.
     *
     * @param which the changes, where they were not listed before
     */
    public static IllegalArgumentException refused(String which) {
        return new IllegalArgumentException("settings are no longer what they were when the checkpoint was saved"
                + which + ": restore them, or give --force to go on with the new ones");
    }

    /** {@code training.steps: 3000 → 6000}. */
    @Override
    public String toString() {
        return setting.path() + ": " + from + " → " + to;
    }
}
