package softac.lab.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who looks: what is still to be sent. Who does not keep up is given up. */
final class Listener {
    private static final long MOST = 1 << 22; // bytes beyond the first picture

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long behind;
    private boolean gone;

    /**
     * Begins with the whole picture.
     *
     * @param picture events
     */
    Listener(List<byte[]> picture) {
        waiting.addAll(picture);
        behind = -size(picture);
    }

    private static long size(List<byte[]> events) {
        return events.stream().mapToLong(event -> event.length).sum();
    }

    /** Adds events. */
    synchronized void tell(List<byte[]> events) {
        behind += size(events);
        gone |= behind > MOST;
        if (gone) {
            waiting.clear();
        } else {
            waiting.addAll(events);
        }
        notifyAll();
    }

    /** Sends nothing more. */
    synchronized void leave() {
        gone = true;
        waiting.clear();
        notifyAll();
    }

    /**
     * The next event, waiting for it; null when there will be none.
     *
     * @throws InterruptedException when the thread is to end
     */
    synchronized byte @Nullable [] take() throws InterruptedException {
        while (waiting.isEmpty() && !gone) {
            wait();
        }
        byte[] event = waiting.pollFirst();
        if (event != null) {
            behind -= event.length;
        }
        return event;
    }
}
