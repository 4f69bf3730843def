package softac.lab;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import softac.lab.run.Machine;

/** The command {@code sac}. */
@Command(
        name = "sac",
        customSynopsis = "bin/sac <command> [options]",
        header = {
            "Soft Actor-Critic in pure Java: learn to act, and see how well it was learned.",
            "",
            "  bin/sac train pendulum               learn to swing up a pendulum",
            "  bin/sac train --help                 every setting, its symbol and source",
            "  bin/sac evaluate runs/pendulum-1-…   how good is what was learned",
            "  bin/sac gradcheck                    are the gradients of all losses right?",
            "  bin/sac explain v2                   one update, equation by equation",
            ""
        },
        synopsisHeading = "Usage: ",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        footer = {
            "Exit codes: 0 done, 2 wrong command, value or file, 3 task or numbers failed.",
            "SAC_JAVA_OPTS=-Xmx4g in front of a command gives Java more memory."
        },
        versionProvider = Main.Version.class)
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process.
     *
     * @param args as typed
     */
    public static void main(String[] args) {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        System.exit(run(Shell.ofProcess(), args));
    }

    /**
     * Runs a command with its output going elsewhere.
     *
     * @param out takes results
     * @param err takes one line when something is wrong
     * @param directory that relative paths start from
     * @param args as typed
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, Path directory, String... args) {
        return run(new Shell(out, err, false, directory, Clock.system(ZoneId.systemDefault()), System::nanoTime), args);
    }

    static int run(Shell shell, String... args) {
        Errors errors = new Errors(shell);
        CommandLine sac = commands(shell)
                .setOut(shell.out())
                .setErr(shell.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setUsageHelpWidth(80)
                .setUsageHelpLongOptionsMaxWidth(26);
        try {
            return sac.execute(args.length == 0 ? new String[] {"--help"} : args);
        } catch (OutOfMemoryError e) {
            return errors.outOfMemory();
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    private static CommandLine commands(Shell shell) {
        CommandLine sac = new CommandLine(new Main());
        CommandLine train = new CommandLine(new TrainCommand(shell));
        CommandLine evaluate = new CommandLine(new EvaluateCommand(shell));
        CommandLine watch = new CommandLine(new WatchCommand(shell));
        CommandLine gradcheck = new CommandLine(new GradcheckCommand(shell));
        CommandLine explain = new CommandLine(new ExplainCommand(shell));
        CommandLine tasks = new CommandLine(new TasksCommand(shell));
        for (CommandLine command : List.of(sac, train, evaluate, watch, gradcheck, explain, tasks)) {
            command.addMixin(CommonOptions.HEADING, new CommonOptions());
            HelpPage.shape(command, "Options", RehearsalOptions.HEADING);
        }
        TrainHelp.shape(train);
        return sac.addSubcommand(train)
                .addSubcommand(evaluate)
                .addSubcommand(watch)
                .addSubcommand(gradcheck)
                .addSubcommand(explain)
                .addSubcommand(tasks);
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "softac " + Machine.version() + ", Java " + System.getProperty("java.runtime.version", "unknown")
            };
        }
    }
}
