package softac.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import softac.lab.run.Reason;
import softac.sac.agent.NumericalFailure;
import softac.sac.env.EnvironmentException;
import softac.sac.env.registry.Spelling;

/** Turns whatever goes wrong into one line and an exit code. The stack trace is shown only where asked for. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Shell shell;
    private final Help.Ansi ansi;

    Errors(Shell shell, Help.Ansi ansi) {
        this.shell = shell;
        this.ansi = ansi;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        report(command, usage(e) + " (see bin/" + command.getCommandSpec().qualifiedName() + " --help)");
        if (List.of(args).contains("--stacktrace")) {
            e.printStackTrace(shell.err());
        }
        return ExitCode.USAGE;
    }

    private static String usage(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            CommandLine command = unmatched.getCommandLine();
            Stream<String> names = unmatched.isUnknownOption()
                    ? command.getCommandSpec().optionsMap().keySet().stream()
                    : command.getSubcommands().keySet().stream();
            return (unmatched.isUnknownOption() ? "unknown option '" : "unexpected '") + first + "'"
                    + Spelling.nearest(first, names)
                            .map(nearest -> ": did you mean '" + nearest + "'?")
                            .orElse("");
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return "missing "
                    + String.join(
                            " or ",
                            missing.getMissing().stream().map(Errors::wanted).toList());
        }
        if (e.getCause() instanceof CommandLine.TypeConversionException bad && e.getArgSpec() != null) {
            return name(e.getArgSpec()) + " " + bad.getMessage();
        }
        return String.valueOf(e.getMessage());
    }

    /** What is missing, and what it could be. */
    private static String wanted(ArgSpec argument) {
        String candidates = argument.completionCandidates() == null
                ? ""
                : ", one of " + String.join(", ", argument.completionCandidates());
        return argument.isOption() ? "the value of " + name(argument) : argument.paramLabel() + candidates;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        int code = code(e);
        String message = code == ExitCode.INTERNAL
                ? "internal error: " + e + "; please report it with the output of --stacktrace"
                : message(e);
        report(command, message);
        if (command.getParseResult().hasMatchedOption("--stacktrace")) {
            e.printStackTrace(shell.err());
        }
        return code;
    }

    int outOfMemory() {
        shell.err()
                .println(prefix("sac") + "out of memory: take smaller networks, batches or replay, or give Java more:"
                        + " SAC_JAVA_OPTS=-Xmx4g bin/sac …");
        return ExitCode.USAGE;
    }

    static int code(Exception e) {
        if (e instanceof FailedRun
                || e instanceof FailedCertificate
                || e instanceof EnvironmentException
                || e instanceof NumericalFailure) {
            return ExitCode.FAILED;
        }
        return e instanceof IllegalArgumentException || e instanceof IOException || e instanceof UncheckedIOException
                ? ExitCode.USAGE
                : ExitCode.INTERNAL;
    }

    static String message(Exception e) {
        if (e instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return Reason.of(wrapped.getCause());
        }
        if (e instanceof IOException io) {
            return Reason.of(io);
        }
        // What the library says to a programmer, said to somebody who types bin/sac.
        return String.valueOf(e.getMessage())
                .replace("run java with -Xmx", "begin with SAC_JAVA_OPTS=-Xmx")
                .replace("take a smaller replay", "take a smaller --replay");
    }

    private String prefix(String command) {
        return ansi.string("@|bold,red " + command + ":|@ ");
    }

    private void report(CommandLine command, String message) {
        String line = message.lines()
                .map(String::strip)
                .reduce((a, b) -> a + " " + b)
                .orElse("")
                .replaceAll("\\p{Cntrl}", "?");
        shell.err().println(prefix(command.getCommandSpec().qualifiedName()) + line);
    }
}
