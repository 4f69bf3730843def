package softac.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of a contender in Java: the check of every way, then slices. */
public final class SacChild {
    private SacChild() {}

    /** Builds the ways of a contender. */
    @FunctionalInterface
    public interface Entry {
        /**
         * Every way, each at the start's parameters.
         *
         * @param task what to do
         * @param start parameters and batch
         * @return at least one
         */
        List<SacContender> ways(Task task, Snapshot start);
    }

    /**
     * Runs until the end of the input.
     *
     * @param entry builds the contender
     * @param arguments of {@link Task#arguments()}
     * @throws IOException when a file or the input cannot be read
     */
    public static void run(Entry entry, String... arguments) throws IOException {
        Task task = Task.parse(arguments);
        Snapshot start = Snapshot.read(task.directory().resolve(Task.START));
        List<Way> ways = new ArrayList<>();
        for (SacContender contender : entry.ways(task, start)) {
            Path file = task.directory().resolve("result-" + contender.name() + ".safetensors");
            Check.result(contender, start).write(file);
            System.out.println("checked " + contender.name() + " " + file);
            ways.add(new Way(contender.name(), () -> {
                contender.update();
                return 1;
            }));
        }
        Slices.serve(ways);
    }
}
