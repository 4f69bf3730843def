package softac.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import softac.lab.tensorboard.EventFile;
import softac.sac.agent.Policy;
import softac.sac.train.PolicyFile;
import softac.sac.train.file.AtomicFile;

/**
 * What a run leaves behind:
 *
 * <pre>
 * settings.yaml       everything that decides what is computed
 * machine.yaml        where, when and with which version it began
 * metrics.csv         a row an evaluation; a function of the settings alone
 * timing.csv          seconds and steps per second at the same steps
 * events.out.tfevents.softac  both tables for TensorBoard
 * log.txt             what happened: a line an event, with its time
 * curve.png           the learning curve
 * policy.safetensors  the policy of the last evaluation
 * best.safetensors    that of the evaluation with the best mean return, the first of equal ones
 * checkpoints/        the last two whole states, {@code <steps>.safetensors}, to go on from
 * run.lock            empty, locked while the run goes on
 * </pre>
 */
public final class RunFolder {
    private final Path path;
    private final boolean isNew;
    private final List<Path> made; // the folder, where it is new, and those around it

    private RunFolder(Path path, boolean isNew, List<Path> made) {
        this.path = path;
        this.isNew = isNew;
        this.made = made;
    }

    /**
     * A new folder {@code runs/<task>-<seed>-<yyyyMMdd-HHmmss>}, with a number behind it for later runs of the same
     * second.
     *
     * @param runs where the folders of runs are
     * @param task short name of the task
     * @param settings of the run
     * @param clock tells the time, to the second
     * @return the folder, this run's alone
     * @throws IOException when it cannot be made; nothing is left behind then
     */
    public static RunFolder create(Path runs, String task, SourcedSettings settings, Clock clock) throws IOException {
        String name = task + "-" + settings.settings().seed() + "-" + time(clock);
        Path path = runs.resolve(name);
        for (int n = 2; ; n++) {
            if (!Files.exists(path)) {
                try {
                    return create(path, settings);
                } catch (IOException e) {
                    if (!Files.exists(new RunFolder(path, true, List.of()).lockFile())) {
                        throw e;
                    } // another run's since the question: take the next name
                }
            }
            path = runs.resolve(name + "-" + n);
        }
    }

    /** Now, as it stands in the names of folders. */
    static String time(Clock clock) {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(ZonedDateTime.now(clock));
    }

    /**
     * A folder that can be written to, a new one or an empty one, with the settings in it: from then on the run can be gone
     * on with, whatever happens.
     *
     * @param path of the folder; its parents are made too
     * @param settings of the run
     * @return the folder
     * @throws FileAlreadyExistsException when another run claims it at the same moment; what it wrote is left alone
     * @throws IOException when it is not empty, not a folder, or cannot be made; nothing is left behind then
     */
    public static RunFolder create(Path path, SourcedSettings settings) throws IOException {
        requireFree(path);
        RunFolder folder = new RunFolder(path, true, missing(path));
        byte[] text = text(settings); // before the folder is claimed: it takes longest
        try {
            Files.createDirectories(path);
            force(folder.made);
            Files.createFile(folder.lockFile()); // of several runs, one succeeds
            AtomicFile.write(folder.settingsFile(), text);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(
                    path.toString(), null, "another run has just begun there: name another with --out");
        } catch (IOException e) {
            folder.remove(e);
            throw new IOException("the run folder cannot be made: " + Reason.of(e) + "; name another with --out", e);
        }
        return folder;
    }

    /**
     * Refuses a folder that holds something, without touching it.
     *
     * @param path of the folder to be
     * @throws IOException when it is not empty or not a folder
     */
    public static void requireFree(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                if (entries.iterator().hasNext()) {
                    throw new IOException(
                            path + ": the folder is not empty: name a new one with --out, or leave --out away");
                }
            }
        } else if (Files.exists(path)) {
            throw new IOException(path + ": a file, where the run folder is to be: name another with --out");
        }
    }

    /**
     * The folder of an earlier run.
     *
     * @param path of the folder
     * @return the folder
     * @throws IOException when there is none; it names one that lies in the folder, as those of a group of seeds do
     */
    public static RunFolder open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + ": no such folder: name the run folder that 'sac train' wrote");
        }
        if (Files.isRegularFile(path)) {
            throw new IOException(path + ": " + wanted(path));
        }
        if (!isRun(path)) {
            List<RunFolder> below = below(path);
            throw new IOException(
                    below.isEmpty()
                            ? path + ": no settings.yaml in it: name the run folder that 'sac train' wrote"
                            : path + ": a folder of " + below.size() + " runs: name one of them, for example "
                                    + below.get(0).path());
        }
        return new RunFolder(path, false, List.of());
    }

    /** What to name in place of a file: the folder of its run, where it is of one. */
    private static String wanted(Path file) {
        Path folder = file;
        for (int up = 1; up <= 2; up++) { // checkpoints are a folder further down
            Path parent = folder.getParent();
            folder = parent == null ? Path.of(".") : parent;
            if (isRun(folder)) {
                return "a file of a run: name its folder, " + folder;
            }
        }
        return "a file: name the run folder that 'sac train' wrote";
    }

    /**
     * The runs at a path: the folder of one, or all those in a folder that holds some, such as a group of seeds, or in
     * folders of that.
     *
     * @param path of the folder
     * @return in the order of their names, at least one
     * @throws IOException when there is none
     */
    public static List<RunFolder> all(Path path) throws IOException {
        List<RunFolder> below = isRun(path) ? List.of() : below(path);
        return below.isEmpty() ? List.of(open(path)) : below;
    }

    private static List<RunFolder> below(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(path, 2)) {
            return below.filter(RunFolder::isRun)
                    .sorted()
                    .map(run -> new RunFolder(run, false, List.of()))
                    .toList();
        } catch (UncheckedIOException e) { // a folder that cannot be read
            throw e.getCause();
        }
    }

    /** Whether a run began there. */
    public static boolean isRun(Path path) {
        return Files.isRegularFile(new RunFolder(path, false, List.of()).settingsFile());
    }

    /** Folders on the way to one that are not there yet, outermost last. */
    static List<Path> missing(Path path) {
        List<Path> missing = new ArrayList<>();
        for (@Nullable Path p = path.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
            missing.add(p);
        }
        return missing;
    }

    /** After that a power failure does not take back folders that were made. */
    static void force(List<Path> made) throws IOException {
        for (Path one : made) {
            AtomicFile.forceFolder(one.resolve("..")); // where its name stands
        }
    }

    /** Takes back what was begun here, if the folder is new: every file, and the folders that were made for it. */
    void remove(IOException failure) {
        if (!isNew) {
            return;
        }
        List<Path> begun = new ArrayList<>(List.of(
                settingsFile(),
                machineFile(),
                metricsFile(),
                timingFile(),
                eventsFile(),
                logFile(),
                checkpoints().folder(),
                lockFile()));
        begun.addAll(made);
        delete(begun, failure);
    }

    static void delete(List<Path> begun, IOException failure) {
        for (Path one : begun) {
            try {
                Files.deleteIfExists(one);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Writes the settings, whole or not at all. */
    void write(SourcedSettings settings) throws IOException {
        AtomicFile.write(settingsFile(), text(settings));
    }

    private static byte[] text(SourcedSettings settings) {
        return settings.text().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes where and when. */
    void write(Machine machine) throws IOException {
        new Yaml().write(machineFile(), "Where and when. Nothing here changes what is computed.", machine);
    }

    /**
     * Reads the settings.
     *
     * @throws IOException when the file is damaged or foreign; in one line
     */
    public RunSettings settings() throws IOException {
        return new Yaml().read(settingsFile(), RunSettings.class);
    }

    /**
     * Reads the settings, each with who said so, and lays others over them.
     *
     * @param typed what is to be otherwise; {@link Layer#EMPTY} for nothing
     * @throws IOException when the file is damaged or foreign; in one line
     * @throws IllegalArgumentException when a value is out of range; in one line
     */
    public SourcedSettings sourced(Layer typed) throws IOException {
        return SourcedSettings.of(Layer.ofRun(settingsFile()), typed);
    }

    /**
     * Reads the policy.
     *
     * @throws IOException when it is not there yet, damaged or foreign; in one line
     */
    public Policy policy() throws IOException {
        return PolicyFile.load(requirePolicy());
    }

    /**
     * Where the policy is.
     *
     * @throws IOException when it is not there yet
     */
    public Path requirePolicy() throws IOException {
        if (!Files.exists(policyFile())) {
            throw new IOException(path + ": no policy.safetensors in it: 'sac train' writes one at every evaluation");
        }
        return policyFile();
    }

    /**
     * After how many steps the newest checkpoint was saved.
     *
     * @return 0 where there is none
     * @throws IOException when that cannot be found out
     */
    public long savedSteps() throws IOException {
        List<Path> saved = checkpoints().newestFirst();
        return saved.isEmpty() ? 0 : Checkpoints.steps(saved.get(0));
    }

    /** Where it is, as it was named. */
    public Path path() {
        return path;
    }

    /** Everything that decides what is computed. */
    public Path settingsFile() {
        return path.resolve("settings.yaml");
    }

    /** Where, when and with which version. */
    public Path machineFile() {
        return path.resolve("machine.yaml");
    }

    /** A row an evaluation. */
    public Path metricsFile() {
        return path.resolve("metrics.csv");
    }

    /** Seconds and steps per second at the same steps. */
    public Path timingFile() {
        return path.resolve("timing.csv");
    }

    /** Both tables for TensorBoard. */
    public Path eventsFile() {
        return path.resolve(EventFile.NAME);
    }

    /** The learning curve. */
    public Path curveFile() {
        return path.resolve("curve.png");
    }

    /** The policy of the last evaluation. */
    public Path policyFile() {
        return path.resolve("policy.safetensors");
    }

    /** The policy of the evaluation with the best mean return. */
    public Path bestFile() {
        return path.resolve("best.safetensors");
    }

    /** What happened. */
    public Path logFile() {
        return path.resolve("log.txt");
    }

    /** Locked while the run goes on. Not to be opened by the process that trains it: {@link RunLock} says why. */
    public Path lockFile() {
        return path.resolve("run.lock");
    }

    /** Whole states. */
    Checkpoints checkpoints() {
        return new Checkpoints(path.resolve("checkpoints"));
    }
}
