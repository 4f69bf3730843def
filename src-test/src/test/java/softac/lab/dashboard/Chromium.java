package softac.lab.dashboard;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser of its own profile, driven over the DevTools protocol; remembers what its page asked for and said. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process, URI page) throws Exception {
        this.process = process;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Incoming())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Where a browser is installed, if one is. */
    static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one.
     *
     * @param profile an empty folder
     */
    static Chromium start(Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        installed().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--no-first-run",
                        "--no-default-browser-check",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-extensions",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--window-size=1400,1000",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(
                        profile.resolveSibling(profile.getFileName() + ".log").toFile())
                .start();
        try {
            return new Chromium(process, page(process, profile));
        } catch (Exception e) {
            end(process);
            throw e;
        }
    }

    /** The address of its first page: the port stands in a file of the profile. */
    private static URI page(Process process, Path profile) throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Thread.sleep(50);
            if (Files.exists(file) && Files.readString(file).contains("\n")) {
                String port = Files.readString(file).lines().findFirst().orElseThrow();
                HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                        .timeout(PATIENCE)
                        .build();
                String text = HttpClient.newHttpClient()
                        .send(list, HttpResponse.BodyHandlers.ofString())
                        .body();
                for (JsonNode target : JsonMapper.builder().build().readTree(text)) {
                    if (target.path("type").asString().equals("page")) {
                        return URI.create(target.path("webSocketDebuggerUrl").asString());
                    }
                }
            }
        }
        throw new IOException("no DevTools within 30 s (alive: " + process.isAlive() + ")");
    }

    /** Calls a method of the protocol. */
    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        calls.put(id, result);
        String text = json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(method + ": " + e, e);
        }
    }

    /** Opens a page and forgets what earlier ones did. */
    void open(URI address) throws Exception {
        call("Page.navigate", Map.of("url", "about:blank"));
        requests.clear();
        complaints.clear();
        call("Page.navigate", Map.of("url", address.toString()));
        await("location.href === '" + address + "' && document.readyState === 'complete'", PATIENCE);
    }

    /** The value of an expression. */
    JsonNode evaluate(String script) throws Exception {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(script + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. */
    void await(String condition, Duration longest) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (!isTrue(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + longest + ": " + condition + "; the page says: "
                        + evaluate("document.body.innerText").asString() + " " + complaints);
            }
            Thread.sleep(50);
        }
    }

    /** A page that is just being loaded has no answer. */
    private boolean isTrue(String condition) throws Exception {
        try {
            return evaluate("Boolean(" + condition + ")").asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    /** Presses a key. */
    void press(String key, int code) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    key.equals("Enter")
                            ? Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", "\r")
                            : Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** What the system would say: light or dark. */
    void prefer(String scheme) throws Exception {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** The size of the window. */
    void resize(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** A picture of the window as PNG. */
    byte[] screenshot() throws Exception {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("format", "png"))
                        .path("data")
                        .asString());
    }

    /** Addresses of every request since the last {@link #open}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Errors, warnings, violations, dialogs since the last {@link #open}. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(5, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Answers and events. */
    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = json.readTree(text.toString());
                text.setLength(0);
                take(message);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(JsonNode message) {
            JsonNode parameters = message.path("params");
            switch (message.path("method").asString("")) {
                case "Network.requestWillBeSent" ->
                    requests.add(parameters.path("request").path("url").asString());
                case "Runtime.exceptionThrown", "Page.javascriptDialogOpening" -> complaints.add(parameters.toString());
                case "Runtime.consoleAPICalled" -> complaints.add(parameters.toString());
                case "Log.entryAdded" -> complaints.add(parameters.path("entry").toString());
                default -> {
                    CompletableFuture<JsonNode> call =
                            calls.remove(message.path("id").asInt(0));
                    if (call != null) {
                        JsonNode error = message.path("error");
                        if (error.isMissingNode()) {
                            call.complete(message.path("result"));
                        } else {
                            call.completeExceptionally(new IOException(error.toString()));
                        }
                    }
                }
            }
        }
    }
}
