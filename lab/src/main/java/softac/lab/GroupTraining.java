package softac.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import softac.lab.run.Change;
import softac.lab.run.GroupFolder;
import softac.lab.run.Layer;
import softac.lab.run.Recorder;
import softac.lab.run.Resumption;
import softac.lab.run.Returns;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.RunSettings;
import softac.lab.run.SeedResult;
import softac.lab.run.SeedResult.State;
import softac.sac.train.TrainingListener;
import softac.sac.train.file.StateHash;

/**
 * Trains the seeds of a group, as many at once as there are cores, each on one thread, so that each gives the bits of its
 * run alone. A new group goes on from nothing, so beginning and going on are one. A seed that fails ends no other.
 */
final class GroupTraining {
    private final Shell shell;
    private final GroupFolder group;
    private final Layer typed;
    private final boolean force;
    private final GroupProgress progress;

    /**
     * For one call.
     *
     * @param typed over the settings in each run's folder
     * @param force whether a run goes on although its settings changed
     */
    GroupTraining(Shell shell, GroupFolder group, Layer typed, boolean force) {
        this.shell = shell;
        this.group = group;
        this.typed = typed;
        this.force = force;
        progress = new GroupProgress(shell, group.runs().size());
    }

    /** Of so many seeds, how many are trained at the same time. */
    static int atOnce(int seeds) {
        return Math.min(seeds, Run.allThreads());
    }

    /**
     * Trains, evaluates and reports.
     *
     * @param command as typed, in front of what is wrong
     * @return the exit code
     */
    int run(String command) throws IOException {
        int atOnce = atOnce(group.runs().size());
        GroupReport report = new GroupReport(shell, group);
        report.begin(group.runs().get(0).sourced(typed).settings(), atOnce);
        try (Interrupt interrupt = new Interrupt(Interrupt.PATIENCE, this::lost)) {
            List<SeedResult> results = train(interrupt, atOnce);
            progress.clear();
            report.end(results, progress.trained(), progress.seconds());
            boolean failed = false;
            for (SeedResult result : results) {
                if (result.is(State.FAILED)) {
                    failed = true;
                    shell.err().println(command + ": seed " + result.seed() + " failed: " + result.problem());
                }
            }
            if (failed) {
                return ExitCode.FAILED;
            }
            return results.stream().allMatch(result -> result.is(State.DONE)) ? ExitCode.DONE : ExitCode.STOPPED;
        } finally {
            progress.clear();
        }
    }

    /** What is a mistake of this program, or lack of memory, is thrown when all others have come to their ends. */
    private List<SeedResult> train(Interrupt interrupt, int atOnce) throws IOException {
        List<Callable<SeedResult>> seeds = new ArrayList<>();
        for (int n = 0; n < group.runs().size(); n++) {
            int place = n;
            RunSettings settings = group.runs().get(n).settings();
            seeds.add(() -> seed(place, settings, interrupt));
        }
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        List<SeedResult> results = new ArrayList<>();
        try {
            for (Future<SeedResult> result : threads.invokeAll(seeds)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private SeedResult seed(int n, RunSettings settings, Interrupt interrupt) {
        RunFolder folder = group.runs().get(n);
        try {
            return interrupt.asked() ? asItWas(folder) : train(n, folder, settings.seed(), interrupt);
        } catch (FailedRun | IOException | IllegalArgumentException e) {
            long steps = Math.max(progress.steps(n), savedSteps(folder));
            return SeedResult.unfinished(settings.seed(), State.FAILED, steps, Errors.message(e));
        }
    }

    /** One whose turn has not come: done, if the table says so and the run has as many steps, or stopped where it was. */
    private SeedResult asItWas(RunFolder folder) throws IOException {
        RunSettings settings = folder.sourced(typed).settings();
        long steps = folder.savedSteps();
        return group.results().stream()
                .filter(earlier -> earlier.seed() == settings.seed() && earlier.is(State.DONE))
                .filter(earlier ->
                        earlier.steps() == steps && steps == settings.training().steps())
                .findFirst()
                .orElse(SeedResult.unfinished(settings.seed(), State.STOPPED, steps, ""));
    }

    private static long savedSteps(RunFolder folder) {
        try {
            return folder.savedSteps();
        } catch (IOException e) { // what failed before says why
            return 0;
        }
    }

    private SeedResult train(int n, RunFolder folder, long seed, Interrupt interrupt) throws IOException {
        try (RunLock lock = RunLock.take(folder);
                Resumption resumption = Resumption.of(lock, folder.sourced(typed), 1)) {
            resumption.warnings().forEach(warning -> progress.say("seed " + seed + ": warning: " + warning));
            if (!resumption.changes().isEmpty() && !force) {
                throw Change.refused(" (" + resumption.changes() + ")");
            }
            Run run = resumption.run();
            TrainingListener telling = progress.of(n, seed, run.trainer());
            if (!resumption.isDone()) {
                try (Recorder recorder = resumption.recorder(shell.clock(), shell.nanos())) {
                    new TrainingLoop(run, folder, recorder).train(interrupt::asked, List.of(recorder, telling));
                }
            }
            return result(run);
        }
    }

    private static SeedResult result(Run run) {
        long seed = run.settings().seed();
        long steps = run.trainer().steps();
        if (!run.trainer().finished()) {
            return SeedResult.unfinished(seed, State.STOPPED, steps, "");
        }
        double mean = Returns.afterTraining(run).mean();
        return new SeedResult(seed, State.DONE, steps, mean, StateHash.of(run.trainer()), "");
    }

    private void lost() {
        shell.err()
                .println("sac: the steps that were going on have not ended after " + Interrupt.PATIENCE
                        + " s; go on from the last checkpoints with bin/sac resume " + group.path());
        shell.err().flush();
    }
}
