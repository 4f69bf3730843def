package softac.embed;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program in a virtual machine of its own: chosen class path, flags and working directory, and none of the environment
 * variables that give a JVM more flags.
 *
 * @param home of the JDK
 * @param flags before the class path
 * @param classPath the whole of it
 * @param directory to work in, where the output is kept too
 */
public record Jvm(Path home, List<String> flags, String classPath, Path directory) {
    /** Another JDK, where there is one. */
    public static final Path JDK_25 = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");

    /** What makes the JVM find the Vector API. */
    public static final List<String> LANES = List.of("--add-modules", "jdk.incubator.vector");

    /** What it then says on standard error, whoever asked for the module. */
    public static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

    private static final int MINUTES = 9;

    /**
     * What a program left behind.
     *
     * @param exitCode 0 when {@code main} returned
     * @param out lines of standard output
     * @param err lines of standard error
     */
    public record Result(int exitCode, List<String> out, List<String> err) {}

    /** The JVM that runs this test, with these classes only. */
    public static Jvm here(String classPath, Path directory) {
        return new Jvm(Path.of(System.getProperty("java.home")), List.of(), classPath, directory);
    }

    /** The same with another JDK. */
    public Jvm withHome(Path other) {
        return new Jvm(other, flags, classPath, directory);
    }

    /** The same with other flags. */
    public Jvm withFlags(String... others) {
        return new Jvm(home, List.of(others), classPath, directory);
    }

    /** The same with the Vector API. */
    public Jvm withLanes() {
        return new Jvm(home, Stream.concat(LANES.stream(), flags.stream()).toList(), classPath, directory);
    }

    /** The class path on which these classes were found: directories, or jars once they are packaged. */
    public static String classPathOf(Class<?>... classes) {
        return Stream.of(classes)
                .map(Jvm::locationOf)
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The directory or jar of a class. */
    public static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A program that was started. */
    public record Running(Process process, List<String> command, Path out, Path err) {
        /**
         * Waits for its end.
         *
         * @throws IllegalStateException when it has not ended after nine minutes; it is then killed
         */
        public Result ended() throws IOException, InterruptedException {
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("still running after " + MINUTES + " minutes: " + command);
                }
            } finally {
                process.destroyForcibly();
            }
            return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
        }
    }

    /** Starts a program, which goes on beside this one. */
    public Running start(String main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);

        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return new Running(builder.start(), command, out, err);
    }

    /** Runs a program to its end. */
    public Result run(String main, Object... arguments) throws IOException, InterruptedException {
        return start(main, arguments).ended();
    }
}
