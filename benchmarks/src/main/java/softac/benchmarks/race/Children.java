package softac.benchmarks.race;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every process that the race started; none outlives it, Ctrl-C or not. */
final class Children {
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    Children() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "kill-children"));
    }

    Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void kill() {
        processes.forEach(Process::destroyForcibly);
    }
}
