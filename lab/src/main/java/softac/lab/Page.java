package softac.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import softac.lab.dashboard.Dashboard;
import softac.lab.run.RunFolder;

/** The page of some runs, and what is said about it on the terminal. */
final class Page implements AutoCloseable {
    private static final int MOST = 32;

    private final Shell shell;
    private final Dashboard dashboard;

    /**
     * Serves it.
     *
     * @param port 0 for any that is free
     * @throws IllegalArgumentException when there are more runs than a page shows
     * @throws IOException when the port is in use
     */
    Page(Shell shell, List<RunFolder> runs, int port) throws IOException {
        requireFits(runs.size());
        this.shell = shell;
        dashboard = new Dashboard(runs, port);
        for (RunFolder run : runs) {
            shell.out().println("watching " + run.path());
        }
        say("open " + dashboard.address());
    }

    /**
     * Refuses more runs than a page shows.
     *
     * @throws IllegalArgumentException in one line
     */
    static void requireFits(int runs) {
        if (runs > MOST) {
            throw new IllegalArgumentException(runs + " runs: at most " + MOST + " fit on a page: name fewer");
        }
    }

    /** Goes on serving until Ctrl-C. */
    void stay(String why) {
        say(why);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        shell.out().println(line);
        shell.out().flush();
    }

    @Override
    public void close() {
        dashboard.close();
    }
}
