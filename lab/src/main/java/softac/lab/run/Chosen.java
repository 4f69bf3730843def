package softac.lab.run;

import java.util.EnumMap;
import java.util.Map;

/** What somebody chose for a run: the settings that its task's preset, or the papers, have otherwise. */
public final class Chosen {
    private Chosen() {}

    /**
     * The settings that are other than usual. Task, algorithm and seed are chosen for every run and are not among them, nor is
     * a replay that follows from the steps.
     *
     * @param settings of a run
     * @return setting → value, in the order of {@code settings.yaml}
     */
    public static Map<Setting, String> of(RunSettings settings) {
        Map<Setting, Object> basis = new EnumMap<>(Setting.class);
        basis.put(Setting.TASK, settings.task());
        basis.put(Setting.ALGO, settings.algo().toString());
        basis.put(Setting.SEED, settings.seed());
        Map<Setting, String> usual = usual(basis);
        basis.put(Setting.STEPS, settings.training().steps());
        basis.put(Setting.BATCH, settings.learning().batch());
        usual.put(Setting.REPLAY, usual(basis).get(Setting.REPLAY));
        Map<Setting, String> chosen = typed(settings);
        chosen.entrySet().removeIf(setting -> setting.getValue().equals(usual.get(setting.getKey())));
        return chosen;
    }

    private static Map<Setting, String> usual(Map<Setting, Object> basis) {
        return typed(SourcedSettings.of(Layer.EMPTY, Layer.typed(basis)).settings());
    }

    /** Every setting that has a value, as it would be typed: a list has no brackets there. */
    static Map<Setting, String> typed(RunSettings settings) {
        Map<Setting, String> typed = new EnumMap<>(Setting.class);
        settings.values().forEach((setting, value) -> typed.put(setting, value.replaceAll("[\\[\\] ]", "")));
        return typed;
    }
}
