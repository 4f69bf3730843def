package softac.lab;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import softac.lab.run.Machine;

/** The command {@code sac}. Its help is one screen: a few examples, a line a command. */
@Command(
        name = "sac",
        customSynopsis = "bin/sac <command> [options]",
        header = {
            "Soft Actor-Critic in pure Java: learn to act, and see how well it was learned.",
            "",
            "  bin/sac train pendulum               learn to swing up a pendulum",
            "  bin/sac train pendulum --help        every setting, its symbol and source",
            "  bin/sac evaluate runs/pendulum-1-…   how good is what was learned",
            "  source <(bin/sac completion bash)    let the tab key know all that",
            ""
        },
        synopsisHeading = "Usage: ",
        commandListHeading = "%n@|bold Commands|@%n",
        footerHeading = "%n",
        footer = {
            "Exit codes: 0 done, 2 wrong input, 3 task or numbers failed, 130 Ctrl-C.",
            "SAC_JAVA_OPTS=-Xmx4g in front gives Java more memory; --stacktrace tells more."
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
        StandardOutput out = new StandardOutput();
        Shell shell = Shell.ofProcess(out);
        System.exit(out.ended(run(shell, Colours.ofProcess(shell), args), shell.err()));
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
        return run(shell, Colours.NONE, args);
    }

    static int run(Shell shell, Colours colours, String... args) {
        Errors errors = new Errors(shell, colours.err());
        CommandLine sac = commands(shell)
                .setOut(shell.out())
                .setErr(shell.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours.out()))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setExpandAtFiles(false) // @name is a name
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
        CommandLine sac = command(new Main());
        sac.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_OPTION_LIST); // the footer names them
        CommandLine train = command(new TrainCommand(shell));
        SettingOptions.addTo(train);
        TrainHelp.shape(train);
        CommandLine resume = command(new ResumeCommand(shell));
        SettingOptions.addOptionsTo(resume);
        List<CommandLine> commands = List.of(
                train,
                resume,
                command(new WatchCommand(shell)),
                command(new EvaluateCommand(shell)),
                command(new PlotCommand(shell)),
                command(new ShowCommand(shell)),
                command(new GradcheckCommand(shell)),
                command(new ExplainCommand(shell)),
                command(new TasksCommand(shell)),
                command(new CompletionCommand(shell)),
                command(new HelpCommand(shell)));
        commands.forEach(sac::addSubcommand);
        return sac;
    }

    private static CommandLine command(Object command) {
        CommandLine line = new CommandLine(command).addMixin(CommonOptions.HEADING, new CommonOptions());
        HelpPage.shape(line, "Options", RehearsalOptions.HEADING);
        return line;
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
