package softac.lab.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever watches, and one thread that looks for all of them: at the run folders twice a second, at the stages twenty
 * times. While nobody watches it looks at nothing.
 */
final class Audience implements Runnable {
    /** How many may watch at once. */
    static final int MOST = 32;

    private static final int TICK_MILLIS = 50;
    private static final int IDLE_MILLIS = 1000;
    private static final int TICKS_BETWEEN_LOOKS = 10;
    private static final long LOOK_NANOS = TICKS_BETWEEN_LOOKS * TICK_MILLIS * 1_000_000L;
    private static final int TICKS_BETWEEN_BEATS = 20;

    private final JsonMapper json = JsonMapper.builder().build();
    private final List<String> names;
    private final List<RunView> runs;
    private final Patience patience;
    private final List<Listener> listeners = new ArrayList<>();
    private final Semaphore somebody = new Semaphore(0); // wakes the thread when one comes
    private @Nullable List<byte[]> picture;
    private long looked = System.nanoTime() - LOOK_NANOS - 1;
    private boolean closed;

    Audience(List<String> names, List<RunView> runs, Patience patience) {
        this.names = names;
        this.runs = runs;
        this.patience = patience;
    }

    /** Somebody comes; null when there are too many already. */
    synchronized @Nullable Listener join() {
        if (closed || listeners.size() >= MOST) {
            return null;
        }
        if (System.nanoTime() - looked > LOOK_NANOS) {
            look(); // nobody has for a while
        }
        if (picture == null) {
            picture = draw();
        }
        Listener listener = new Listener(picture);
        listeners.add(listener);
        somebody.release();
        return listener;
    }

    /** Somebody goes. */
    synchronized void leave(Listener listener) {
        listener.leave();
        listeners.remove(listener);
    }

    /** Everybody goes. */
    synchronized void close() {
        closed = true;
        listeners.forEach(Listener::leave);
        listeners.clear();
    }

    @Override
    public void run() {
        try {
            for (long tick = 0; !Thread.currentThread().isInterrupted(); tick++) {
                long begin = System.nanoTime();
                patience.look();
                boolean idle = tried(tick);
                long spent = (System.nanoTime() - begin) / 1_000_000;
                TimeUnit.MILLISECONDS.sleep(Math.max(1, TICK_MILLIS - spent)); // the pace, however many come
                if (idle) {
                    somebody.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                    somebody.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Whatever a tick ends with, the next one is tried, or nobody would be told anything again. */
    private boolean tried(long tick) {
        try {
            return tick(tick);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return false;
        }
    }

    private synchronized boolean tick(long tick) {
        if (listeners.isEmpty()) {
            return true;
        }
        if (tick % TICKS_BETWEEN_LOOKS == 0) {
            look();
        }
        List<Message> moves = new ArrayList<>();
        for (RunView run : runs) {
            Message move = run.tick();
            if (move != null) {
                moves.add(move);
            }
        }
        if (tick % TICKS_BETWEEN_BEATS == 0) {
            moves.add(new Message.Beat());
        }
        tell(moves);
        return false;
    }

    private void look() {
        looked = System.nanoTime();
        List<Message> news = new ArrayList<>();
        runs.forEach(run -> news.addAll(run.look()));
        if (!news.isEmpty()) {
            picture = null;
            tell(news);
        }
    }

    private void tell(List<Message> messages) {
        if (!messages.isEmpty() && !listeners.isEmpty()) {
            List<byte[]> events = messages.stream().map(this::event).toList();
            listeners.forEach(listener -> listener.tell(events));
        }
    }

    private List<byte[]> draw() {
        List<Message> all = new ArrayList<>();
        all.add(new Message.Hello(names));
        runs.forEach(run -> all.addAll(run.all()));
        return all.stream().map(this::event).toList();
    }

    /** A line of JSON: it holds no line breaks of its own. */
    private byte[] event(Message message) {
        return ("data: " + json.writeValueAsString(message) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
