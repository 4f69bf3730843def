package softac.lab.run;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/**
 * The settings of a run as a flat list: each under the name of the option that sets it, without its dashes, with what would
 * be typed behind it.
 *
 * <pre>{@code
 * SettingsList.of(settings).get("learning-rate");      // "0.001"
 * SettingsList.beyondPreset(settings);                 // {steps=20000}
 * }</pre>
 */
public final class SettingsList {
    private SettingsList() {}

    /**
     * Every setting that has a value.
     *
     * @param settings of a run
     * @return name → value, in the order of {@code settings.yaml}
     */
    public static Map<String, String> of(RunSettings settings) {
        Map<String, String> list = new LinkedHashMap<>();
        add(settings, list);
        return list;
    }

    /**
     * The settings that the preset of the task and algorithm has otherwise, or not at all. Task, algorithm and seed are
     * chosen for every run and are not among them, nor is a replay that holds every step.
     *
     * @param settings of a run
     * @return name → value, in the order of {@code settings.yaml}
     */
    public static Map<String, String> beyondPreset(RunSettings settings) {
        Task task = Tasks.named(settings.task());
        Preset preset = Preset.of(task);
        TrainingSettings usual = preset.training();
        TrainingSettings training = new TrainingSettings(
                usual.steps(),
                usual.warmup(),
                usual.updatesPerStep(),
                preset.replay(settings.training().steps(), settings.learning().batch()),
                usual.evaluateEvery(),
                usual.evaluateEpisodes());
        Map<String, String> unchanged = of(new RunSettings(
                task.id(),
                settings.seed(),
                settings.algo(),
                preset.precision(),
                preset.network(),
                preset.learning(),
                preset.temperature(task, settings.algo()),
                training));
        Map<String, String> list = of(settings);
        list.entrySet().removeIf(setting -> Objects.equals(unchanged.get(setting.getKey()), setting.getValue()));
        return list;
    }

    private static void add(Record block, Map<String, String> list) {
        for (RecordComponent component : block.getClass().getRecordComponents()) {
            Object value = value(component, block);
            if (value instanceof Record inner) {
                add(inner, list);
            } else if (value != null) {
                list.put(name(component), text(value));
            }
        }
    }

    private static Object value(RecordComponent component, Record block) {
        try {
            return component.getAccessor().invoke(block);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("settings are public records", e);
        }
    }

    /** {@code learningRate} as {@code learning-rate}. */
    private static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        if (value instanceof List<?> units) {
            return units.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        if (value instanceof Double real) {
            return new BigDecimal(real.toString()).stripTrailingZeros().toPlainString();
        }
        return value instanceof Enum<?> word ? Check.lower(word) : value.toString();
    }
}
