package softac.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import softac.lab.run.RunFolder;

/** Who is answered, and with what: rows W1 to W4 of the reliability goals, byte by byte. */
final class RequestsTest {
    private static final String CANARY = "a canary that nobody is to see";

    @TempDir
    private static Path directory;

    private static RunFolder run;
    private static Dashboard dashboard;
    private static URI server;

    @BeforeAll
    static void serve() throws IOException {
        run = TestRun.train(directory, "bandit", "--steps", "3");
        Files.writeString(run.path().resolve("canary.txt"), CANARY);
        dashboard = new Dashboard(List.of(run), 0);
        server = dashboard.address();
    }

    @AfterAll
    static void close() {
        dashboard.close();
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        String port = String.format(":%04X ", server.getPort());
        List<String> listening = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                Files.readAllLines(Path.of(table)).stream()
                        .filter(line -> line.contains(port) && line.contains(" 0A "))
                        .forEach(listening::add);
            }
        }
        assertThat(listening)
                .isNotEmpty()
                .allMatch(line -> line.contains("0100007F" + port.strip())
                        || line.contains("0000000000000000FFFF00000100007F" + port.strip()));

        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    assertThat(answers(address)).as("%s", address).isFalse();
                }
            }
        }
    }

    private static boolean answers(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, server.getPort()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void thePageComesWithItsRules() throws IOException {
        RawHttp.Answer page = RawHttp.get(server, "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text().toLowerCase(Locale.ROOT))
                .contains(
                        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';",
                        "frame-ancestors 'none'",
                        "x-content-type-options: nosniff",
                        "referrer-policy: no-referrer",
                        "cross-origin-opener-policy: same-origin",
                        "cross-origin-resource-policy: same-origin",
                        "cache-control: no-store",
                        "content-type: text/html; charset=utf-8");
        assertThat(page.body())
                .as("no script or style within the page, nothing from elsewhere")
                .doesNotContain("<style", "style=", "javascript:", "http://", "https://", "//cdn")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    static Stream<String> strangers() {
        int port = server.getPort();
        List<String> hosts = new ArrayList<>();
        hosts.add(""); // none at all
        for (String name : List.of(
                "evil.example",
                "evil.example:" + port,
                "127.0.0.1.evil.example:" + port,
                "localhost.evil.example",
                "evil.example#127.0.0.1:" + port,
                "evil@127.0.0.1:" + port,
                "127.0.0.1:" + port + "@evil",
                "127.0.0.1:" + (port - 1),
                "127.0.0.1:80",
                "127.0.0.1:",
                "127.0.0.1:0" + port,
                "127.0.0.1:" + port + "0",
                "127.0.0.1.",
                "127.0.0.1.:" + port,
                "127.1",
                "127.0.0.2:" + port,
                "0.0.0.0:" + port,
                "2130706433:" + port,
                "0x7f000001",
                "017700000001",
                "[::]:" + port,
                "[::ffff:127.0.0.1]:" + port,
                "::1",
                "[::1",
                "localhost localhost",
                "localhost,evil.example",
                "localhost/",
                "localhost\\evil",
                "localhost:" + port + "/x",
                "localhost%00",
                "xn--localhost-",
                "loc\u00e4lhost",
                "*",
                ".",
                "http://127.0.0.1:" + port,
                "127.0.0.1:" + port + " x")) {
            hosts.add("Host: " + name);
        }
        hosts.add("Host:");
        hosts.add("Host: localhost:" + port + "\r\nHost: evil.example");
        hosts.add("Host: evil.example\r\nHost: localhost:" + port);
        hosts.add("Host: localhost:" + port + "\r\nHost: localhost:" + port);
        hosts.add("Host: localhost:" + port + "\r\nhOST: localhost:" + port);
        hosts.add("X-Forwarded-Host: localhost:" + port);
        return hosts.stream();
    }

    @Test
    void otherHostsAreRefused() throws IOException {
        List<String> hosts = strangers().toList();
        assertThat(hosts).hasSizeGreaterThanOrEqualTo(40);
        for (String host : hosts) {
            String head = host.isEmpty() ? "" : host + "\r\n";
            for (String path : List.of("/", "/events")) {
                RawHttp.Answer answer =
                        RawHttp.send(server, "GET " + path + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n");
                assertThat(answer.status()).as("%s of '%s'", path, host).isIn(400, 403);
                assertThat(answer.body()).doesNotContain("<html", "data:");
            }
        }
    }

    @Test
    void namesOfThisMachineAreNot() throws IOException {
        for (String name : List.of("localhost", "127.0.0.1", "[::1]")) {
            for (String host : List.of(name, name + ":" + server.getPort())) {
                RawHttp.Answer answer =
                        RawHttp.send(server, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                assertThat(answer.status()).as(host).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost",
                "Origin: http://127.0.0.1:1",
                "Origin: https://127.0.0.1",
                "Origin:",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: Same-Origin",
                "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-origin\r\nOrigin: http://evil.example"
            })
    void pagesOfOthersAreRefused(String line) throws IOException {
        assertThat(RawHttp.get(server, "/", line).status()).isEqualTo(403);
        assertThat(RawHttp.get(server, "/events", line).status()).isEqualTo(403);
    }

    @Test
    void itsOwnPageIsNot() throws IOException {
        for (String line : List.of(
                "Origin: http://127.0.0.1:" + server.getPort(),
                "Origin: http://localhost:" + server.getPort(),
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none")) {
            assertThat(RawHttp.get(server, "/main.js", line).status()).as(line).isEqualTo(200);
        }
    }

    @Test
    void anAddressInsteadOfAPathIsRefused() throws IOException {
        for (String target : List.of(
                "http://127.0.0.1:" + server.getPort() + "/",
                "http://evil.example/",
                "https://127.0.0.1/",
                "HTTP://localhost/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "mailto:x",
                "127.0.0.1:80",
                "evil.example:443",
                "*",
                "?",
                "#",
                "x")) {
            assertThat(RawHttp.get(server, target).status()).as(target).isIn(0, 400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST",
                "PUT",
                "DELETE",
                "PATCH",
                "OPTIONS",
                "TRACE",
                "CONNECT",
                "PROPFIND",
                "MKCOL",
                "MOVE",
                "COPY",
                "LOCK",
                "get",
                "Get",
                "GETT",
                "HEADS",
                "QUERY",
                "BREW",
                "X",
                "G\u00cbT"
            })
    void otherMethodsAreRefused(String method) throws IOException {
        String body = "Content-Length: 5\r\n";
        for (String path : List.of("/", "/events", "/main.js", "/nothing")) {
            String request = method + " " + path + " HTTP/1.1\r\n" + body + RawHttp.head(server) + "hello";
            RawHttp.Answer answer = RawHttp.send(server, request);
            assertThat(answer.status()).as("%s %s", method, path).isEqualTo(405);
            assertThat(answer.text()).containsIgnoringCase("allow: GET, HEAD");
        }
    }

    @Test
    void headHasNoBody() throws IOException {
        for (String path : List.of("/", "/events", "/uplot.js")) {
            RawHttp.Answer head = RawHttp.send(server, "HEAD " + path + " HTTP/1.1\r\n" + RawHttp.head(server));
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    static Stream<String> strangePaths() {
        List<String> paths = new ArrayList<>();
        List<String> files =
                List.of("canary.txt", "settings.yaml", "metrics.csv", "etc/passwd", "main.js", "index.html");
        List<String> ways = List.of(
                "/../",
                "/../../../../",
                "/%2e%2e/",
                "/%2e%2e%2f",
                "/..%2f",
                "/%2e./",
                "/.%2e/",
                "/..%5c",
                "/%5c..%5c",
                "//",
                "///",
                "/./",
                "/%2f",
                "/%252e%252e%252f",
                "/..;/",
                "/..%00/",
                "/%c0%ae%c0%ae/",
                "/%c0%af",
                "/%e0%80%af",
                "/%uff0e%uff0e/",
                "/static/",
                "/static/../",
                "/main.js/",
                "/main.js/../",
                "/main.js%2f..%2f",
                "/events/../",
                "/.../",
                "/....//",
                "/%2e%2e%5c",
                "/run/",
                "/file:///",
                "/%00/",
                "/~/",
                "/.git/");
        for (String way : ways) {
            for (String file : files) {
                paths.add(way + file);
            }
        }
        paths.addAll(List.of(
                "/main.js%00",
                "/main.js?x",
                "/main.js#x",
                "/main.js%20",
                "/main.js.",
                "/MAIN.JS",
                "/main%2ejs",
                "/%6dain.js",
                "/main.jsevil",
                "/staticevil",
                "/?",
                "/?x=1",
                "/index.html",
                "/favicon.ico",
                "/events?x",
                "/events/",
                "/events%2f",
                "/eventsevil",
                "/style.css/..",
                "/%",
                "/%zz",
                "/%2",
                "/;",
                "/:",
                "/@",
                "/softac/lab/dashboard/index.html",
                "/META-INF/MANIFEST.MF",
                "/package-info.class",
                "/Dashboard.class",
                "/WEB-INF/web.xml"));
        paths.add("/" + "a".repeat(1 << 16));
        paths.add("/" + "../".repeat(1 << 12) + "etc/passwd");
        return paths.stream();
    }

    @Test
    void onlyTheFilesOfThePageAreThere() throws IOException {
        List<String> paths = strangePaths().toList();
        assertThat(paths).hasSizeGreaterThanOrEqualTo(200);
        for (String path : paths) {
            RawHttp.Answer answer = RawHttp.get(server, path);
            // 400 by the JDK where it is no URI at all
            assertThat(answer.status()).as(path).isIn(404, 400, 414, 431);
            assertThat(answer.text()).as(path).doesNotContain(CANARY, "root:", "import ", "<html");
        }
    }

    @Test
    void bytesThatAreNoRequestDoNoHarm() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int n = 0; n < 100; n++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            bytes[bytes.length - 1] = '\n';
            byte[] end = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] request = Arrays.copyOf(bytes, bytes.length + end.length);
            System.arraycopy(end, 0, request, bytes.length, end.length);
            assertThat(RawHttp.send(server, request).status())
                    .as("seed %d, request %d", seed, n)
                    .isNotEqualTo(200);
        }
        assertThat(RawHttp.get(server, "/").status()).isEqualTo(200);
    }

    @Test
    void noRequestChangesTheFolder() throws IOException {
        randomRequests(500);
    }

    @Test
    @Tag("deep")
    void noRequestOfTenThousandChangesTheFolder() throws IOException {
        randomRequests(10_000);
    }

    private static void randomRequests(int count) throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> methods = List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
        List<String> paths = Stream.concat(
                        strangePaths().filter(path -> path.length() < 1000), Stream.of("/", "/main.js", "/style.css"))
                .toList();
        String before = TestRun.hash(run.path());
        for (int n = 0; n < count; n++) {
            String method = methods.get(random.nextInt(methods.size()));
            String path = paths.get(random.nextInt(paths.size()));
            String query = random.nextInt(4) == 0 ? "?seed=" + random.nextInt() + "&steps=1&delete=1" : "";
            RawHttp.send(server, method + " " + path + query + " HTTP/1.1\r\n" + RawHttp.head(server));
            if (n % 50 == 0) {
                try (Socket events = RawHttp.connect(server)) { // so that it reads the folder
                    events.getOutputStream()
                            .write(("GET /events HTTP/1.1\r\n" + RawHttp.head(server))
                                    .getBytes(StandardCharsets.US_ASCII));
                    assertThat(events.getInputStream().read()).isEqualTo('H');
                }
            }
        }
        assertThat(TestRun.hash(run.path())).as("seed %d", seed).isEqualTo(before);
    }

    @MethodSource
    @ParameterizedTest
    void wholeResourcesHaveTheirType(String path, String type) throws IOException {
        RawHttp.Answer answer = RawHttp.get(server, path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).containsIgnoringCase("content-type: " + type);
    }

    static Stream<Arguments> wholeResourcesHaveTheirType() {
        return Stream.of(
                Arguments.of("/style.css", "text/css"),
                Arguments.of("/main.js", "text/javascript"),
                Arguments.of("/uplot.js", "text/javascript"),
                Arguments.of("/icon.svg", "image/svg+xml"));
    }
}
