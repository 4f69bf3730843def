package softac.lab.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A setting that is no longer what it was when a checkpoint was saved.
 *
 * @param setting its path in {@code settings.yaml}, {@code training.steps}
 * @param from its value then
 * @param to its value now
 */
public record Change(String setting, String from, String to) {
    private static final String NONE = "none";

    /** What a state is made for: sizes and random streams. */
    private static final Set<String> FIXED =
            Set.of("task", "seed", "algo", "precision", "network.hidden", "network.activation", "training.replay");

    /**
     * Compares settings.
     *
     * @return what differs, in the order of the file
     */
    public static List<Change> between(RunSettings then, RunSettings now) {
        Map<String, String> before = flat(then);
        Map<String, String> after = flat(now);
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Change change = new Change(name, before.getOrDefault(name, NONE), after.getOrDefault(name, NONE));
            if (!change.from.equals(change.to)) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static Map<String, String> flat(RunSettings settings) {
        Yaml yaml = new Yaml();
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", yaml.parse(yaml.text(settings).getBytes(StandardCharsets.UTF_8), Map.class), flat);
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> block, Map<String, String> into) {
        block.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + key + ".", inner, into);
            } else {
                into.put(prefix + key, String.valueOf(value));
            }
        });
    }

    /** Whether a state saved before can be gone on with after it. */
    public boolean isPossible() {
        boolean otherKind = setting.startsWith("temperature.") && (from.equals(NONE) || to.equals(NONE));
        return !FIXED.contains(setting) && !otherKind;
    }

    /** {@code training.steps: 3000 → 6000}. */
    @Override
    public String toString() {
        return setting + ": " + from + " → " + to;
    }
}
