package softac.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Python that the race may use: {@code SAC_PYTHON}, or {@code python3} on the path, if it has torch. */
final class Python {
    /** Where the contender is, seen from the root of the repository. */
    static final String SCRIPT = "benchmarks/src/main/python/sac_update.py";

    private Python() {}

    static String program() {
        return System.getenv().getOrDefault("SAC_PYTHON", "python3");
    }

    /** Why it cannot take part, if it cannot. */
    static Optional<String> missing() {
        if (!Files.exists(Path.of(SCRIPT))) {
            return Optional.of(SCRIPT + " is not below the working directory");
        }
        try {
            Process process = new ProcessBuilder(program(), "-c", "import torch")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(program() + " takes too long to import torch");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(program() + " cannot import torch");
        } catch (IOException e) {
            return Optional.of(program() + " does not start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
