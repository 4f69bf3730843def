package softac.lab.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: pages of this server and programs of this machine, nobody else's pages. Another page can make the browser
 * send requests here, and a name server can make its own name lead here (DNS rebinding); neither can forge the headers
 * {@code Host}, {@code Origin} and {@code Sec-Fetch-Site}.
 */
final class Gate {
    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * Names of this server.
     *
     * @param port that it listens on
     */
    Gate(int port) {
        List<String> names = List.of("localhost", "127.0.0.1", "[::1]");
        hosts = names.stream()
                .flatMap(name -> Stream.of(name, name + ":" + port))
                .collect(Collectors.toUnmodifiableSet());
        origins = names.stream().map(name -> "http://" + name + ":" + port).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Why a request is not answered.
     *
     * @param status of HTTP
     * @param reason one line
     */
    record Refusal(int status, String reason) {}

    /** Returns why a request is refused, null where it is not. */
    @Nullable Refusal refuse(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return new Refusal(403, "the host must be localhost or 127.0.0.1, with this port");
        }
        if (!headers.getOrDefault("Origin", List.of()).stream().allMatch(origins::contains)) {
            return new Refusal(403, "not for pages of another origin");
        }
        if (!headers.getOrDefault("Sec-Fetch-Site", List.of()).stream()
                .allMatch(Set.of("same-origin", "none")::contains)) {
            return new Refusal(403, "not for pages of another site");
        }
        if (!exchange.getRequestURI().toString().startsWith("/")) {
            return new Refusal(400, "the request must name a path, not an address");
        }
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return new Refusal(405, "only GET and HEAD");
        }
        return null;
    }
}
