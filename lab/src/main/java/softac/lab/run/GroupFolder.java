package softac.lab.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import softac.sac.train.file.AtomicFile;

/**
 * The same settings with several seeds:
 *
 * <pre>
 * seed-1/ seed-2/ …   a {@link RunFolder} each, with its settings from the beginning on
 * seeds.csv           a row a seed, before there is a folder: how far it got, its final mean return, the hash of its state
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
        List<Path> around = RunFolder.missing(runs);
        Files.createDirectories(runs);
        Path path = runs.resolve(name);
        for (int n = 2; ; n++) {
            try {
                List<Path> made = new ArrayList<>(List.of(Files.createDirectory(path)));
                made.addAll(around);
                return fill(path, made, settings);
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
        List<Path> missing = RunFolder.missing(path);
        return fill(Files.createDirectories(path), missing, settings);
    }

    /** The list of all seeds first: a group that a killed process left half made is then not taken for a whole one. */
    private static GroupFolder fill(Path path, List<Path> made, List<SourcedSettings> settings) throws IOException {
        GroupFolder group = new GroupFolder(path, List.of());
        List<RunFolder> runs = new ArrayList<>();
        try {
            RunFolder.force(made);
            group.write(settings.stream()
                    .map(one -> SeedResult.unfinished(one.settings().seed(), SeedResult.State.WAITING, 0, ""))
                    .toList());
            for (SourcedSettings one : settings) {
                runs.add(RunFolder.create(path.resolve(SEED + one.settings().seed()), one));
            }
        } catch (IOException e) {
            runs.forEach(run -> run.remove(e));
            List<Path> begun = new ArrayList<>(List.of(group.seedsFile()));
            begun.addAll(made);
            RunFolder.delete(begun, e);
            throw e;
        }
        return open(path);
    }

    /** Whether there is a group. */
    public static boolean isGroup(Path path) throws IOException {
        return Files.isDirectory(path) && !RunFolder.isRun(path) && !runs(path).isEmpty();
    }

    /**
     * Where the other seeds of a run are.
     *
     * @param run perhaps one of several seeds
     * @return the folder of its group, empty where it is in none
     */
    public static Optional<Path> around(RunFolder run) {
        Path parent = run.path().getParent();
        return parent == null
                        || RunFolder.isRun(parent)
                        || !String.valueOf(run.path().getFileName()).startsWith(SEED)
                ? Optional.empty()
                : Optional.of(parent);
    }

    /**
     * A group made before.
     *
     * @param path of the folder
     * @return the group
     * @throws IOException when there is none, or a seed of its table has no folder
     */
    public static GroupFolder open(Path path) throws IOException {
        List<RunFolder> runs = runs(path);
        if (runs.isEmpty()) {
            throw new IOException(path + ": no run folder " + SEED + "… in it: name what 'sac train --seeds' wrote");
        }
        requireOneGroup(runs);
        GroupFolder group = new GroupFolder(path, runs);
        for (SeedResult result : group.results()) {
            String name = SEED + result.seed();
            if (!RunFolder.isRun(path.resolve(name))) {
                throw new IOException(
                        path + ": the group is not whole, no run in " + name + ": train it anew, or remove the"
                                + " row of seed " + result.seed() + " from seeds.csv to go on without it");
            }
        }
        return group;
    }

    /** A copy beside its original, or another task's run, would be counted. */
    private static void requireOneGroup(List<RunFolder> runs) throws IOException {
        RunSettings first = runs.get(0).settings();
        Map<Long, RunFolder> seeds = new HashMap<>();
        for (RunFolder run : runs) {
            RunSettings settings = run.settings();
            RunFolder same = seeds.put(settings.seed(), run);
            if (same != null) {
                throw new IOException("seed " + settings.seed() + " is in " + same.path() + " and in " + run.path()
                        + ": move one away");
            }
            if (!settings.task().equals(first.task()) || settings.algo() != first.algo()) {
                throw new IOException(run.path() + ": " + settings.task() + " with " + settings.algo()
                        + " in a group of " + first.task() + " with " + first.algo() + ": move this folder away");
            }
        }
    }

    /**
     * What the settings typed would change, in any of the runs.
     *
     * @param typed over the settings in each run's folder
     * @return each change once
     * @throws IOException when a file is damaged; in one line
     * @throws IllegalArgumentException when no run could go on with a change, or fewer steps are wanted than are done
     */
    public List<Change> changes(Layer typed) throws IOException {
        Set<Change> changes = new LinkedHashSet<>();
        for (RunFolder run : runs) {
            RunSettings wanted = run.sourced(typed).settings();
            List<Change> some = Change.between(run.settings(), wanted);
            Resumption.requirePossible(some);
            if (typed.says(Setting.STEPS)) {
                Resumption.requireEnough(wanted, run.savedSteps());
            }
            changes.addAll(some);
        }
        return List.copyOf(changes);
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

    /**
     * Writes the table.
     *
     * @param results one a seed, in the order of the seeds
     * @throws IOException when it cannot be written; it is then as it was before
     */
    public void write(List<SeedResult> results) throws IOException {
        String rows = results.stream().map(result -> result.row() + "\n").collect(Collectors.joining());
        AtomicFile.write(seedsFile(), (SeedResult.COLUMNS + "\n" + rows).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the table.
     *
     * @return one a seed, none where there is no table
     * @throws IOException when it is another table; in one line
     */
    public List<SeedResult> results() throws IOException {
        if (!Files.exists(seedsFile())) {
            return List.of();
        }
        try {
            return new String(Files.readAllBytes(seedsFile()), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(SeedResult::of)
                    .toList();
        } catch (IllegalArgumentException e) { // NumberFormatException is one
            throw new IOException(seedsFile() + ": not a table of seeds (" + e.getMessage() + "): remove it", e);
        }
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
