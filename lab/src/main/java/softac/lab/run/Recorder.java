package softac.lab.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import softac.lab.plot.LearningCurve;
import softac.lab.tensorboard.EventFile;
import softac.sac.agent.Policy;
import softac.sac.train.Csv;
import softac.sac.train.PolicyFile;
import softac.sac.train.Trainer;
import softac.sac.train.TrainingListener;
import softac.sac.train.file.AtomicFile;

/**
 * Writes the run folder while the run goes on: at every evaluation a row of each table, the policy and the curve, and a
 * checkpoint where one is due. A checkpoint is due when at least fifty times as long as the last one took has passed since,
 * so that they cost at most 2 % of the time, and after the last step.
 */
public final class Recorder implements TrainingListener, Closeable {
    private static final long BETWEEN_DRAWINGS = 2_000_000_000L;
    private static final long SAVE_TIMES = 50;
    private static final String ELAPSED = "time/time_elapsed";

    private final RunFolder folder;
    private final Run run;
    private final Saved saved;
    private final LearningCurve curve;
    private final Clock clock;
    private final LongSupplier nanos;
    private final RunLog log;
    private final AppendFile metricsFile;
    private final AppendFile timingFile;
    private final AppendFile eventsFile;
    private final Csv metrics;
    private final Csv timing;
    private final EventFile events;
    private final double secondsBefore;
    private final long begin;
    private long drawn;
    private long savedAt;
    private long saveTook;
    private OptionalLong lastCheckpoint;
    private @Nullable Throwable curveFailure;

    private Recorder(
            RunFolder folder, Run run, Saved saved, OptionalLong lastCheckpoint, Clock clock, LongSupplier nanos)
            throws IOException {
        this.folder = folder;
        this.run = run;
        this.saved = saved;
        this.lastCheckpoint = lastCheckpoint;
        this.clock = clock;
        this.nanos = nanos;
        secondsBefore = saved.seconds[0];
        Files.createDirectories(folder.checkpoints().folder());
        AtomicFile.removeAllLeftovers(folder.checkpoints().folder());
        log = RunLog.open(folder.logFile(), clock);
        metricsFile = AppendFile.open(folder.metricsFile(), saved.metricsBytes[0]);
        timingFile = AppendFile.open(folder.timingFile(), saved.timingBytes[0]);
        eventsFile = AppendFile.open(folder.eventsFile(), saved.eventsBytes[0]);
        AtomicFile.forceFolder(folder.path()); // the names of the tables and of the folder of checkpoints
        metrics = new Csv(text(metricsFile), metricsFile.length() > 0);
        timing = new Csv(text(timingFile), timingFile.length() > 0);
        events = new EventFile(eventsFile);
        if (eventsFile.length() == 0) {
            events.begin(clock.instant());
        }
        curve = curve();
        begin = nanos.getAsLong();
        savedAt = begin;
        drawn = begin - BETWEEN_DRAWINGS;
    }

    private static Writer text(AppendFile file) {
        return new OutputStreamWriter(file, StandardCharsets.UTF_8);
    }

    /** With the points of the rows that are there. */
    private LearningCurve curve() throws IOException {
        RunSettings settings = run.settings();
        LearningCurve begun = new LearningCurve(
                settings.task() + " · SAC " + settings.algo() + " · seed " + settings.seed(),
                settings.training().steps(),
                run.task().bestReturn());
        CsvTable table = CsvTable.read(folder.metricsFile());
        List<Double> steps = table.column(Measured.STEPS);
        List<Double> rewards = table.column(Measured.RETURN);
        List<Double> recent = table.column(Measured.RECENT);
        for (int n = 0; n < steps.size(); n++) {
            begun.add(steps.get(n).longValue(), rewards.get(n), recent.get(n));
        }
        return begun;
    }

    /**
     * Begins to write into a folder: machine and empty tables.
     *
     * @param lock of the folder, which is removed again where this fails if it is new
     * @param run about to begin
     * @param clock tells the time
     * @param nanos measures time, {@code System::nanoTime}
     * @return to be told of steps and evaluations, and closed
     * @throws IOException when something cannot be written
     */
    public static Recorder begin(RunLock lock, Run run, Clock clock, LongSupplier nanos) throws IOException {
        RunFolder folder = lock.folder();
        try {
            folder.write(Machine.here(run.kernels(), clock));
            Recorder recorder = new Recorder(folder, run, new Saved(run.trainer()), OptionalLong.empty(), clock, nanos);
            recorder.log("began with " + run.kernels().family() + " kernels, softac " + Machine.version());
            return recorder;
        } catch (IOException e) {
            folder.remove(e);
            throw e;
        }
    }

    /** Goes on with a folder from what was saved. */
    static Recorder resume(RunFolder folder, Run run, Saved saved, Clock clock, LongSupplier nanos) throws IOException {
        OptionalLong steps = OptionalLong.of(run.trainer().steps());
        Recorder recorder = new Recorder(folder, run, saved, steps, clock, nanos);
        recorder.log("resumed at step " + run.trainer().steps() + " with "
                + run.kernels().family() + " kernels, softac " + Machine.version());
        return recorder;
    }

    @Override
    public void evaluated(Trainer trainer, Map<String, Double> row) throws IOException {
        double reward = row.getOrDefault(Measured.RETURN, Double.NaN);
        metrics.write(row);
        Map<String, Double> times = timing(trainer.steps());
        timing.write(times);
        write(trainer.steps(), row, times);
        Policy policy = trainer.agent().snapshot();
        PolicyFile.save(folder.policyFile(), policy);
        if (reward > saved.bestReturn[0]) {
            saved.bestReturn[0] = reward;
            PolicyFile.save(folder.bestFile(), policy);
        }
        curve.add(trainer.steps(), reward, row.getOrDefault(Measured.RECENT, Double.NaN));
        draw(trainer.finished());
        if (trainer.finished()) {
            save();
            log("done: all " + trainer.steps() + " steps");
        } else if (nanos.getAsLong() - savedAt >= SAVE_TIMES * saveTook) {
            save();
        }
    }

    /** The same for TensorBoard, which knows the time by itself and has the steps on its axis. */
    private void write(long steps, Map<String, Double> row, Map<String, Double> times) throws IOException {
        Map<String, Double> scalars = new LinkedHashMap<>(row);
        scalars.putAll(times);
        scalars.keySet().removeAll(List.of(Measured.STEPS, ELAPSED));
        events.scalars(clock.instant(), steps, scalars);
    }

    private double seconds() {
        return secondsBefore + (nanos.getAsLong() - begin) / 1e9;
    }

    private Map<String, Double> timing(long steps) {
        double seconds = seconds();
        Map<String, Double> row = new LinkedHashMap<>();
        row.put(Measured.STEPS, (double) steps);
        row.put(ELAPSED, seconds);
        row.put("time/fps", steps / seconds);
        return row;
    }

    /** At most every two seconds, and at the end. A picture that cannot be drawn stops no training. */
    private void draw(boolean atTheEnd) throws IOException {
        if (curveFailure != null || !(atTheEnd || nanos.getAsLong() - drawn >= BETWEEN_DRAWINGS)) {
            return;
        }
        byte[] png;
        try {
            png = curve.png();
        } catch (IOException | RuntimeException | LinkageError | InternalError e) { // Java2D without fonts throws any
            curveFailure = e;
            return;
        }
        AtomicFile.write(folder.curveFile(), png);
        drawn = nanos.getAsLong();
    }

    /**
     * Saves a checkpoint. Only between whole steps, each with the evaluation due after it: what is saved after a step that
     * failed half-way would not go on as if it had never stopped.
     *
     * @throws IOException when it cannot be written; the one before is then as it was
     */
    public void save() throws IOException {
        long before = nanos.getAsLong();
        metricsFile.force(); // before a checkpoint that counts on them
        timingFile.force();
        eventsFile.force();
        saved.metricsBytes[0] = metricsFile.length();
        saved.timingBytes[0] = timingFile.length();
        saved.eventsBytes[0] = eventsFile.length();
        saved.seconds[0] = seconds();
        long steps = run.trainer().steps();
        folder.checkpoints()
                .save(steps, lastCheckpoint, Map.of(Resumption.SETTINGS, new Yaml().text(run.settings())), saved);
        lastCheckpoint = OptionalLong.of(steps);
        savedAt = nanos.getAsLong();
        saveTook = savedAt - before;
    }

    /** The step after which the last checkpoint was saved, if any. */
    public OptionalLong lastCheckpoint() {
        return lastCheckpoint;
    }

    /**
     * Notes an event in the log.
     *
     * @param event one line
     * @throws IOException when it cannot be written
     */
    public void log(String event) throws IOException {
        log.add(event);
    }

    /** Why there is no curve, null when there is one. */
    public @Nullable Throwable curveFailure() {
        return curveFailure;
    }

    @Override
    public void close() throws IOException {
        try (log;
                metricsFile;
                timingFile) {
            eventsFile.close();
        }
    }
}
