package softac.lab;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * What surrounds a command.
 *
 * @param out takes results
 * @param err takes one line when something is wrong
 * @param terminal whether {@code out} is a terminal that redraws a line
 * @param directory that relative paths start from
 * @param clock tells the time
 * @param nanos measures time
 */
record Shell(PrintWriter out, PrintWriter err, boolean terminal, Path directory, Clock clock, LongSupplier nanos) {
    /** The one this process was started from. */
    static Shell ofProcess(OutputStream out) {
        return new Shell(
                writer(out),
                writer(new FileOutputStream(FileDescriptor.err)),
                isTerminal(),
                Path.of(""),
                Clock.system(ZoneId.systemDefault()),
                System::nanoTime);
    }

    /**
     * Resolves the path of a folder as typed.
     *
     * @throws IllegalArgumentException when it cannot be a path here
     */
    Path path(String typed) {
        return path(typed, "folder");
    }

    /**
     * Resolves the path of a file as typed.
     *
     * @throws IllegalArgumentException when it cannot be a path here
     */
    Path file(String typed) {
        return path(typed, "file");
    }

    private Path path(String typed, String kind) {
        if (typed.isBlank()) {
            throw new IllegalArgumentException("'" + typed + "': name a " + kind);
        }
        try {
            return directory.resolve(typed);
        } catch (InvalidPathException e) { // where the locale has no such letters, for one (LANG=C)
            throw new IllegalArgumentException(
                    "not a file name in this locale: '" + typed + "': take other letters, or set LC_ALL=C.UTF-8", e);
        }
    }

    /** Greek letters are part of what is printed, so where the locale has none (LANG=C) it is UTF-8 all the same. */
    private static PrintWriter writer(OutputStream stream) {
        Charset locale = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        Charset charset = locale.newEncoder().canEncode("γτα−² × …") ? locale : StandardCharsets.UTF_8;
        return new PrintWriter(new OutputStreamWriter(stream, charset), true);
    }

    @SuppressWarnings("SystemConsoleNull") // where it is not null, the other method decides
    private static boolean isTerminal() {
        Console console = System.console();
        String term = System.getenv("TERM");
        return console != null && term != null && !term.equals("dumb") && isTerminal(console);
    }

    /** From Java 22 on a console may be there without a terminal; {@code Console.isTerminal()} is as old. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // an older Java has a console only on a terminal
        }
    }
}
