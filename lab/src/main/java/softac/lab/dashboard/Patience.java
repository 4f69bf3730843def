package softac.lab.dashboard;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends writes that nobody reads. A write to a socket waits as long as the other side does not take what was sent;
 * interrupting its thread closes the connection.
 */
final class Patience {
    private static final long LONGEST = 5_000_000_000L;

    private final Map<Thread, Long> since = new HashMap<>();

    /** Something that writes. */
    interface Writing {
        void run() throws IOException;
    }

    /** Writes, for at most five seconds. */
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
                if (now - begin > LONGEST) {
                    thread.interrupt();
                }
            });
        }
    }
}
