package softac.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.embed.Jvm;
import softac.lab.run.Layer;
import softac.lab.run.Recorder;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.Setting;
import softac.lab.run.SourcedSettings;
import tools.jackson.databind.JsonNode;

/** The page in a real browser: what somebody who watches sees. Skipped where no browser is installed. */
final class PageTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** What would run if any text were taken for HTML, for JavaScript, for an address or for JSON. */
    private static final List<String> PAYLOADS = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "\"><script>alert(1)</script>",
            "'><img src=x onerror=alert(1)>",
            "</script><script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "</style><script>alert(1)</script>",
            "<iframe src=javascript:alert(1)>",
            "<iframe srcdoc='<script>alert(1)</script>'>",
            "<a href=javascript:alert(1)>x</a>",
            "<body onload=alert(1)>",
            "<input autofocus onfocus=alert(1)>",
            "<details open ontoggle=alert(1)>",
            "<object data=javascript:alert(1)>",
            "<embed src=//evil.example/x>",
            "<link rel=stylesheet href=//evil.example/x.css>",
            "<meta http-equiv=refresh content=0;url=//evil.example>",
            "<base href=//evil.example/>",
            "<style>@import '//evil.example/x.css';</style>",
            "<img src=//evil.example/pixel.png>",
            "<math><mtext><img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "${alert(1)} {{constructor.constructor('alert(1)')()}}",
            "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "\u2028alert(1)\u2029 \u202egnp.exe\u202c \u0007\u001b[31m",
            "data: {\"type\":\"hello\",\"runs\":[]}",
            "event: close \\n\\n retry: 1 \"}]}\n".strip());

    /** What has moved by itself, and by how much of the window. */
    private static final String SHIFTS = """
            new Promise(done => {
              const moved = [];
              new PerformanceObserver(list => list.getEntries().filter(e => !e.hadRecentInput && e.value > 0.002).forEach(e =>
                moved.push(e.value + " " + e.sources.map(s => s.node?.id || s.node?.className || s.node?.nodeName).join(" "))))
                .observe({type: "layout-shift", buffered: true});
              setTimeout(() => done(moved), 300);
            })""";

    /** Runs whose name or state is cut off, out of its chip, or covered by the choice of the run in detail. */
    private static final String NAMES = """
            (() => {
              const choice = document.querySelector("#focus-label").getBoundingClientRect();
              return [...document.querySelectorAll(".run")].filter(run => {
                const chip = run.getBoundingClientRect();
                const within = [".name", ".state"].every(part => {
                  const element = run.querySelector(part);
                  const box = element.getBoundingClientRect();
                  return box.width > 40 && box.left >= chip.left && box.right <= chip.right && box.bottom <= chip.bottom && element.scrollWidth <= Math.ceil(box.width);
                });
                const apart = choice.left >= chip.right || choice.right <= chip.left || choice.top >= chip.bottom || choice.bottom <= chip.top;
                return !within || !apart;
              }).map(run => run.textContent);
            })()""";

    @TempDir
    private static Path profile;

    @TempDir
    private Path directory;

    private static Chromium browser;

    @BeforeAll
    static void startBrowser() throws Exception {
        boolean installed = Chromium.installed().isPresent();
        if (!installed) {
            System.out.println("PageTest: skipped, no chromium, chromium-browser or google-chrome is installed");
        }
        assumeTrue(installed, "a browser is installed");
        browser = Chromium.start(profile.resolve("chromium"));
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void nothingWasAmiss(URI server) {
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(request -> request.startsWith(server.toString()) || request.startsWith("data:"));
        assertThat(browser.complaints()).isEmpty();
    }

    private static String text(String selector) throws Exception {
        return browser.evaluate("document.querySelector('" + selector + "').textContent")
                .asString();
    }

    private static List<String> texts(String selector) throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode one :
                browser.evaluate("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)")) {
            texts.add(one.asString());
        }
        return texts;
    }

    /** Colours of all pixels of a canvas, in few letters. */
    private static String pixels(String canvas) throws Exception {
        return browser.evaluate("document.querySelector('" + canvas + "').toDataURL()")
                .asString();
    }

    private static void advance(Run run, long until, Recorder recorder) throws IOException {
        while (run.trainer().steps() < until) {
            run.trainer().advance(List.of(recorder));
        }
    }

    /** It learns no further than the page is to show next. */
    @Test
    void showsARunWhileItLearns() throws Exception {
        SourcedSettings settings = SourcedSettings.of(
                Layer.EMPTY,
                Layer.typed(Map.of(
                        Setting.TASK,
                        "pendulum",
                        Setting.STEPS,
                        800L,
                        Setting.EVALUATE_EVERY,
                        100L,
                        Setting.EVALUATE_EPISODES,
                        2)));
        RunFolder run = RunFolder.create(directory.resolve("run"), settings);
        try (Dashboard dashboard = new Dashboard(List.of(run), 0)) {
            browser.resize(1400, 1000);
            browser.open(dashboard.address());
            browser.await("document.querySelector('#status').dataset.state === 'waiting'", SOON);
            try (Run training = new Run(settings.settings(), 1);
                    RunLock lock = RunLock.take(run);
                    Recorder recorder = Recorder.begin(lock, training, Clock.systemUTC(), System::nanoTime)) {
                advance(training, 100, recorder);
                browser.await("document.querySelector('#status').dataset.state === 'running'", SOON);
                assertThat(text("#status-text")).isEqualTo("Running");
                browser.await("document.querySelector('#progress').textContent === 'step 100 of 800'", SOON);
                assertThat(text("#title")).isEqualTo("Pendulum-v1");

                // the pendulum turns
                browser.await("document.querySelector('#stage').dataset.state", SOON);
                String state = browser.evaluate("document.querySelector('#stage').dataset.state")
                        .asString();
                String picture = pixels("#stage");
                browser.await("document.querySelector('#stage').dataset.state !== '" + state + "'", SOON);
                assertThat(pixels("#stage")).isNotEqualTo(picture);

                // the curves move
                browser.await("document.querySelector('#numbers-table td').textContent === '100'", SOON);
                String curve = pixels("#return canvas");
                advance(training, 200, recorder);
                browser.await("document.querySelector('#numbers-table td').textContent === '200'", SOON);
                assertThat(pixels("#return canvas")).isNotEqualTo(curve);

                advance(training, 800, recorder);
            }
            browser.await("document.querySelector('#status').dataset.state === 'done'", SOON);
            browser.await("document.querySelector('#numbers-table td').textContent === '800'", SOON);
            List<String> lines = Files.readAllLines(run.metricsFile());
            List<String> timing = Files.readAllLines(run.timingFile());
            assertThat(texts("#numbers-table td").subList(0, lines.get(0).split(",").length))
                    .containsExactly(lines.get(lines.size() - 1).split(",", -1));
            assertThat(texts("#numbers-table th"))
                    .contains(lines.get(0).split(","))
                    .contains(timing.get(0).split(","));
            assertThat(texts("#numbers-table td"))
                    .contains(timing.get(timing.size() - 1).split(","));
            assertThat(texts("#settings-table th")).contains("task", "training.steps", "machine.java");
            nothingWasAmiss(dashboard.address());
        }
    }

    /** A curve of many rows is thinned, and its last row may be one of those left out. */
    @Test
    void theLatestValueStandsAtItsOwnStep() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("long"));
        Files.writeString(folder.resolve("settings.yaml"), "task: Pendulum-v1\n");
        StringBuilder rows = new StringBuilder("time/total_timesteps,eval/mean_reward\n");
        for (int step = 1; step <= 4004; step++) {
            rows.append(step).append(",-").append(step).append(".5\n");
        }
        Files.writeString(folder.resolve("metrics.csv"), rows);
        try (Dashboard dashboard = new Dashboard(List.of(RunFolder.open(folder)), 0)) {
            browser.open(dashboard.address());
            browser.await("document.querySelector('#return .readout').textContent !== 'no data yet'", SOON);
            browser.await("document.querySelector('#return .readout').textContent !== ''", SOON);
            assertThat(text("#return .readout")).isEqualTo("−4004.5 at 4,004");
            assertThat(browser.evaluate("import('/charts.js').then(charts => charts.short(-0.00001))")
                            .asString())
                    .isEqualTo("−1e−5");
            nothingWasAmiss(dashboard.address());
        }
    }

    /** A run as somebody else may have left it: its settings, and rows of the return at the thousandth steps. */
    private RunFolder stopped(String name, double... returns) throws IOException {
        SourcedSettings settings =
                SourcedSettings.of(Layer.EMPTY, Layer.typed(Map.of(Setting.TASK, "pendulum", Setting.STEPS, 100_000L)));
        RunFolder run = RunFolder.create(directory.resolve(name), settings);
        Files.writeString(run.machineFile(), "java: unknown\n");
        StringBuilder rows = new StringBuilder("time/total_timesteps,eval/mean_reward\n");
        for (int n = 0; n < returns.length; n++) {
            rows.append(1000 * (n + 1)).append(',').append(returns[n]).append('\n');
        }
        Files.writeString(run.metricsFile(), rows);
        return run;
    }

    private static void savedAt(RunFolder run, String steps) throws IOException {
        Path checkpoints = Files.createDirectories(run.path().resolve("checkpoints"));
        Files.writeString(checkpoints.resolve(steps + ".safetensors"), "");
    }

    @Test
    void stoppedRunsAreGoneOnWithOneByOneOrAsAGroup() throws Exception {
        RunFolder one = stopped("group/seed-1", -900, -500);
        RunFolder two = stopped("group/seed-2", -800);
        RunFolder alone = stopped("alone", -700);
        try (Dashboard dashboard = new Dashboard(List.of(one), 0)) {
            browser.open(dashboard.address());
            browser.await(
                    "document.querySelector('#progress').textContent === 'step 2,000 of 100,000, nothing saved'", SOON);
            savedAt(one, "000000001000");
            browser.await(
                    "document.querySelector('#progress').textContent === 'step 2,000 of 100,000, saved at 1,000'",
                    SOON);
            savedAt(one, "000000002532");
            browser.await("document.querySelector('#progress').textContent === 'step 2,532 of 100,000'", SOON);
            assertThat(text("#command")).isEqualTo("bin/sac resume " + one.path());
        }
        try (Dashboard dashboard = new Dashboard(List.of(one, two, alone), 0)) {
            browser.open(dashboard.address());
            browser.await("document.querySelector('#status-text').textContent === '3 runs: 3 stopped'", SOON);
            assertThat(text(".detail"))
                    .isEqualTo("3 were interrupted or died. Go on with bin/sac resume " + directory.resolve("group")
                            + "; bin/sac resume " + alone.path());
            try (RunLock lock = RunLock.take(one)) {
                assertThat(lock.folder()).isEqualTo(one);
                browser.await("document.querySelector('#command').textContent.includes('seed-2')", SOON);
            }
            nothingWasAmiss(dashboard.address());
        }
        List<RunFolder> many = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            many.add(stopped(name, -1));
        }
        try (Dashboard dashboard = new Dashboard(many, 0)) {
            browser.open(dashboard.address());
            browser.await("document.querySelector('#detail-rest').textContent === ' and 2 more'", SOON);
            assertThat(text("#command")).endsWith("bin/sac resume " + directory.resolve("c"));
        }
    }

    /** Runs side by side: a point where there is no line yet, six digits in the table, and what a level is above its plot. */
    @Test
    void aSingleEvaluationIsAPointBesideALongerRun() throws Exception {
        RunFolder longer = stopped("longer", -900.123456789, -500, -300);
        RunFolder begun = stopped("begun", -200.987654321);
        try (Dashboard dashboard = new Dashboard(List.of(longer, begun), 0)) {
            browser.prefer("light");
            browser.resize(1400, 1000);
            browser.open(dashboard.address());
            browser.await("document.querySelector('#numbers-table td[title]')", SOON);
            assertThat(texts("#numbers-table td")).contains("-300.0", "-200.988");
            assertThat(browser.evaluate("document.querySelectorAll('#numbers-table td')[3].title")
                            .asString())
                    .isEqualTo("-200.987654321");
            assertThat(text("#return .level")).isEqualTo("near-optimal −133.3");
            String points = """
                    (() => {
                      const canvas = document.querySelector('#return canvas');
                      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                      let n = 0;
                      for (let i = 0; i < data.length; i += 4) n += data[i] === 0xc8 && data[i + 1] === 0x52 && data[i + 2] === 0 && data[i + 3] === 255;
                      return n;
                    })()""";
            browser.await(points + " > 8", Duration.ofSeconds(5));
            nothingWasAmiss(dashboard.address());
        }
    }

    /** Whole names, whatever the width, within their borders and under nothing else. */
    @Test
    void aNarrowWindowKeepsTheNamesOfTheRuns() throws Exception {
        List<RunFolder> runs = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            runs.add(stopped("pendulum-1..5-20260101-120000/seed-" + seed, -169.9893907));
        }
        try (Dashboard dashboard = new Dashboard(runs, 0)) {
            for (int width : new int[] {360, 400, 560, 700, 1100}) {
                browser.resize(width, 1000);
                browser.open(dashboard.address());
                browser.await("document.querySelector('.run .state').textContent.includes('−169.9893907')", SOON);
                List<String> wrong = new ArrayList<>();
                for (JsonNode one : browser.evaluate(NAMES)) {
                    wrong.add(one.asString());
                }
                assertThat(wrong).as("at %d px", width).isEmpty();
            }
            nothingWasAmiss(dashboard.address());
        } finally {
            browser.resize(1400, 1000);
        }
    }

    @Test
    void showsHostileTextAsText() throws Exception {
        List<RunFolder> runs = new ArrayList<>();
        String name = "<img src=x onerror=alert(1)>&'\"";
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(
                folder.resolve("settings.yaml"),
                "task: \"<script>alert(1)</script>\"\n\"<b>\": <i>x</i> # <u>source</u>\n");
        Files.writeString(
                folder.resolve("log.txt"),
                String.join(
                                "\n",
                                PAYLOADS.stream()
                                        .map(p -> p.replace("\u2028", "").replace("\u2029", ""))
                                        .toList()) + "\n");
        Files.writeString(
                folder.resolve("metrics.csv"),
                "time/total_timesteps,"
                        + String.join(
                                ",",
                                PAYLOADS.stream().map(p -> p.replace(",", ";")).toList()) + "\n1"
                        + ",<b>2</b>".repeat(PAYLOADS.size()) + "\n");
        Files.writeString(folder.resolve("policy.safetensors"), "<script>alert(1)</script>");
        runs.add(RunFolder.open(folder));
        try (Dashboard dashboard = new Dashboard(runs, 0)) {
            browser.open(dashboard.address());
            browser.await("document.querySelectorAll('#log-list li').length >= " + PAYLOADS.size(), SOON);
            assertThat(PAYLOADS).hasSizeGreaterThanOrEqualTo(30);
            assertThat(texts("#log-list li"))
                    .containsExactlyElementsOf(PAYLOADS.stream()
                            .map(p -> p.replace("\u2028", "").replace("\u2029", ""))
                            .toList());
            assertThat(texts(".run .name")).containsExactly(name);
            assertThat(text("#title")).isEqualTo("<script>alert(1)</script>");
            assertThat(texts("#settings-table td")).contains("<i>x</i>", "<u>source</u>");
            assertThat(texts("#numbers-table th"))
                    .containsAll(PAYLOADS.stream().map(p -> p.replace(",", ";")).toList());
            assertThat(text("#status-text")).isEqualTo("Unreadable"); // such settings are no run's
            assertThat(text("#command")).isEmpty();
            assertThat(browser.evaluate(
                                    "document.querySelectorAll('main :is(script,img,svg,iframe,a,b,i:not(.swatch):not(.solid):not(.dashed),u,base,link,meta,style,embed,object)').length")
                            .asInt())
                    .isZero();
            nothingWasAmiss(dashboard.address());
        }
    }

    @Test
    void saysWithinFiveSecondsThatTrainingDiedAndThatTheServerIsGone() throws Exception {
        RunFolder run = TestRun.train(directory, "bandit", "--steps", "3");
        TestRun.forgetTheEnd(run);
        Process training = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        Jvm.classPathOf(KilledTraining.class),
                        KilledTraining.class.getName(),
                        run.path().toString())
                .start();
        Dashboard dashboard = new Dashboard(List.of(run), 0);
        try {
            browser.open(dashboard.address());
            browser.await("document.querySelector('#status').dataset.state === 'running'", SOON);

            training.destroyForcibly(); // kill -9
            training.waitFor();
            browser.await("document.querySelector('#status').dataset.state === 'stopped'", Duration.ofSeconds(5));
            assertThat(text("#detail-text")).contains("died");
            assertThat(text("#command")).isEqualTo("bin/sac resume " + run.path());

            dashboard.close();
            browser.await("document.querySelector('#status').dataset.state === 'gone'", Duration.ofSeconds(5));
            assertThat(text("#status-text")).isEqualTo("No connection to bin/sac watch");
        } finally {
            dashboard.close();
            training.destroyForcibly();
        }
    }

    @Test
    void isLightOrDarkOperableByKeyAndSteady() throws Exception {
        RunFolder run = TestRun.train(
                directory, "pendulum", "--steps", "300", "--evaluate-every", "100", "--evaluate-episodes", "1");
        try (Dashboard dashboard = new Dashboard(List.of(run, run), 0)) {
            browser.prefer("light");
            browser.resize(1400, 1000);
            browser.open(dashboard.address());
            browser.await("document.querySelector('#stage').dataset.state", SOON);
            assertThat(background()).as("light").isGreaterThan(200);
            browser.prefer("dark");
            browser.await("document.documentElement.dataset.theme === 'dark'", SOON);
            assertThat(background()).as("dark").isLessThan(60);

            assertThat(browser.evaluate(
                                    "document.querySelectorAll('button,select,input,canvas#stage,[role=img],[role=region]').length")
                            .asInt())
                    .isGreaterThan(20);
            assertThat(texts("body *")).isNotEmpty();
            assertThat(text("#policy-key")).isEqualTo("torque 2 tanh μ N m, band μ ± σ");
            focus("#theme");
            browser.press("Enter", 13);
            browser.await("document.documentElement.dataset.theme === 'light'", SOON);

            String torque = text("#slider-value");
            focus("#slider");
            browser.press("ArrowRight", 39);
            browser.await("document.querySelector('#slider-value').textContent !== '" + torque + "'", SOON);

            focus(".run");
            browser.press("Enter", 13);
            browser.await("document.querySelector('.run').getAttribute('aria-pressed') === 'false'", SOON);
            assertThat(texts("#numbers-table thead th"))
                    .as("one of two is hidden")
                    .isEmpty();

            List<String> shifts = new ArrayList<>();
            for (JsonNode shift : browser.evaluate(SHIFTS)) {
                shifts.add(shift.asString());
            }
            assertThat(shifts).as("layout shifts").isEmpty();
            for (int width : new int[] {360, 768, 1100, 1920}) {
                browser.resize(width, 800);
                browser.await("document.documentElement.scrollWidth <= " + width, Duration.ofSeconds(2));
            }
            nothingWasAmiss(dashboard.address());
        } finally {
            browser.resize(1400, 1000);
        }
    }

    private static void focus(String selector) throws Exception {
        browser.evaluate("document.querySelector('" + selector + "').focus()");
        assertThat(browser.evaluate("document.activeElement === document.querySelector('" + selector + "')")
                        .asBoolean())
                .isTrue();
    }

    /** Red of the page's colour. */
    private static int background() throws Exception {
        String color = browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asString();
        return Integer.parseInt(Stream.of(color.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElseThrow());
    }
}
