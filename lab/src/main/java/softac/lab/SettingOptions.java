package softac.lab;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import softac.lab.run.Layer;
import softac.lab.run.Setting;
import softac.lab.run.Setting.Block;
import softac.lab.run.Setting.Kind;
import softac.sac.env.registry.Tasks;

/** The task and, in a mixin for each block, all other settings as options; and what was typed of them, as a layer. */
final class SettingOptions {
    /** In this order in the help. */
    static final List<Block> BLOCKS =
            List.of(Block.RUN, Block.TRAINING, Block.NETWORK, Block.LEARNING, Block.TEMPERATURE);

    private SettingOptions() {}

    static void addTo(CommandLine command) {
        command.getCommandSpec()
                .addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .arity("0..1")
                        .hideParamSyntax(true)
                        .type(String.class)
                        .paramLabel(Setting.TASK.label())
                        .description("${COMPLETION-CANDIDATES}")
                        .completionCandidates(new TrainCommand.TaskNames())
                        .build());
        addOptionsTo(command);
    }

    /** The same without the task. */
    static void addOptionsTo(CommandLine command) {
        for (Block block : BLOCKS) {
            CommandSpec options = CommandSpec.create();
            settings().stream()
                    .filter(setting -> setting.block() == block)
                    .forEach(setting -> options.addOption(option(setting)));
            command.addMixin(block.heading(), options);
        }
    }

    /** All but the task, which needs no dashes. */
    static List<Setting> settings() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting != Setting.TASK)
                .toList();
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option =
                OptionSpec.builder(setting.option()).paramLabel(setting.label()).description(setting.what());
        switch (setting.kind()) {
            case INT -> option.type(Integer.class).converters(new Whole.Int32());
            case LONG -> option.type(Long.class).converters(new Whole.Long64());
            case REAL -> option.type(Double.class).converters(new Real());
            case WORD -> option.type(String.class).completionCandidates(setting.words());
            case UNITS -> option.type(String.class);
        }
        return option.build();
    }

    /**
     * What was typed.
     *
     * @throws IllegalArgumentException for a word that means nothing
     */
    static Layer typed(ParseResult parsed) {
        Map<Setting, Object> values = options(parsed);
        String task = parsed.matchedPositionalValue(0, null);
        if (task != null) {
            values.put(Setting.TASK, Tasks.named(task).id());
        }
        return Layer.typed(values);
    }

    /** The same without the task. */
    static Layer typedOptions(ParseResult parsed) {
        return Layer.typed(options(parsed));
    }

    private static Map<Setting, Object> options(ParseResult parsed) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : settings()) {
            Object value = parsed.matchedOptionValue(setting.option(), null);
            if (value != null) {
                boolean text = setting.kind() == Kind.WORD || setting.kind() == Kind.UNITS;
                values.put(setting, text ? setting.parse((String) value) : value);
            }
        }
        return values;
    }
}
