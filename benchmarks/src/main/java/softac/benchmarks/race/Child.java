package softac.benchmarks.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The race's side of a contender's process; {@link Slices} is the other. It is stopped (SIGSTOP) but while it is asked
 * for something, so that no thread of it, compiler and spinning workers included, takes time from another contender.
 */
final class Child implements AutoCloseable {
    private static final String SETPRIV = "/usr/bin/setpriv";

    private final Entrant entrant;
    private final Path errors;
    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private final List<String> about = new ArrayList<>();
    private final Map<String, Path> checked = new LinkedHashMap<>();

    /**
     * Starts a process and waits until it is ready.
     *
     * @throws ContenderFailure when it ends before
     */
    Child(Entrant entrant, Children children) {
        this.entrant = entrant;
        errors = children.directory().resolve(entrant.name() + "-" + entrant.threads() + ".err");
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of(SETPRIV))) {
            // If the race is killed in a way that runs no shutdown hook, the kernel kills its children, stopped or not.
            command.addAll(List.of(SETPRIV, "--pdeathsig", "KILL"));
        }
        command.addAll(entrant.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(entrant.environment());
        try {
            process = children.start(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(entrant + " does not start", e);
        }
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
        for (String line = answer(); !line.equals("ready"); line = answer()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "about" -> about.add(line.substring("about ".length()));
                case "checked" -> checked.put(words[1], Path.of(words[2]));
                default -> throw new ContenderFailure(entrant + " says '" + line + "'");
            }
        }
        signal("STOP");
    }

    Entrant entrant() {
        return entrant;
    }

    /** What it says about itself. */
    List<String> about() {
        return List.copyOf(about);
    }

    /** The result of the check for each way it can work. */
    Map<String, Path> checked() {
        return Collections.unmodifiableMap(checked);
    }

    /**
     * Warms up.
     *
     * @return the fastest way
     */
    String warm(double seconds) {
        return ask("warm " + seconds)[1];
    }

    /**
     * Works for a slice.
     *
     * @return amount a second
     */
    double slice(double seconds) {
        String[] words = ask("slice " + seconds);
        return Double.parseDouble(words[1]) / Double.parseDouble(words[2]);
    }

    private String[] ask(String line) {
        signal("CONT");
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw failed();
        }
        String answer = answer();
        signal("STOP");
        return answer.split(" ", -1);
    }

    private String answer() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw failed();
            }
            return line;
        } catch (IOException e) {
            throw failed();
        }
    }

    /** Java has no call for these two signals. */
    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("kill -" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContenderFailure("interrupted");
        }
    }

    private ContenderFailure failed() {
        String last = "it wrote nothing to its standard error";
        try {
            List<String> lines = Files.readAllLines(errors);
            last = lines.isEmpty()
                    ? last
                    : String.join("\n  ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            last = errors + " cannot be read";
        }
        return new ContenderFailure(entrant + " ended early:\n  " + last);
    }

    /** Kills it, which needs no CONT before. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
