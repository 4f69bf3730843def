package softac.lab.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import softac.lab.plot.LearningCurve;
import softac.sac.train.Csv;
import softac.sac.train.PolicyFile;
import softac.sac.train.Trainer;
import softac.sac.train.TrainingListener;
import softac.sac.train.file.AtomicFile;

/** Writes the run folder while the run goes on: at every evaluation a row of each table, the policy and the curve. */
public final class Recorder implements TrainingListener, Closeable {
    private static final long BETWEEN_DRAWINGS = 2_000_000_000L;

    private final RunFolder folder;
    private final LearningCurve curve;
    private final LongSupplier nanos;
    private final Writer metricsText;
    private final Writer timingText;
    private final Csv metrics;
    private final Csv timing;
    private final long begin;
    private long drawn;
    private @Nullable Throwable curveFailure;

    /**
     * Begins a folder: settings, machine and empty tables.
     *
     * @param folder made for this run; removed again where this fails
     * @param settings of the run, with their sources
     * @param run about to begin
     * @param clock tells the time
     * @param nanos measures time, {@code System::nanoTime}
     * @throws IOException when something cannot be written
     */
    public Recorder(RunFolder folder, SourcedSettings settings, Run run, Clock clock, LongSupplier nanos)
            throws IOException {
        this.folder = folder;
        this.nanos = nanos;
        curve = new LearningCurve(
                title(run.settings()),
                run.settings().training().steps(),
                run.task().bestReturn());
        try {
            Yaml yaml = new Yaml();
            AtomicFile.write(folder.settingsFile(), settings.text().getBytes(StandardCharsets.UTF_8));
            yaml.write(
                    folder.machineFile(),
                    "Where and when. Nothing here changes what is computed.",
                    Machine.here(run.kernels(), clock));
            metricsText = Files.newBufferedWriter(folder.metricsFile(), StandardOpenOption.CREATE_NEW);
            timingText = Files.newBufferedWriter(folder.timingFile(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            folder.remove(e);
            throw e;
        }
        metrics = new Csv(metricsText);
        timing = new Csv(timingText);
        begin = nanos.getAsLong();
        drawn = begin - BETWEEN_DRAWINGS;
    }

    private static String title(RunSettings settings) {
        return settings.task() + " · SAC " + settings.algo() + " · seed " + settings.seed();
    }

    @Override
    public void evaluated(Trainer trainer, Map<String, Double> row) throws IOException {
        metrics.write(row);
        timing.write(timing(trainer.steps()));
        PolicyFile.save(folder.policyFile(), trainer.agent().snapshot());
        curve.add(
                trainer.steps(),
                row.getOrDefault("eval/mean_reward", Double.NaN),
                row.getOrDefault("rollout/ep_rew_mean", Double.NaN));
        draw(trainer.steps() >= trainer.settings().steps());
    }

    private Map<String, Double> timing(long steps) {
        double seconds = (nanos.getAsLong() - begin) / 1e9;
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("time/total_timesteps", (double) steps);
        row.put("time/time_elapsed", seconds);
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

    /** Why there is no curve, null when there is one. */
    public @Nullable Throwable curveFailure() {
        return curveFailure;
    }

    @Override
    public void close() throws IOException {
        try (metricsText) {
            timingText.close();
        }
    }
}
