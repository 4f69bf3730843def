package softac.benchmarks.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Every process that the race started and the files between them; none outlives it, Ctrl-C or not. */
final class Children {
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final Path directory;

    Children() throws IOException {
        directory = Files.createTempDirectory("softac-race");
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-children"));
    }

    /** For the files that they exchange. */
    Path directory() {
        return directory;
    }

    Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void end() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("temporary files in " + directory, e);
        }
    }
}
