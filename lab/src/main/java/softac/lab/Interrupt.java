package softac.lab;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, and {@code kill} without -9: asks for an orderly stop, and keeps the process alive until there was one, but not
 * for ever. Closed when everything is written and said.
 */
final class Interrupt implements AutoCloseable {
    /** Seconds that a training has for the step that is going on, and to save. */
    static final long PATIENCE = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean asked;

    /**
     * Listens from now on.
     *
     * @param patience seconds to wait at most
     * @param lost run when they were not enough
     */
    Interrupt(long patience, Runnable lost) {
        hook = new Thread(
                () -> {
                    asked = true;
                    try {
                        if (!finished.await(patience, TimeUnit.SECONDS)) {
                            lost.run();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) { // the process is ending already
            asked = true;
        }
    }

    /** Whether somebody wants an end. */
    boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs, or has run
        }
    }
}
