package softac.lab;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;

/** How a run is gone through, as typed; none of it changes what is computed. */
final class RunningOptions {
    static final String HEADING = "Running: same bits, whatever is said here";

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Whole.Threads.class,
            description = "threads that share long loops; default all cores")
    private @Nullable Integer threads;

    @Option(
            names = "--certify-every",
            paramLabel = "N",
            converter = Whole.Long64.class,
            description = "check all gradients every N steps")
    private @Nullable Long certifyEvery;

    @Option(names = "--watch", description = "show it on a page of this machine, until Ctrl-C")
    private boolean watch;

    /** Training, to be gone through. */
    @FunctionalInterface
    interface Work {
        /** Trains and returns the exit code. */
        int run() throws IOException;
    }

    /** All cores, unless told otherwise. */
    int threads() {
        return Objects.requireNonNullElse(threads, Run.allThreads());
    }

    /** Steps between certificates, null for none. */
    @Nullable Long certifyEvery() {
        return certifyEvery;
    }

    /** Refuses what is out of range, before anything is built. */
    void check() {
        Certificates.requireAllowed(certifyEvery);
    }

    /** Refuses what is not for a group of so many runs. */
    void checkGroup(int runs) {
        if (watch) {
            Page.requireFits(runs);
        }
        if (threads != null || certifyEvery != null) {
            throw new IllegalArgumentException(
                    (threads != null ? "--threads" : "--certify-every")
                            + " is for a single run: the seeds of a group are trained one a core, each on one thread; leave it away");
        }
    }

    /** Trains, beside a page if one is wanted, which stays when all is done. */
    int run(Shell shell, List<RunFolder> runs, Work training) throws IOException {
        if (!watch) {
            return training.run();
        }
        try (Page page = new Page(shell, runs, 0)) {
            int code = training.run();
            if (code == ExitCode.DONE) {
                page.stay("the page stays; Ctrl-C ends it");
            }
            return code;
        }
    }
}
