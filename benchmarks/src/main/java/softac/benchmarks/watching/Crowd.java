package softac.benchmarks.watching;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients of a page on this machine, which talk the bytes of HTTP: some that read all events, as an open page does, some
 * that ask once a second, some that begin a request and never end it. All are gone when it is closed.
 */
final class Crowd implements AutoCloseable {
    private final URI page;
    private final List<Thread> clients = new ArrayList<>();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean over;

    Crowd(URI page) {
        this.page = page;
    }

    /** Reads events as they come. */
    Crowd watching(int count) {
        return add(count, () -> ask("GET /events HTTP/1.1\r\n" + host() + "\r\n"));
    }

    /** Asks for the page once a second. */
    Crowd polling(int count) {
        return add(count, () -> {
            ask("GET / HTTP/1.1\r\n" + host() + "Connection: close\r\n\r\n");
            TimeUnit.SECONDS.sleep(1);
        });
    }

    /** Begins to ask; begins again when it is hung up on. */
    Crowd halfOpen(int count) {
        return add(count, () -> {
            ask("GET / HTTP/1.1\r\nHost: 127.0");
            TimeUnit.MILLISECONDS.sleep(200);
        });
    }

    /** What came back so far. */
    long bytes() {
        return bytes.sum();
    }

    private interface Habit {
        void once() throws IOException, InterruptedException;
    }

    private Crowd add(int count, Habit habit) {
        for (int n = 0; n < count; n++) {
            Thread client = new Thread(null, () -> repeat(habit), "client", 1 << 17);
            client.setDaemon(true);
            client.start();
            clients.add(client);
        }
        return this;
    }

    private void repeat(Habit habit) {
        while (!over) {
            try {
                habit.once();
            } catch (IOException e) {
                // hung up on: once more
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private String host() {
        return "Host: " + page.getAuthority() + "\r\n";
    }

    private void ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort())) {
            socket.setSoTimeout(2_000); // an open page hears something every second
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 14];
            for (int n = in.read(buffer); n >= 0 && !over; n = in.read(buffer)) {
                bytes.add(n);
            }
        }
    }

    /** Sends all home; who still reads hears of it in two seconds at most. */
    @Override
    public void close() {
        over = true;
        clients.forEach(Thread::interrupt);
    }
}
