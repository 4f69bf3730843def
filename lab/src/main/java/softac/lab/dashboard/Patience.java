package softac.lab.dashboard;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends writes that nobody reads. A write to a socket waits as long as the other side does not take what was sent;
 * interrupting its thread closes the connection.
 */
final class Patience {
    private final long longest;
    private final Map<Thread, Long> since = new HashMap<>();

    /**
     * Nobody writes yet.
     *
     * @param longest nanoseconds that a write may take
     */
    Patience(long longest) {
        this.longest = longest;
    }

    /** Something that writes. */
    interface Writing {
        void run() throws IOException;
    }

    /** Writes, for at most so long. */
    void write(Writing writing) throws IOException {
        synchronized (since) {
            since.put(Thread.currentThread(), System.nanoTime());
        }
        try {
            writing.run();
        } finally {
            synchronized (since) {
                since.remove(Thread.currentThread());
            }
        }
    }

    /** Interrupts whoever has been writing for too long. */
    void look() {
        long now = System.nanoTime();
        synchronized (since) {
            since.forEach((thread, begin) -> {
                if (now - begin > longest) {
                    thread.interrupt();
                }
            });
        }
    }
}
