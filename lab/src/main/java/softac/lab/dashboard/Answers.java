package softac.lab.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers requests: the files of the page, and the stream of events. Changes nothing. */
final class Answers implements HttpHandler {
    /** Scripts and styles of this server only, and none within the page. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Gate gate;
    private final Site site;
    private final Audience audience;
    private final Patience patience;

    Answers(Gate gate, Site site, Audience audience, Patience patience) {
        this.gate = gate;
        this.site = site;
        this.audience = audience;
        this.patience = patience;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is closing
        } finally {
            patience.write(exchange::close); // writes the end, and reads what was sent with the request, if anything
            Thread.interrupted();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        secure(exchange.getResponseHeaders());
        Gate.Refusal refusal = gate.refuse(exchange);
        if (refusal != null) {
            refuse(exchange, refusal);
            return;
        }
        String path = exchange.getRequestURI().toString();
        Site.Resource resource = site.at(path);
        if (resource != null) {
            whole(exchange, 200, resource);
        } else if (path.equals("/events")) {
            events(exchange);
        } else {
            refuse(exchange, new Gate.Refusal(404, "not here"));
        }
    }

    private static void secure(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private void refuse(HttpExchange exchange, Gate.Refusal refusal) throws IOException {
        if (refusal.status() == 405) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        }
        exchange.getResponseHeaders().set("Connection", "close");
        byte[] line = (refusal.reason() + "\n").getBytes(StandardCharsets.UTF_8);
        whole(exchange, refusal.status(), new Site.Resource("text/plain; charset=utf-8", line));
    }

    private void whole(HttpExchange exchange, int status, Site.Resource resource) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", resource.type());
        patience.write(() -> {
            if (isHead(exchange)) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(resource.bytes().length));
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, resource.bytes().length);
                exchange.getResponseBody().write(resource.bytes());
            }
        });
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private void events(HttpExchange exchange) throws IOException, InterruptedException {
        if (isHead(exchange)) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            patience.write(() -> exchange.sendResponseHeaders(200, -1));
            return;
        }
        Listener listener = audience.join();
        if (listener == null) {
            refuse(exchange, new Gate.Refusal(503, "too many watch already: " + Audience.MOST));
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            patience.write(() -> exchange.sendResponseHeaders(200, 0));
            OutputStream out = exchange.getResponseBody();
            for (byte @Nullable [] event = listener.take(); event != null; event = listener.take()) {
                byte[] bytes = event;
                patience.write(() -> {
                    out.write(bytes);
                    out.flush();
                });
            }
        } finally {
            audience.leave(listener);
        }
    }
}
