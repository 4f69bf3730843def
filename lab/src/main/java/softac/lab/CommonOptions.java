package softac.lab;

import picocli.CommandLine.Option;

/** What every command understands; picocli acts on it, so nothing reads the fields. */
final class CommonOptions {
    static final String HEADING = "Other";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show the version")
    boolean version;

    @Option(names = "--stacktrace", description = "when something fails, show where in the program")
    boolean stacktrace;
}
