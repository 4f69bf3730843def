package softac.lab.dashboard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import softac.lab.run.RunFolder;

/**
 * Takes pictures of the page of some runs: {@code watch-light.png} and {@code watch-dark.png} as they stand in docs, and
 * {@code watch-360.png} of a telephone.
 */
final class Screenshots {
    private Screenshots() {}

    /**
     * Takes them.
     *
     * @param args where to put the pictures, then run folders
     */
    public static void main(String[] args) throws Exception {
        Path into = Path.of(args[0]);
        List<RunFolder> runs = new ArrayList<>();
        for (String run : Arrays.asList(args).subList(1, args.length)) {
            runs.add(RunFolder.open(Path.of(run)));
        }
        Path profile = Files.createTempDirectory("chromium");
        try (Dashboard dashboard = new Dashboard(runs, 0);
                Chromium browser = Chromium.start(profile)) {
            for (String scheme : List.of("light", "dark")) {
                browser.prefer(scheme);
                take(browser, dashboard, 1440, into.resolve("watch-" + scheme + ".png"));
            }
            browser.prefer("light");
            take(browser, dashboard, 360, into.resolve("watch-360.png"));
        }
    }

    /** A picture of the whole page, while the pendulum swings up. */
    private static void take(Chromium browser, Dashboard dashboard, int width, Path file) throws Exception {
        browser.resize(width, 1000);
        browser.open(dashboard.address());
        browser.await("document.querySelector('#stage')?.dataset.state", Duration.ofSeconds(60));
        int height = browser.evaluate("document.documentElement.scrollHeight").asInt();
        browser.resize(width, height);
        Thread.sleep(1000); // curves redrawn
        browser.await(
                "/^step [12][0-9]\\D/.test(document.querySelector('#stage-text').textContent)", Duration.ofSeconds(60));
        Files.write(file, browser.screenshot());
    }
}
