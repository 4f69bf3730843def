package softac.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import softac.lab.run.Layer;
import softac.lab.run.Setting;
import softac.lab.run.Setting.Block;
import softac.lab.run.SourcedSettings;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/**
 * The help of {@code sac train}: every setting with its symbol, the value it would have with what stands beside {@code
 * --help}, and where that comes from; then the presets.
 */
final class TrainHelp {
    private static final String SOURCES = """

            T1, T2: tables of the papers, v1 arXiv:1801.01290 and v2 arXiv:1812.05905.
            code: what their authors published. Behind a colon: the value there.
            Presets (α –: learned); bin/sac train <task> --help shows all of one:
            """;

    private static final List<Setting> COLUMNS = List.of(
            Setting.STEPS,
            Setting.HIDDEN,
            Setting.BATCH,
            Setting.LEARNING_RATE,
            Setting.DISCOUNT,
            Setting.TAU,
            Setting.WARMUP,
            Setting.REPLAY,
            Setting.ALPHA);

    private final Help help;
    private final SourcedSettings settings;
    private final SourcedSettings papers;

    private TrainHelp(Help help, SourcedSettings settings, SourcedSettings papers) {
        this.help = help;
        this.settings = settings;
        this.papers = papers;
    }

    static void shape(CommandLine train) {
        List<String> blocks = SettingOptions.BLOCKS.stream().map(Block::heading).toList();
        train.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        help -> of(train, help).table() + HelpPage.options(help, "Run", blocks));
        train.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> SOURCES + presets());
    }

    private static TrainHelp of(CommandLine train, Help help) {
        ParseResult parsed = train.getParseResult(); // null where the help was not asked for here
        try {
            Layer typed = parsed == null ? Layer.EMPTY : SettingOptions.typed(parsed);
            SourcedSettings papers = SourcedSettings.papers(Tasks.all().get(0));
            return new TrainHelp(
                    help, typed.says(Setting.TASK) ? SourcedSettings.of(Layer.EMPTY, typed) : papers, papers);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(train, String.valueOf(e.getMessage()), e);
        }
    }

    private String table() {
        return SettingOptions.BLOCKS.stream().map(this::group).collect(Collectors.joining());
    }

    private String group(Block block) {
        boolean first = block == SettingOptions.BLOCKS.get(0);
        String columns = first ? String.format("%-26s%7s%42s", block.heading(), name(), "source") : block.heading();
        String heading = HelpPage.heading(help, columns);
        return SettingOptions.settings().stream()
                .filter(setting -> setting.block() == block)
                .map(this::row)
                .collect(Collectors.joining("", heading, ""));
    }

    /** Of the preset, if a task was named. */
    private String name() {
        return settings == papers
                ? "default"
                : Tasks.named(settings.settings().task()).alias();
    }

    private String row(Setting setting) {
        String value = text(settings.value(setting));
        String usual = text(papers.value(setting));
        String mark = setting.source().mark();
        String source =
                mark.isEmpty() || value.equals(usual) || papers.value(setting).isEmpty() ? mark : mark + ": " + usual;
        String name = setting.option() + " " + setting.label();
        String option = help.colorScheme().optionText(setting.option()) + " " + setting.label()
                + " ".repeat(Math.max(1, 23 - name.length()));
        String line = String.format("  %s%8s  %-32s %s", option, value, setting.what(), source);
        return line.stripTrailing() + System.lineSeparator();
    }

    private static String text(Optional<String> value) {
        return value.orElse("–").replaceAll("[\\[\\] ]", "").replace("null", "none");
    }

    private static String presets() {
        StringBuilder table =
                new StringBuilder(line("", "steps", "hidden", "batch", "λ", "γ", "τ", "warm-up", "replay", "α"));
        for (Task task : Tasks.all()) {
            SourcedSettings preset = SourcedSettings.of(Layer.EMPTY, Layer.typed(Map.of(Setting.TASK, task.id())));
            Object[] cells = Stream.concat(
                            Stream.of(task.alias()), COLUMNS.stream().map(setting -> text(preset.value(setting))))
                    .toArray();
            table.append(line(cells));
        }
        return table.toString();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "  %-9s %7s %7s %6s %6s %5s %6s %8s %7s %8s%n", cells);
    }
}
