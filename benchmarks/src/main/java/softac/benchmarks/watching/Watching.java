package softac.benchmarks.watching;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import softac.benchmarks.race.Quartiles;
import softac.lab.dashboard.Dashboard;
import softac.lab.run.Layer;
import softac.lab.run.Recorder;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.Setting;
import softac.lab.run.SourcedSettings;
import softac.sac.train.TrainingListener;

/**
 * What the page of {@code bin/sac watch} costs the training that it shows, where both are one process ({@code train
 * --watch}): steps per second with the page over steps per second without, in neighbouring slices of one run of Pendulum with
 * its preset, all that a run writes included. The order of the two is another in every pair. A browser's own work is not
 * part of it; the clients' is.
 *
 * <p>Steps per second of neighbouring slices differ by several per cent for other reasons. So beside them stands what is
 * exact: the processor time of all threads that serve, as a share of the time that passed, which is what training can lose
 * at most where every core is wanted.
 */
public final class Watching {
    private static final int SLICE = 4_000; // steps
    private static final int WARM_UP = 12; // slices
    private static final int PAIRS = 41;
    private static final int CROWD = 200;

    /** Who looks while the page is served. */
    private interface Guests {
        Crowd to(Dashboard dashboard);
    }

    private final Run run;
    private final RunFolder folder;
    private final List<TrainingListener> listeners;

    private Watching(Run run, RunFolder folder, Recorder recorder) {
        this.run = run;
        this.folder = folder;
        listeners = List.of(recorder);
    }

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        Path path = Files.createTempDirectory("watching").resolve("run");
        SourcedSettings settings = SourcedSettings.of(
                Layer.EMPTY,
                Layer.typed(Map.of(Setting.TASK, "pendulum", Setting.STEPS, 1_000_000L, Setting.REPLAY, 100_000)));
        RunFolder folder = RunFolder.create(path, settings);
        try (Run run = new Run(settings.settings(), Run.allThreads());
                RunLock lock = RunLock.take(folder);
                Recorder recorder = Recorder.begin(lock, run, Clock.systemUTC(), System::nanoTime)) {
            Watching watching = new Watching(run, folder, recorder);
            run.kernels().awaitWarmUp();
            for (int n = 0; n < WARM_UP; n++) { // until what serves is compiled too
                watching.watched(at -> new Crowd(at.address()).watching(1).polling(8));
            }
            System.out.println(
                    "| who looks | steps/s without | with / without | threads of the page, share of one core |");
            System.out.println("|---|---|---|---|");
            watching.compare("one page", at -> new Crowd(at.address()).watching(1));
            watching.compare("four pages", at -> new Crowd(at.address()).watching(4));
            watching.compare(
                    "one page, " + CROWD + " that ask every second, " + CROWD + " that begin to",
                    at -> new Crowd(at.address()).watching(1).polling(CROWD).halfOpen(CROWD));
        }
    }

    private void compare(String name, Guests guests) throws IOException {
        double[] alone = new double[PAIRS];
        double[] ratios = new double[PAIRS];
        double[] shares = new double[PAIRS];
        for (int n = 0; n < PAIRS; n++) {
            Watched watched = n % 2 == 0 ? watched(guests) : null;
            alone[n] = stepsPerSecond();
            if (watched == null) {
                watched = watched(guests);
            }
            ratios[n] = watched.stepsPerSecond / alone[n];
            shares[n] = watched.share;
        }
        System.out.printf(
                "| %s | %.0f | %s | %s |%n",
                name,
                Quartiles.of(alone).median(),
                Quartiles.of(ratios).digits(3),
                Quartiles.of(shares).digits(4));
    }

    private record Watched(double stepsPerSecond, double share) {}

    private Watched watched(Guests guests) throws IOException {
        long begin = System.nanoTime();
        try (Dashboard dashboard = new Dashboard(List.of(folder), 0);
                Crowd crowd = guests.to(dashboard)) {
            double speed = stepsPerSecond();
            if (crowd.bytes() == 0) {
                throw new IllegalStateException("nobody was answered");
            }
            return new Watched(speed, (double) serving() / (System.nanoTime() - begin));
        }
    }

    /** Processor time of the threads of the page, in nanoseconds; those of an earlier one have ended. */
    private static long serving() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dashboard")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getId())))
                .sum();
    }

    private double stepsPerSecond() throws IOException {
        long begin = System.nanoTime();
        for (int n = 0; n < SLICE; n++) {
            run.trainer().advance(listeners);
        }
        return SLICE * 1e9 / (System.nanoTime() - begin);
    }
}
