package softac.lab;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import softac.sac.env.registry.Spelling;

/** {@code sac help}: what {@code --help} behind a command shows. */
@Command(
        name = "help",
        header = {"Explain a command, as --help behind it does.", ""},
        customSynopsis = "bin/sac help [<command>]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class HelpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<command>", arity = "0..1", description = "which; without it, all of them")
    private @Nullable String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final Shell shell;

    HelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine sac = spec.root().commandLine();
        CommandLine command = name == null ? sac : sac.getSubcommands().get(name);
        if (command == null) {
            throw new IllegalArgumentException(unknown(sac, name));
        }
        command.usage(shell.out());
        return ExitCode.DONE;
    }

    private static String unknown(CommandLine sac, @Nullable String name) {
        String typed = String.valueOf(name);
        String known = String.join(", ", sac.getSubcommands().keySet());
        return Spelling.nearest(typed, sac.getSubcommands().keySet().stream())
                        .map(nearest -> "unknown command '" + typed + "': did you mean '" + nearest + "'?")
                        .orElse("unknown command '" + typed + "'")
                + " (known: " + known + ")";
    }
}
