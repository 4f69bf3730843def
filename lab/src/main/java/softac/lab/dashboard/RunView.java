package softac.lab.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import softac.lab.run.GroupFolder;
import softac.lab.run.Reason;
import softac.lab.run.RunFolder;
import softac.lab.run.RunState;
import softac.lab.scene.Heads;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.PolicyFile;

/**
 * One run as its folder shows it, read again and again by one thread. Each file may be missing, torn, damaged or hostile:
 * whatever cannot be read is said in a line, and the rest is shown.
 */
final class RunView {
    private static final int LOG_LINES = 200;
    private static final long LARGEST_POLICY = 1L << 26;

    private final int run;
    private final RunFolder folder;
    private final GrowingTable metrics;
    private final GrowingTable timing;
    private final GrowingFile logFile;
    private final Deque<String> log = new ArrayDeque<>();
    private final Stamp settingsStamp;
    private final Stamp machineStamp;
    private final Stamp policyStamp;
    private final String resumeGroup;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private Message.@Nullable Settings settings;
    private Message.@Nullable State state;
    private Message.@Nullable Slices slices;
    private @Nullable Task task;
    private @Nullable Stage stage;

    /**
     * Nothing is read yet.
     *
     * @param run number of the run
     * @param folder to read
     */
    RunView(int run, RunFolder folder) {
        this.run = run;
        this.folder = folder;
        metrics = new GrowingTable(run, "metrics", folder.metricsFile());
        timing = new GrowingTable(run, "timing", folder.timingFile());
        logFile = new GrowingFile(folder.path().resolve("log.txt"));
        settingsStamp = new Stamp(folder.settingsFile());
        machineStamp = new Stamp(folder.machineFile()); // a seed that waits has none yet
        policyStamp = new Stamp(folder.policyFile());
        resumeGroup = GroupFolder.around(folder).map(RunView::resume).orElse("");
    }

    /** Looks at the folder; returns what is new. */
    List<Message> look() {
        List<Message> news = new ArrayList<>();
        attempt("settings", () -> readSettings(news));
        attempt("metrics.csv", () -> add(news, metrics.read()));
        attempt("timing.csv", () -> add(news, timing.read()));
        attempt("log.txt", () -> readLog(news));
        attempt("policy", () -> readPolicy(news));
        readState(news);
        return news;
    }

    /** Everything known. */
    List<Message> all() {
        List<Message> all = new ArrayList<>();
        add(all, settings);
        add(all, state);
        all.add(metrics.all());
        all.add(timing.all());
        all.add(new Message.Log(run, true, List.copyOf(log)));
        add(all, slices);
        return all;
    }

    /** A twentieth of a second on the stage; null where nothing moved. */
    @Nullable Message tick() {
        try {
            return stage == null ? null : stage.tick();
        } catch (RuntimeException e) { // a policy that has diverged gives actions that no task takes
            stage = null;
            return null;
        }
    }

    private static boolean add(List<Message> messages, @Nullable Message message) {
        return message == null || messages.add(message);
    }

    private interface Reading {
        /** Whether the file was looked at, so that an earlier problem is over. */
        boolean read() throws IOException;
    }

    private void attempt(String what, Reading reading) {
        try {
            if (reading.read()) {
                problems.remove(what);
            }
        } catch (IOException e) {
            problems.put(what, Reason.of(e));
        } catch (RuntimeException | StackOverflowError e) { // whatever a hostile file can bring about
            problems.put(what, what + ": " + e.getMessage());
        }
    }

    private boolean readSettings(List<Message> news) throws IOException {
        boolean changed = settingsStamp.hasChanged();
        changed |= machineStamp.hasChanged();
        if (!changed) {
            return false;
        }
        List<Message.Entry> entries = new ArrayList<>(SettingsText.read(folder.settingsFile()));
        String name = SettingsText.value(entries, "task");
        String steps = SettingsText.value(entries, "training.steps");
        if (Files.isRegularFile(folder.machineFile())) {
            for (Message.Entry entry : SettingsText.read(folder.machineFile())) {
                entries.add(new Message.Entry("machine." + entry.name(), entry.value(), entry.source()));
            }
        }
        task = Tasks.all().stream()
                .filter(known -> known.id().equals(name))
                .findFirst()
                .orElse(null);
        settings = new Message.Settings(
                run,
                name,
                steps.matches("[0-9]{1,18}") ? Long.parseLong(steps) : 0,
                task == null ? null : task.randomReturn(),
                task == null ? null : task.bestReturn(),
                entries);
        news.add(settings);
        return true;
    }

    private boolean readLog(List<Message> news) throws IOException {
        GrowingFile.News lines = logFile.read();
        if (lines.isNone()) {
            return true;
        }
        if (lines.restarted()) {
            log.clear();
        }
        log.addAll(lines.lines());
        while (log.size() > LOG_LINES) {
            log.removeFirst();
        }
        int from = Math.max(0, lines.lines().size() - LOG_LINES);
        news.add(new Message.Log(
                run,
                lines.restarted(),
                lines.lines().subList(from, lines.lines().size())));
        return true;
    }

    private boolean readPolicy(List<Message> news) throws IOException {
        if (task == null || !policyStamp.hasChanged()) {
            return false;
        }
        Path file = folder.policyFile();
        if (Files.size(file) > LARGEST_POLICY) {
            throw new IOException(file + ": larger than 64 MiB");
        }
        Heads heads = new Heads(PolicyFile.load(file));
        if (stage == null) {
            stage = new Stage(run, task);
        }
        stage.follow(heads);
        slices = geometry().slices(run, task.factory().get(), heads);
        news.add(slices);
        return true;
    }

    private Geometry geometry() {
        List<Message.Entry> entries = settings == null ? List.of() : settings.entries();
        double scale = number(SettingsText.value(entries, "temperature.reward-scale"), 1);
        return new Geometry(
                number(SettingsText.value(entries, "learning.discount"), 0),
                number(metrics.last("train/ent_coef"), 0) / scale);
    }

    private static double number(@Nullable String text, double otherwise) {
        try {
            return text == null || text.isEmpty() ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private void readState(List<Message> news) {
        Message.State now = state();
        if (!now.equals(state)) {
            state = now;
            news.add(now);
        }
    }

    private Message.State state() {
        String problem = String.join("; ", problems.values());
        try {
            RunState found = RunState.of(folder);
            String state = found.name().toLowerCase(Locale.ROOT);
            return found == RunState.STOPPED
                    ? new Message.State(run, state, folder.savedSteps(), resume(folder.path()), resumeGroup, problem)
                    : new Message.State(run, state, 0, "", resumeGroup, problem);
        } catch (IOException e) {
            return unknown(problem.isEmpty() ? Reason.of(e) : problem);
        } catch (RuntimeException | StackOverflowError e) { // as in attempt
            return unknown(problem.isEmpty() ? String.valueOf(e.getMessage()) : problem);
        }
    }

    private Message.State unknown(String problem) {
        return new Message.State(run, "unknown", 0, "", resumeGroup, problem);
    }

    private static String resume(Path path) {
        return "bin/sac resume " + quoted(path.toString());
    }

    /** As a shell takes it. */
    private static String quoted(String path) {
        return path.matches("[\\w./+:@%-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
