package softac.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.lab.run.Setting.Block;
import softac.lab.run.Setting.Kind;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** Papers under preset under file under command line: whoever speaks last of a setting decides it, and is named. */
final class SourcedSettingsProperties {
    private static final Set<Setting> LEARNED = Set.of(Setting.INITIAL_ALPHA, Setting.TARGET_ENTROPY);

    /** Both papers' table 1, section 5 of v1, and the authors' code where they say nothing; −1 for one action. */
    private static final Map<Setting, String> PAPERS = Map.ofEntries(
            Map.entry(Setting.HIDDEN, "[256, 256]"),
            Map.entry(Setting.ACTIVATION, "relu"),
            Map.entry(Setting.BATCH, "256"),
            Map.entry(Setting.LEARNING_RATE, "0.0003"),
            Map.entry(Setting.DISCOUNT, "0.99"),
            Map.entry(Setting.TAU, "0.005"),
            Map.entry(Setting.MAX_GRADIENT_NORM, "null"),
            Map.entry(Setting.TARGET_ENTROPY, "-1"),
            Map.entry(Setting.UPDATES_PER_STEP, "1"),
            Map.entry(Setting.REPLAY, "1000000"),
            Map.entry(Setting.EVALUATE_EVERY, "1000"));

    private static final Map<Setting, String> AUTHORS = Map.of(Setting.INITIAL_ALPHA, "1", Setting.WARMUP, "1000");

    @Property(tries = 400)
    void whoeverSpeaksLastDecides(@ForAll long seed) throws IOException {
        Rng rng = Seed.of(seed & Long.MAX_VALUE).rng();
        Map<Setting, Object> inFile = said(rng, rng.nextInt(2) == 0);
        Map<Setting, Object> typed = said(rng, !inFile.containsKey(Setting.TASK));
        boolean v1 = "v1".equals(typed.getOrDefault(Setting.ALGO, inFile.get(Setting.ALGO)));
        if (v1) { // learns no temperature
            inFile.keySet().removeAll(LEARNED);
            typed.keySet().removeAll(LEARNED);
        }

        SourcedSettings sourced = SourcedSettings.of(file(inFile), Layer.typed(typed));

        Task task = Tasks.named(sourced.settings().task());
        for (Setting setting : Setting.values()) {
            String where = setting + " of " + typed + " over " + inFile;
            if (typed.containsKey(setting)) {
                expect(sourced, setting, text(setting, typed.get(setting)), "command line", where);
            } else if (inFile.containsKey(setting) && !otherWay(setting, typed)) {
                expect(sourced, setting, text(setting, inFile.get(setting)), "my.yaml", where);
            } else if (setting == Setting.REPLAY) {
                replay(sourced, Preset.of(task), where);
            } else if (setting.block() == Block.TEMPERATURE && anyTemperature(typed, inFile)) {
                boolean learned = sourced.settings().temperature().learns();
                Optional<String> rest = learned && LEARNED.contains(setting)
                        ? Optional.of(setting == Setting.TARGET_ENTROPY ? "-1" : "1")
                        : Optional.empty();
                assertThat(sourced.value(setting)).as(where).isEqualTo(rest);
            } else {
                usual(sourced, setting, task, v1, where);
            }
        }
        assertFedBack(sourced);
    }

    private void expect(SourcedSettings sourced, Setting setting, String value, String source, String where) {
        assertThat(sourced.value(setting)).as(where).contains(value);
        assertThat(sourced.source(setting)).as(where).isEqualTo(source);
    }

    /** The preset's value; where it is the papers', the papers are named. */
    private void usual(SourcedSettings sourced, Setting setting, Task task, boolean v1, String where) {
        Preset preset = Preset.of(task);
        TemperatureSettings temperature = preset.temperature(task, v1 ? Algorithm.V1 : Algorithm.V2);
        Object value = switch (setting) {
            case TASK -> throw new AssertionError("somebody names the task");
            case SEED -> 1;
            case ALGO -> preset.algo();
            case PRECISION -> "float32";
            case HIDDEN -> preset.network().hidden();
            case ACTIVATION -> "relu";
            case BATCH -> preset.learning().batch();
            case LEARNING_RATE -> preset.learning().learningRate();
            case DISCOUNT -> preset.learning().discount();
            case TAU -> preset.learning().tau();
            case MAX_GRADIENT_NORM ->
                Objects.requireNonNullElse(preset.learning().maxGradientNorm(), "null");
            case INITIAL_ALPHA -> temperature.initialAlpha();
            case TARGET_ENTROPY -> temperature.targetEntropy();
            case ALPHA -> temperature.alpha();
            case REWARD_SCALE -> temperature.rewardScale();
            case STEPS -> preset.training().steps();
            case WARMUP -> preset.training().warmup();
            case UPDATES_PER_STEP -> preset.training().updatesPerStep();
            case REPLAY -> throw new AssertionError("looked at elsewhere");
            case EVALUATE_EVERY -> preset.training().evaluateEvery();
            case EVALUATE_EPISODES -> preset.training().evaluateEpisodes();
        };
        if (value == null) {
            assertThat(sourced.value(setting)).as(where).isEmpty();
            return;
        }
        String text = text(setting, value);
        String source = text.equals(PAPERS.get(setting))
                ? "papers"
                : text.equals(AUTHORS.get(setting)) ? "authors' code" : "preset " + task.alias();
        assertThat(sourced.value(setting)).as(where).contains(text);
        assertThat(sourced.source(setting)).as(where).isIn(source, "default");
        assertThat(sourced.source(setting).equals("default"))
                .as("no paper says")
                .isEqualTo(setting.source() == Setting.Source.OURS && !source.equals(sourced.source(setting)));
    }

    private void replay(SourcedSettings sourced, Preset preset, String where) {
        long steps = sourced.settings().training().steps();
        int batch = sourced.settings().learning().batch();
        int most = preset.training().replay();
        String source = most == 1_000_000 ? "papers" : sourced.source(Setting.REPLAY);
        String expected =
                batch > Math.min(steps, most) ? "as many as batch" : steps < most ? "as many as steps" : source;
        assertThat(sourced.settings().training().replay()).as(where).isEqualTo((int)
                Math.max(batch, Math.min(steps, most)));
        assertThat(sourced.source(Setting.REPLAY)).as(where).isEqualTo(expected);
    }

    private static boolean anyTemperature(Map<Setting, Object> typed, Map<Setting, Object> inFile) {
        return typed.keySet().stream().anyMatch(setting -> setting.block() == Block.TEMPERATURE)
                || inFile.keySet().stream().anyMatch(setting -> setting.block() == Block.TEMPERATURE);
    }

    private static boolean otherWay(Setting setting, Map<Setting, Object> typed) {
        return setting.block() == Block.TEMPERATURE
                && typed.keySet().stream()
                        .anyMatch(other -> other.block() == Block.TEMPERATURE
                                && other != setting
                                && !(LEARNED.contains(other) && LEARNED.contains(setting)));
    }

    /** Settings written and fed back are the same, and every line of them is named as the source. */
    private static void assertFedBack(SourcedSettings sourced) throws IOException {
        Path folder = Files.createTempDirectory("settings");
        Path file = folder.resolve("settings.yaml");
        try {
            Files.writeString(file, sourced.text());
            SourcedSettings again = SourcedSettings.of(Layer.read(file), Layer.EMPTY);
            assertThat(again.settings()).isEqualTo(sourced.settings());
            assertThat(new Yaml().read(file, RunSettings.class)).isEqualTo(sourced.settings());
            for (Setting setting : Setting.values()) {
                if (sourced.value(setting).isPresent()) {
                    assertThat(again.source(setting)).isEqualTo("settings.yaml");
                }
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    // What somebody may say

    private static Map<Setting, Object> said(Rng rng, boolean task) {
        Map<Setting, Object> said = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (setting.block() != Block.TEMPERATURE && setting != Setting.TASK && rng.nextInt(2) == 0) {
                said.put(setting, value(setting, rng));
            }
        }
        for (Setting setting : ways().get(rng.nextInt(8))) {
            said.put(setting, value(setting, rng));
        }
        if (task || rng.nextInt(3) == 0) {
            said.put(Setting.TASK, value(Setting.TASK, rng));
        }
        return said;
    }

    private static List<List<Setting>> ways() {
        return List.of(
                List.of(),
                List.of(),
                List.of(),
                List.of(Setting.ALPHA),
                List.of(Setting.REWARD_SCALE),
                List.of(Setting.INITIAL_ALPHA),
                List.of(Setting.TARGET_ENTROPY),
                List.of(Setting.INITIAL_ALPHA, Setting.TARGET_ENTROPY));
    }

    /** One that is allowed. */
    private static Object value(Setting setting, Rng rng) {
        return switch (setting) {
            case TASK ->
                List.of("pendulum", "Lqr-v0", "bandit", "bandit2", "hill").get(rng.nextInt(5));
            case HIDDEN -> List.of(1 + rng.nextInt(99), 1 + rng.nextInt(99));
            case BATCH -> 1 + rng.nextInt(400);
            case REPLAY -> 5_000 + rng.nextInt(1_000_000); // more than any batch
            case STEPS -> 1L + rng.nextInt(20_000);
            case SEED -> rng.nextLong() & Long.MAX_VALUE;
            case TARGET_ENTROPY -> -10 * rng.nextDouble();
            default ->
                switch (setting.kind()) {
                    case INT -> 1 + rng.nextInt(1_000);
                    case LONG -> 1L + rng.nextInt(1_000_000);
                    case REAL -> Math.scalb(1 - rng.nextDouble(), -rng.nextInt(30));
                    case WORD -> setting.words().get(rng.nextInt(setting.words().size()));
                    case UNITS -> throw new AssertionError(setting);
                };
        };
    }

    private static String text(Setting setting, Object value) {
        if (setting == Setting.TASK) {
            return Tasks.named((String) value).id();
        }
        return setting.kind() == Kind.REAL && value instanceof Double
                ? new Yaml().text(value).strip()
                : value.toString();
    }

    private static Layer file(Map<Setting, Object> said) throws IOException {
        if (said.isEmpty()) {
            return Layer.EMPTY;
        }
        Path folder = Files.createTempDirectory("settings");
        Path file = folder.resolve("my.yaml");
        try {
            Files.writeString(file, yaml(said));
            return Layer.read(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static String yaml(Map<Setting, Object> said) {
        return Arrays.stream(Block.values())
                .map(block -> said.entrySet().stream()
                        .filter(entry -> entry.getKey().block() == block)
                        .map(entry -> (block == Block.RUN ? "" : "    ")
                                + entry.getKey().key() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining("", block == Block.RUN ? "" : block.key() + ":\n", "")))
                .collect(Collectors.joining());
    }

    // Known answers

    private static SourcedSettings typed(Map<Setting, Object> typed) {
        return SourcedSettings.of(Layer.EMPTY, Layer.typed(typed));
    }

    @Test
    void theFileNamesWhoSaidEachLine() {
        String text =
                typed(Map.of(Setting.TASK, "pendulum", Setting.STEPS, 20_000L)).text();

        assertThat(text.lines())
                .contains(
                        "task: Pendulum-v1              # command line",
                        "seed: 1                        # default",
                        "  hidden: [64, 64]             # preset pendulum",
                        "  activation: relu             # papers",
                        "  max-gradient-norm: null      # papers",
                        "  initial-alpha: 1             # authors' code",
                        "  target-entropy: -1           # papers",
                        "  steps: 20000                 # command line",
                        "  replay: 20000                # as many as steps")
                .allMatch(line -> line.startsWith("#") || line.matches("[a-z]+:|.*: .* # .+"));
        assertThat(text).doesNotContain("alpha: null", "reward-scale");
    }

    @Test
    void whatARunWroteKeepsItsSources(@TempDir Path folder) throws IOException {
        SourcedSettings begun = typed(Map.of(Setting.TASK, "lqr", Setting.HIDDEN, List.of(8, 8)));
        Path file = Files.writeString(folder.resolve("settings.yaml"), begun.text());

        SourcedSettings same = SourcedSettings.of(Layer.ofRun(file), Layer.EMPTY);
        SourcedSettings longer = SourcedSettings.of(Layer.ofRun(file), Layer.typed(Map.of(Setting.STEPS, 99_000L)));

        assertThat(same.text()).isEqualTo(begun.text());
        assertThat(longer.settings().training().steps()).isEqualTo(99_000);
        assertThat(longer.source(Setting.STEPS)).isEqualTo("command line");
        assertThat(longer.text().lines().filter(line -> !begun.text().contains(line)))
                .hasSize(1);
    }

    @Test
    void anotherSeedIsTyped() {
        SourcedSettings other = typed(Map.of(Setting.TASK, "bandit")).withSeed(7);
        assertThat(other.settings().seed()).isEqualTo(7);
        assertThat(other.source(Setting.SEED)).isEqualTo("command line");
        assertThat(other.source(Setting.ALPHA)).isEqualTo("preset bandit");
    }

    @Test
    void withoutATaskThereAreNoSettings() {
        assertThatThrownBy(() -> typed(Map.of(Setting.SEED, 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no task");
    }

    @Test
    void everySettingHasAPlaceOfItsOwnAndIsNamedAsItsOption() {
        assertThat(Arrays.stream(Setting.values()).map(Setting::key)).doesNotHaveDuplicates();
        assertThat(Setting.LEARNING_RATE.path()).isEqualTo("learning.learning-rate");
        assertThat(Setting.LEARNING_RATE.option()).isEqualTo("--learning-rate");
        String whole = typed(Map.of(Setting.TASK, "pendulum")).text();
        assertThat(Arrays.stream(Setting.values()).filter(setting -> !whole.contains(setting.key() + ": ")))
                .as("the ways that were not taken")
                .containsExactly(Setting.REWARD_SCALE);
    }

    @Test
    void theNameOfAFileEndsNoLine(@TempDir Path folder) throws IOException {
        Path hostile = folder.resolve("a\nsteps: 5\u2028#\u001b[31m.yaml");
        Files.writeString(hostile, "task: bandit\ntraining: {steps: 3}\n");

        String text = SourcedSettings.of(Layer.read(hostile), Layer.EMPTY).text();

        assertThat(text).contains("  steps: 3 ").doesNotContain("\nsteps", "\u001b", "\u2028");
    }
}
