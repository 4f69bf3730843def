package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command printed and how it ended.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Sac(int code, String out, String err) {
    /** Runs a command inside this process, with relative paths starting from a directory. */
    static Sac run(Path directory, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), directory, args);
        return new Sac(code, out.toString(), err.toString());
    }

    /** It ended well and had nothing to complain about. */
    Sac succeeded() {
        assertThat(this).isEqualTo(new Sac(ExitCode.DONE, out, ""));
        return this;
    }

    /** It was refused in one line that holds all of these. */
    void refused(int expected, String... words) {
        assertThat(code).as("exit code, %s", this).isEqualTo(expected);
        assertThat(err).as("one line").matches("sac[^\n]+\n").doesNotContain("Exception", "null", "\tat ");
        assertThat(err).contains(words);
    }

    /** What stands behind that word, at the beginning of a line of standard output. */
    String fact(String name) {
        List<String> facts = out.lines()
                .filter(line -> line.strip().startsWith(name + " "))
                .map(line -> line.strip().substring(name.length()).strip())
                .toList();
        assertThat(facts).as("'%s' in %s", name, out).hasSize(1);
        return facts.get(0);
    }

    /** Everything in a folder, however deep, as relative paths. */
    static List<String> contents(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
