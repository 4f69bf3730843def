package softac.lab.dashboard;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import softac.lab.run.RunFolder;

/**
 * The page of some runs, served on this machine only. Reads their folders and writes nothing; the runs may go on in
 * other processes, in this one, or be over. While nobody looks it reads nothing.
 *
 * <pre>{@code
 * try (Dashboard dashboard = new Dashboard(List.of(run), 0)) {
 *     System.out.println(dashboard.address());              // http://127.0.0.1:43211/
 *     Thread.currentThread().join();
 * }
 * }</pre>
 */
public final class Dashboard implements AutoCloseable {
    private static final int THREADS = 320;
    private static final int STACK = 1 << 18;
    private static final long LONGEST_WRITE = TimeUnit.SECONDS.toNanos(5);

    private final HttpServer server;
    private final ThreadPoolExecutor answering;
    private final Audience audience;
    private final Thread looking;

    /**
     * Begins to serve.
     *
     * @param folders of the runs, overlaid in this order
     * @param port to listen on; 0 for any that is free
     * @throws IOException when the port is in use, in one line
     */
    public Dashboard(List<RunFolder> folders, int port) throws IOException {
        configure();
        server = bind(port);
        Patience patience = new Patience(LONGEST_WRITE);
        List<RunView> runs = new ArrayList<>();
        for (RunFolder folder : folders) {
            runs.add(new RunView(runs.size(), folder));
        }
        audience = new Audience(folders.stream().map(Dashboard::name).toList(), runs, patience);
        answering = executor();
        server.setExecutor(answering);
        server.createContext("/", new Answers(new Gate(server.getAddress().getPort()), new Site(), audience, patience));
        looking = daemon("watch", 0).newThread(audience);
        looking.start();
        server.start();
    }

    /** Where to point a browser. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Stops serving. */
    @Override
    public void close() {
        audience.close();
        looking.interrupt();
        server.stop(0);
        answering.shutdownNow();
    }

    /** The folder's name; of one of several seeds, that of the group before it. */
    private static String name(RunFolder folder) {
        Path path = folder.path().toAbsolutePath().normalize();
        int depth = path.getNameCount();
        int names = depth > 1 && path.getFileName().toString().startsWith("seed-") ? 2 : 1;
        return depth == 0 ? path.toString() : path.subpath(depth - names, depth).toString();
    }

    /** Limits of the JDK's server, which reads them once. A request that has not come in a second will not. */
    private static void configure() {
        System.setProperty("sun.net.httpserver.maxReqTime", "1");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
        System.setProperty("sun.net.httpserver.idleInterval", "10");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("jdk.httpserver.maxConnections", "1000");
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "--port " + port + ": in use or not allowed here: take another, or leave --port away", e);
        }
    }

    /** As many threads as there are requests, up to a limit; then the next one waits. */
    private static ThreadPoolExecutor executor() {
        return new ThreadPoolExecutor(
                0,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemon("answer", STACK),
                (request, pool) -> {
                    try {
                        if (pool.isShutdown() || !pool.getQueue().offer(request, 5, TimeUnit.SECONDS)) {
                            throw new RejectedExecutionException("too many requests");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static ThreadFactory daemon(String name, long stack) {
        return task -> {
            Thread thread = new Thread(null, task, "dashboard " + name, stack);
            thread.setDaemon(true);
            return thread;
        };
    }
}
