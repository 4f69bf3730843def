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
        if (runs.size() > MOST) {
            throw new IllegalArgumentException(runs.size() + " runs: at most " + MOST + " fit on a page: name fewer");
        }
        this.shell = shell;
        dashboard = new Dashboard(runs, port);
        for (RunFolder run : runs) {
            shell.out().println("watching " + run.path());
        }
        say("open " + dashboard.address());
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
