package softac.lab.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import softac.lab.run.Setting.Block;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The settings of a run, and who said each: the papers, over them the preset of the task, over it a file, over all what
 * was typed.
 *
 * <pre>{@code
 * Layer typed = Layer.typed(Map.of(Setting.TASK, "pendulum", Setting.STEPS, 20_000L));
 * SourcedSettings sourced = SourcedSettings.of(Layer.read(path), typed);
 * sourced.settings();                // what to train
 * sourced.source(Setting.STEPS);     // "command line"
 * sourced.text();                    // settings.yaml
 * }</pre>
 */
public final class SourcedSettings {
    private static final String COMMENT =
            "# What decides this run: equal settings, equal bits. Behind each: who said so.\n";

    private final Layer said;
    private final RunSettings settings;
    private final Map<Setting, String> values;

    private SourcedSettings(Layer said) {
        this.said = said;
        settings = bind(said);
        values = settings.values();
    }

    /**
     * Lays what was said over the preset of the task, and that over the papers.
     *
     * @param file what a file says, may be empty
     * @param typed what was typed; wins over the file
     * @return all settings
     * @throws IllegalArgumentException when nobody names a task, or a value has another type or is out of range; in one
     *     line that names the option, or the file, its line and key
     */
    public static SourcedSettings of(Layer file, Layer typed) {
        Layer said = file.under(typed);
        Task task = task(said);
        Preset preset = Preset.of(task);
        Layer all = preset.overPapers(task, algorithm(said, preset)).under(said);
        if (said.get(Setting.REPLAY).isEmpty()) {
            all = all.with(Setting.REPLAY, replay(all, preset));
        }
        return new SourcedSettings(all.completedBy(Preset.papers(task, Algorithm.V2)));
    }

    /**
     * What the papers say, whatever the preset of the task.
     *
     * @param task whose actions are counted for H̄
     */
    public static SourcedSettings papers(Task task) {
        return new SourcedSettings(Preset.papers(task, Algorithm.V2));
    }

    private static Task task(Layer said) {
        Leaf task = said.get(Setting.TASK)
                .orElseThrow(() -> new IllegalArgumentException("no task: name one, for example pendulum"));
        return Tasks.named(task.value().asString());
    }

    /** A name that is none is refused where it is bound. */
    private static Algorithm algorithm(Layer said, Preset preset) {
        return Arrays.stream(Algorithm.values())
                .filter(algo -> said.get(Setting.ALGO)
                        .filter(leaf -> leaf.value().isString()
                                && leaf.value().stringValue().equals(algo.toString()))
                        .isPresent())
                .findFirst()
                .orElse(preset.algo());
    }

    /** As many transitions as the preset keeps, no more than there will be, and at least a batch. */
    private static Leaf replay(Layer all, Preset preset) {
        Leaf most = all.get(Setting.REPLAY).orElseThrow();
        JsonNode steps = all.get(Setting.STEPS).orElseThrow().value();
        JsonNode batch = all.get(Setting.BATCH).orElseThrow().value();
        if (!steps.isIntegralNumber() || !steps.canConvertToLong() || !batch.isInt()) {
            return most; // they are refused where they are bound
        }
        int needed = preset.replay(steps.longValue(), batch.intValue());
        if (needed == preset.training().replay()) {
            return most;
        }
        String source = needed == steps.longValue() ? "as many as steps" : "as many as batch";
        return new Leaf(new Yaml().tree(needed), source, "");
    }

    private static RunSettings bind(Layer said) {
        Yaml yaml = new Yaml();
        try {
            return yaml.bind(said.tree(), RunSettings.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(refusal(said, e), e);
        }
    }

    private static String refusal(Layer said, JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return named(said, String.valueOf(refused.getMessage()));
        }
        String path = Yaml.path(e);
        String place = Setting.at(path).flatMap(said::get).map(Leaf::place).orElse("");
        return place + path + ": " + Yaml.problem(e);
    }

    /** Settings refuse values by the names of options. What a file said is named as the file names it, with its line. */
    private static String named(Layer said, String refusal) {
        List<Setting> inFile = Arrays.stream(Setting.values())
                .filter(setting -> said.get(setting).filter(Leaf::inFile).isPresent())
                .filter(setting -> refusal.matches(".*" + mention(setting) + ".*"))
                .toList();
        Optional<String> place = inFile.stream()
                .min((a, b) -> Integer.compare(refusal.indexOf(a.option()), refusal.indexOf(b.option())))
                .flatMap(said::get)
                .map(Leaf::place);
        String message = refusal;
        for (Setting setting : inFile) {
            message = asInFile(message, setting);
        }
        return place.orElse("") + message;
    }

    /** {@code --batch 0: … for example --batch 256} as {@code batch: 0: … for example batch: 256}. */
    static String asInFile(String message, Setting setting) {
        String value =
                Stream.concat(Stream.of("[-'\\[\\d]"), setting.words().stream()).collect(Collectors.joining("|"));
        return message.replaceAll(mention(setting) + "(?= (" + value + "))", setting.key() + ":")
                .replaceAll(mention(setting), setting.key());
    }

    private static String mention(Setting setting) {
        return setting.option() + "(?![a-z-])";
    }

    /** What to train. */
    public RunSettings settings() {
        return settings;
    }

    /**
     * Who said it: {@code papers}, {@code preset pendulum}, {@code my.yaml}, {@code command line} …
     *
     * @param setting one that has a value here; {@code alpha} has none where α is learned
     */
    public String source(Setting setting) {
        return said.get(setting)
                .map(Leaf::source)
                .orElseThrow(() -> new IllegalArgumentException("no " + setting.path() + " in these settings"));
    }

    /** The value as it stands in the file, empty where it has none, as {@code alpha} where α is learned. */
    public Optional<String> value(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The same with another seed, as typed. */
    public SourcedSettings withSeed(long seed) {
        return new SourcedSettings(said.with(Setting.SEED, Leaf.typed(seed)));
    }

    /** {@code settings.yaml}: a line a setting, with who said so behind it. */
    public String text() {
        StringBuilder text = new StringBuilder(COMMENT);
        Block block = Block.RUN;
        for (Map.Entry<Setting, String> value : values.entrySet()) {
            Setting setting = value.getKey();
            if (setting.block() != block) {
                block = setting.block();
                text.append(block.key()).append(":\n");
            }
            String line = (block == Block.RUN ? "" : "  ") + setting.key() + ": " + value.getValue();
            text.append(String.format(Locale.ROOT, "%-30s # %s\n", line, source(setting)));
        }
        return text.toString();
    }
}
