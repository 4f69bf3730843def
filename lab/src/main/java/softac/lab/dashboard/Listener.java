package softac.lab.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who looks: what is still to be sent. Who does not keep up is given up. */
final class Listener {
    private static final long MOST = 1 << 22; // bytes, beside the first picture

    private final Deque<byte[]> picture;
    private final Deque<byte[]> news = new ArrayDeque<>();
    private long behind;
    private boolean gone;

    /**
     * Begins with the whole picture.
     *
     * @param picture events
     */
    Listener(List<byte[]> picture) {
        this.picture = new ArrayDeque<>(picture);
    }

    /** Adds events. */
    synchronized void tell(List<byte[]> events) {
        if (gone) {
            return;
        }
        events.forEach(event -> {
            news.add(event);
            behind += event.length;
        });
        if (behind > MOST) {
            leave();
        }
        notifyAll();
    }

    /** Sends nothing more. */
    synchronized void leave() {
        gone = true;
        picture.clear();
        news.clear();
        notifyAll();
    }

    /**
     * The next event, waiting for it; null when there will be none.
     *
     * @throws InterruptedException when the thread is to end
     */
    synchronized byte @Nullable [] take() throws InterruptedException {
        while (picture.isEmpty() && news.isEmpty() && !gone) {
            wait();
        }
        if (gone || !picture.isEmpty()) {
            return picture.pollFirst();
        }
        byte[] event = news.removeFirst();
        behind -= event.length;
        return event;
    }
}
