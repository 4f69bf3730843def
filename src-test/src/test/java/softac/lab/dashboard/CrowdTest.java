package softac.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.run.RunFolder;

/** Many, slow and rude clients do not stop it: row W6 of the reliability goals. */
final class CrowdTest {
    private static final int CROWD = 200;

    @TempDir
    private static Path directory;

    private static RunFolder run;
    private Dashboard dashboard;
    private URI server;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void train() throws IOException {
        run = TestRun.train(directory, "bandit", "--steps", "3");
    }

    @BeforeEach
    void serve() throws IOException {
        dashboard = new Dashboard(List.of(run), 0);
        server = dashboard.address();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        dashboard.close();
    }

    private Socket begin(String text) throws IOException {
        Socket socket = RawHttp.connect(server);
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Asks once a second, until it is interrupted. */
    private void poll(AtomicInteger answered) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (RawHttp.get(server, "/style.css").status() == 200) {
                    answered.incrementAndGet();
                }
                TimeUnit.SECONDS.sleep(1);
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    /** Bytes in use, the least of several measurements: other threads of this JVM make garbage meanwhile. */
    private static long heap() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int n = 0; n < 5; n++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return least;
    }

    private static long answering() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dashboard answer"))
                .count();
    }

    @Test
    void twoHundredHalfOpenAndTwoHundredPollingClientsDoNotStopIt() throws Exception {
        assertThat(RawHttp.get(server, "/").status()).isEqualTo(200);
        long before = heap();
        for (int n = 0; n < CROWD; n++) {
            begin(
                    n % 2 == 0
                            ? "GET / HTTP/1.1\r\nHost: 127.0.0.1"
                            : "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf");
        }
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        AtomicInteger answered = new AtomicInteger();
        try {
            for (int n = 0; n < CROWD; n++) {
                crowd.execute(() -> poll(answered));
            }
            List<Double> seconds = new ArrayList<>();
            for (int n = 0; n < 15; n++) {
                long begin = System.nanoTime();
                assertThat(RawHttp.get(server, "/").status()).isEqualTo(200);
                seconds.add((System.nanoTime() - begin) / 1e9);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(seconds.stream().sorted().toList().get(12))
                    .as("seconds, all but two of %s (others share these cores)", seconds)
                    .isLessThan(1);
            for (int n = 0; n < 200 && answered.get() <= CROWD; n++) {
                TimeUnit.MILLISECONDS.sleep(100); // until the second wave
            }
            assertThat(answered.get()).as("polls answered").isGreaterThan(CROWD);
            assertThat(answering()).isLessThanOrEqualTo(320);
            assertThat(heap() - before).as("bytes").isLessThan(50L << 20);
        } finally {
            crowd.shutdownNow();
        }
    }

    @Test
    void aRequestThatDoesNotComeIsHungUpOn() throws IOException {
        Socket half = begin("GET / HTTP/1.1\r\nHo");
        half.setSoTimeout(8000);
        assertThat(half.getInputStream().read()).as("end of stream").isEqualTo(-1);
    }

    @Test
    void onlySoManyWatchAndWhoLeavesMakesRoom() throws IOException {
        String request = "GET /events HTTP/1.1\r\n" + RawHttp.head(server);
        List<Socket> watching = new ArrayList<>();
        for (int n = 0; n < Audience.MOST; n++) {
            Socket socket = begin(request);
            watching.add(socket);
            assertThat(status(socket)).isEqualTo(200);
        }
        Socket tooMany = begin(request);
        assertThat(status(tooMany)).isEqualTo(503);
        assertThat(RawHttp.get(server, "/").status()).as("the page itself").isEqualTo(200);

        watching.get(7).close();
        int status = 503;
        for (int n = 0; n < 80 && status == 503; n++) { // noticed at the next beat but one
            status = status(begin(request));
        }
        assertThat(status).isEqualTo(200);
    }

    private static int status(Socket socket) throws IOException {
        byte[] line = socket.getInputStream().readNBytes(12);
        int status = Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
        if (status == 503) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return status;
    }

    @Test
    void whoDoesNotKeepUpIsGivenUp() throws Exception {
        Listener listener = new Listener(List.of(new byte[1 << 23]));
        byte[] event = new byte[1 << 20];
        for (int n = 0; n < 4; n++) {
            listener.tell(List.of(event));
        }
        assertThat(listener.take()).as("the first picture may be large").hasSize(1 << 23);
        listener.tell(List.of(event));
        assertThat(listener.take()).isNull();
        listener.tell(List.of(event));
        assertThat(listener.take()).isNull();
    }

    @Test
    void aWriteThatNobodyReadsEnds() throws Exception {
        try (ServerSocketChannel listening =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            try (SocketChannel deaf = SocketChannel.open(listening.getLocalAddress());
                    SocketChannel writing = listening.accept()) {
                assertThat(deaf.isConnected()).isTrue();
                Patience patience = new Patience(TimeUnit.MILLISECONDS.toNanos(200));
                Thread looking = new Thread(() -> {
                    while (writing.isOpen()) {
                        patience.look();
                        Thread.onSpinWait();
                    }
                });
                looking.start();
                OutputStream out = Channels.newOutputStream(writing);
                byte[] much = ByteBuffer.allocate(1 << 20).array();
                assertThatThrownBy(() -> {
                            for (int n = 0; n < 1000; n++) {
                                patience.write(() -> out.write(much));
                            }
                        })
                        .isInstanceOf(IOException.class);
                assertThat(Thread.interrupted()).isTrue();
                looking.join();
            }
        }
    }
}
