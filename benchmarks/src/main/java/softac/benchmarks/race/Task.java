package softac.benchmarks.race;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import softac.autodiff.kernel.Precision;

/**
 * What a contender is to do.
 *
 * @param sizes of networks and batch
 * @param precision of every number
 * @param threads that it may use
 * @param directory where {@value #START} stands, and where its results go
 */
public record Task(Sizes sizes, Precision precision, int threads, Path directory) {
    /** Parameters, batch and noise of the check. */
    public static final String START = "start.safetensors";

    /** Reads {@link #arguments()}. */
    public static Task parse(String... arguments) {
        return new Task(
                Sizes.parse(arguments[0]),
                Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(arguments[2]),
                Path.of(arguments[3]));
    }

    /** Sizes, precision, threads, directory. */
    public List<String> arguments() {
        return List.of(
                sizes.toString(),
                precision.name().toLowerCase(Locale.ROOT),
                Integer.toString(threads),
                directory.toString());
    }
}
