package softac.lab;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lists the options of a command in groups: one for each mixin, headed by its name, then the command's own. (Groups of
 * picocli's own would forget options: {@code --steps 1 --warmup 2 --steps 3} loses the 2.)
 */
final class HelpPage {
    private final Help help;
    private final CommandSpec command;
    private final List<OptionSpec> left;

    private HelpPage(Help help) {
        this.help = help;
        command = help.commandSpec();
        left = new ArrayList<>(command.options());
    }

    /**
     * Shapes the help of a command.
     *
     * @param line the command
     * @param own heading of its own options
     * @param first names of the mixins that come before them; the others come after them
     */
    static void shape(CommandLine line, String own, String... first) {
        line.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, help -> options(help, own, List.of(), first));
    }

    /** The same as text, without some of the mixins. */
    static String options(Help help, String own, List<String> without, String... first) {
        return new HelpPage(help).groups(own, without, List.of(first));
    }

    private String groups(String own, List<String> without, List<String> first) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        first.forEach(name -> groups.put(name, List.of()));
        groups.put(own, List.of());
        command.mixins().forEach((name, mixin) -> groups.put(name, take(mixin)));
        groups.put(own, left);
        groups.keySet().removeAll(without);
        List<OptionSpec> all = groups.values().stream().flatMap(List::stream).toList();
        return groups.entrySet().stream()
                .map(group -> group(group.getKey(), group.getValue(), all))
                .collect(Collectors.joining());
    }

    private List<OptionSpec> take(CommandSpec mixin) {
        List<String> names =
                mixin.options().stream().map(OptionSpec::longestName).toList();
        List<OptionSpec> options = left.stream()
                .filter(option -> names.contains(option.longestName()))
                .toList();
        left.removeAll(options);
        return options;
    }

    /** The columns are as wide as all options need. */
    private String group(String heading, List<OptionSpec> options, List<OptionSpec> all) {
        if (options.isEmpty()) {
            return "";
        }
        Help.Layout columns = help.createDefaultLayout(all, List.of(), help.colorScheme());
        return heading(help, heading) + help.optionListExcludingGroups(options, columns, null, new Spaced(help));
    }

    /** What stands over a group of options. */
    static String heading(Help help, String heading) {
        return String.format("%n%s%n", help.colorScheme().ansi().string("@|bold " + heading + "|@"));
    }

    /** {@code --steps N}, as the examples have it; {@code --steps=N} is understood too. */
    private record Spaced(Help help) implements IParamLabelRenderer {
        @Override
        public Help.Ansi.Text renderParameterLabel(
                CommandLine.Model.ArgSpec argument, Help.Ansi ansi, List<Help.Ansi.IStyle> styles) {
            String label = argument.arity().max() == 0 ? "" : separator() + argument.paramLabel();
            return ansi.new Text(label);
        }

        @Override
        public String separator() {
            return " ";
        }
    }
}
