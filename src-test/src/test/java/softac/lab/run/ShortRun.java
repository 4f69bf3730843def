package softac.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import softac.autodiff.Activation;
import softac.autodiff.kernel.Precision;
import softac.sac.env.registry.Tasks;
import softac.sac.train.file.StateHash;

/** Runs of a moment's length, and what is left of them. */
record ShortRun(RunSettings settings) {
    static final Clock NOON = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

    static ShortRun of(String task, Algorithm algo, long seed, long steps, long evaluateEvery, double updatesPerStep) {
        TemperatureSettings temperature =
                algo == Algorithm.V1 ? TemperatureSettings.scaled(2) : TemperatureSettings.learned(1, -1);
        return new ShortRun(new RunSettings(
                Tasks.named(task).id(),
                seed,
                algo,
                Precision.FLOAT32,
                new NetworkSettings(List.of(8), Activation.RELU),
                new LearningSettings(8, 1e-3, 0.99, 0.005, null),
                temperature,
                new TrainingSettings(steps, 20, updatesPerStep, 100, evaluateEvery, 1)));
    }

    static ShortRun pendulum(long steps) {
        return of("pendulum", Algorithm.V2, 1, steps, 50, 1);
    }

    SourcedSettings sourced() {
        return SourcedSettings.of(Layer.EMPTY, Layer.of(settings, setting -> "test"));
    }

    /** Everything about a run that is a function of its settings. */
    record Result(String hash, String metrics, String policy, String best) {}

    /** From beginning to end. */
    Result whole(Path folder) throws IOException {
        RunFolder made = RunFolder.create(folder, sourced());
        try (RunLock lock = RunLock.take(made);
                Run run = new Run(settings, 1);
                Recorder recorder = Recorder.begin(lock, run, NOON, System::nanoTime)) {
            run.trainer().run(recorder);
            return result(run, folder);
        }
    }

    /** To some step; then saved as Ctrl-C does, or just left as kill does. */
    void begin(Path folder, long steps, boolean saved, LongSupplier nanos) throws IOException {
        RunFolder made = RunFolder.create(folder, sourced());
        try (RunLock lock = RunLock.take(made);
                Run run = new Run(settings, 1);
                Recorder recorder = Recorder.begin(lock, run, NOON, nanos)) {
            advance(run, recorder, steps, saved);
        }
    }

    private static void advance(Run run, Recorder recorder, long steps, boolean saved) throws IOException {
        while (!run.trainer().finished() && run.trainer().steps() < steps) {
            run.trainer().advance(List.of(recorder));
        }
        if (saved) {
            recorder.save();
        }
    }

    /** Goes on to some step. */
    static Optional<Result> resume(Path path, long steps, boolean saved, LongSupplier nanos) throws IOException {
        RunFolder folder = RunFolder.open(path);
        try (RunLock lock = RunLock.take(folder);
                Resumption resumption = Resumption.of(lock, folder.sourced(Layer.EMPTY), 1);
                Recorder recorder = resumption.recorder(NOON, nanos)) {
            advance(resumption.run(), recorder, steps, saved);
            return resumption.isDone() ? Optional.of(result(resumption.run(), path)) : Optional.empty();
        }
    }

    static Result resume(Path path) throws IOException {
        return resume(path, Long.MAX_VALUE, false, System::nanoTime).orElseThrow();
    }

    private static Result result(Run run, Path folder) throws IOException {
        return new Result(
                StateHash.of(run.trainer()),
                Files.readString(folder.resolve("metrics.csv")),
                bytes(folder.resolve("policy.safetensors")),
                bytes(folder.resolve("best.safetensors")));
    }

    private static String bytes(Path file) throws IOException {
        return java.util.HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    /** A clock that jumps, so that checkpoints are due now and then. */
    static LongSupplier jumping(Random random) {
        long[] now = {0};
        return () -> now[0] += random.nextInt(4) == 0 ? 1_000_000_000L : random.nextInt(1_000_000);
    }

    /** Steps to stop at, in order. */
    static List<Long> stops(Random random, long steps) {
        List<Long> stops = new ArrayList<>();
        for (int n = random.nextInt(4) + 1; n > 0; n--) {
            stops.add((long) random.nextInt((int) steps));
        }
        stops.sort(null);
        return stops;
    }
}
