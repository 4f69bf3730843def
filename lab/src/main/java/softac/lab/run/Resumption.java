package softac.lab.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import softac.sac.train.file.AtomicFile;
import softac.sac.train.file.BadFileException;
import softac.sac.train.file.Checkpoint;
import tools.jackson.core.JacksonException;

/**
 * A run as its newest good checkpoint left it, ready to go on; where none was saved yet, at its beginning.
 *
 * <pre>{@code
 * try (RunLock lock = RunLock.take(folder);
 *         Resumption resumption = Resumption.of(lock, folder.sourced(Layer.EMPTY), 1);
 *         Recorder recorder = resumption.recorder(clock, System::nanoTime)) {
 *     resumption.run().trainer().run(recorder);
 * }
 * }</pre>
 */
public final class Resumption implements AutoCloseable {
    static final String SETTINGS = "settings"; // word of a checkpoint

    private final RunLock lock;
    private final SourcedSettings sourced;
    private final Run run;
    private final Saved saved;
    private final @Nullable Path checkpoint;
    private final List<Change> changes;
    private final List<String> damaged;

    private Resumption(
            RunLock lock,
            SourcedSettings sourced,
            Run run,
            Saved saved,
            @Nullable Path checkpoint,
            List<Change> changes,
            List<String> damaged) {
        this.lock = lock;
        this.sourced = sourced;
        this.run = run;
        this.saved = saved;
        this.checkpoint = checkpoint;
        this.changes = changes;
        this.damaged = damaged;
    }

    /**
     * Loads the newest checkpoint that is not damaged. Writes nothing.
     *
     * @param lock of the run
     * @param sourced the settings to go on with, {@link RunFolder#sourced}
     * @param threads that share the long loops; they change no bit
     * @return to be closed
     * @throws IOException when there are checkpoints, but none can be read, or there must have been some
     * @throws IllegalArgumentException when a setting differs that a state is made for, or the steps are already done
     */
    public static Resumption of(RunLock lock, SourcedSettings sourced, int threads) throws IOException {
        RunFolder folder = lock.folder();
        List<String> damaged = new ArrayList<>();
        for (Path file : folder.checkpoints().newestFirst()) {
            try {
                return load(lock, file, sourced, threads, damaged);
            } catch (BadFileException e) {
                damaged.add(String.valueOf(e.getMessage()));
            }
        }
        if (!damaged.isEmpty()) {
            throw new IOException(String.join("; ", damaged) + "; there is no other checkpoint: train anew");
        }
        requireNoResults(folder);
        List<Change> changes = Change.between(folder.settings(), sourced.settings());
        requirePossible(changes);
        Run run = new Run(sourced.settings(), threads);
        return new Resumption(lock, sourced, run, new Saved(run.trainer()), null, changes, damaged);
    }

    /** The first evaluation saves a checkpoint, so after the second one there is one, unless somebody removed it. */
    private static void requireNoResults(RunFolder folder) throws IOException {
        int rows = Files.isRegularFile(folder.metricsFile())
                ? CsvTable.read(folder.metricsFile()).rows().size()
                : 0;
        if (rows > 1) {
            throw new IOException(
                    folder.path() + ": " + rows + " evaluations, but no checkpoint to go on from: put one back,"
                            + " or train anew with bin/sac train --config " + folder.settingsFile());
        }
    }

    private static Resumption load(RunLock lock, Path file, SourcedSettings sourced, int threads, List<String> damaged)
            throws IOException {
        RunSettings settings = sourced.settings();
        List<Change> changes = Change.between(settings(file), settings);
        requirePossible(changes);
        requireEnough(settings, Checkpoints.steps(file));
        Run run = new Run(settings, threads);
        try {
            Saved saved = new Saved(run.trainer());
            Checkpoint.load(file, saved);
            return new Resumption(lock, sourced, run, saved, file, changes, damaged);
        } catch (BadFileException | RuntimeException e) {
            try (run) {
                throw e;
            }
        }
    }

    /** The settings that a checkpoint was saved under. */
    private static RunSettings settings(Path file) throws IOException {
        String text = Checkpoint.words(file).get(SETTINGS);
        try {
            return new Yaml().parse(String.valueOf(text).getBytes(StandardCharsets.UTF_8), RunSettings.class);
        } catch (JacksonException e) {
            throw new IOException(file + ": no checkpoint of a run: its settings cannot be read", e);
        }
    }

    static void requireEnough(RunSettings settings, long done) {
        if (settings.training().steps() < done) {
            throw new IllegalArgumentException(
                    "--steps " + settings.training().steps() + ": " + done + " are done: give at least as many");
        }
    }

    static void requirePossible(List<Change> changes) {
        for (Change change : changes) {
            if (!change.isPossible()) {
                throw new IllegalArgumentException("a run cannot go on with another "
                        + change.setting().path() + " (" + change + "): train a new one");
            }
        }
    }

    /** What goes on. */
    public Run run() {
        return run;
    }

    /** Settings that are no longer what they were when the checkpoint was saved. */
    public List<Change> changes() {
        return changes;
    }

    /** Whether nothing was saved yet, so that the run begins anew. */
    public boolean isBeginning() {
        return checkpoint == null;
    }

    /** Whether there is nothing left to do. */
    public boolean isDone() {
        return run.trainer().finished();
    }

    /** Newer checkpoints that could not be read, a line each that says what is gone on from instead. */
    public List<String> warnings() {
        return damaged.stream()
                .map(problem -> problem + "; going on from " + (checkpoint == null ? "" : checkpoint.getFileName()))
                .toList();
    }

    /**
     * Begins to write again: what killed processes left half done is removed, the tables are cut back to the checkpoint, the
     * settings are replaced if they changed.
     *
     * @param clock tells the time
     * @param nanos measures time, {@code System::nanoTime}
     * @return to be closed before this
     * @throws IOException when something cannot be written
     */
    public Recorder recorder(Clock clock, LongSupplier nanos) throws IOException {
        AtomicFile.removeAllLeftovers(lock.folder().path());
        if (checkpoint == null) {
            if (!changes.isEmpty()) {
                lock.folder().write(sourced);
            }
            return Recorder.begin(lock, run, clock, nanos);
        }
        Recorder recorder = Recorder.resume(lock.folder(), run, saved, clock, nanos);
        try {
            for (String warning : warnings()) {
                recorder.log("warning: " + warning);
            }
            for (Change change : changes) {
                recorder.log("changed " + change);
            }
            if (!changes.isEmpty()) {
                lock.folder().write(sourced);
                recorder.save(); // from now on these are the settings that the state belongs to
            }
        } catch (IOException e) {
            try (recorder) {
                throw e;
            }
        }
        return recorder;
    }

    @Override
    public void close() {
        run.close();
    }
}
