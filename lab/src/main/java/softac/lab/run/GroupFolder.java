package softac.lab.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The same settings with several seeds:
 *
 * <pre>
 * seed-1/ seed-2/ …   a {@link RunFolder} each, with its settings from the beginning on
 * seeds.csv           a row a seed: how far it got, its final mean return, the hash of its state
 * curve.png           interquartile mean over the seeds, with its confidence band
 * </pre>
 *
 * @param path of the folder
 * @param runs in the order of their seeds
 */
public record GroupFolder(Path path, List<RunFolder> runs) {
    private static final String SEED = "seed-";

    /**
     * A new folder {@code runs/<task>-<first>..<last>-<yyyyMMdd-HHmmss>}.
     *
     * @param runs where the folders of runs are
     * @param task short name of the task
     * @param settings one a seed, in the order of the seeds
     * @param clock tells the time, to the second
     * @return the group, of which no run has begun
     * @throws IOException when it cannot be made
     */
    public static GroupFolder create(Path runs, String task, List<SourcedSettings> settings, Clock clock)
            throws IOException {
        long first = settings.get(0).settings().seed();
        long last = settings.get(settings.size() - 1).settings().seed();
        String name = task + "-" + first + ".." + last + "-" + RunFolder.time(clock);
        Files.createDirectories(runs);
        Path path = runs.resolve(name);
        for (int n = 2; ; n++) {
            try {
                return fill(Files.createDirectory(path), settings);
            } catch (FileAlreadyExistsException e) { // another group of this second
                path = runs.resolve(name + "-" + n);
            }
        }
    }

    /**
     * The same in a folder of that name, which must be new or empty.
     *
     * @param path of the folder; its parents are made too
     * @param settings one a seed, in the order of the seeds
     * @return the group, of which no run has begun
     * @throws IOException when something is there, or it cannot be made
     */
    public static GroupFolder create(Path path, List<SourcedSettings> settings) throws IOException {
        RunFolder.requireFree(path);
        return fill(Files.createDirectories(path), settings);
    }

    private static GroupFolder fill(Path path, List<SourcedSettings> settings) throws IOException {
        for (SourcedSettings one : settings) {
            RunFolder.create(path.resolve(SEED + one.settings().seed()), one);
        }
        return open(path);
    }

    /** Whether there is a group. */
    public static boolean isGroup(Path path) throws IOException {
        return Files.isDirectory(path) && !RunFolder.isRun(path) && !runs(path).isEmpty();
    }

    /**
     * A group made before.
     *
     * @param path of the folder
     * @return the group
     * @throws IOException when there is none
     */
    public static GroupFolder open(Path path) throws IOException {
        List<RunFolder> runs = runs(path);
        if (runs.isEmpty()) {
            throw new IOException(path + ": no run folder " + SEED + "… in it: name what 'sac train --seeds' wrote");
        }
        return new GroupFolder(path, runs);
    }

    private static List<RunFolder> runs(Path path) throws IOException {
        record Seeded(long seed, RunFolder run) {}
        List<Seeded> runs = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(path, SEED + "*")) {
            for (Path folder : folders) {
                if (RunFolder.isRun(folder)) {
                    RunFolder run = RunFolder.open(folder);
                    runs.add(new Seeded(run.settings().seed(), run));
                }
            }
        }
        return runs.stream()
                .sorted(Comparator.comparingLong(Seeded::seed))
                .map(Seeded::run)
                .toList();
    }

    /** A row a seed. */
    public Path seedsFile() {
        return path.resolve("seeds.csv");
    }

    /** All seeds in one picture. */
    public Path curveFile() {
        return path.resolve("curve.png");
    }
}
