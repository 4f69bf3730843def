package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/");

    @TempDir
    private Path directory;

    private void train(String out, String... more) {
        List<String> args = new ArrayList<>(List.of("train", "bandit", "--steps", "3", "--out", out));
        args.addAll(List.of(more));
        Sac.run(directory, args.toArray(String[]::new)).succeeded();
    }

    /** Watches, gets the page, and is interrupted as by Ctrl-C; returns what was printed. */
    private String watch(String... args) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] command = new String[args.length + 1];
        command[0] = "watch";
        System.arraycopy(args, 0, command, 1, args.length);
        Thread watching = new Thread(() -> Main.run(new PrintWriter(out), new PrintWriter(err), directory, command));
        watching.start();
        Matcher address = ADDRESS.matcher("");
        for (int n = 0; n < 600 && !address.find() && watching.isAlive(); n++) {
            Thread.sleep(50);
            address = ADDRESS.matcher(out.toString());
        }
        assertThat(out.toString()).as("%s", err).containsPattern(ADDRESS);
        address.reset();
        assertThat(address.find()).isTrue();
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address.group())).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        watching.interrupt();
        watching.join(10_000);
        assertThat(watching.isAlive()).isFalse();
        return out.toString();
    }

    @Test
    void theNewestRunIsWatchedUnlessAnotherIsNamed() throws Exception {
        train("runs/old");
        train("runs/new");
        Files.setLastModifiedTime(
                directory.resolve("runs/old/settings.yaml"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(watch()).contains("runs/new").doesNotContain("runs/old");
        assertThat(watch("runs/old")).contains("runs/old").doesNotContain("runs/new");
        assertThat(watch("runs/old", "runs/new")).containsSubsequence("runs/old", "runs/new");
    }

    @Test
    void aFolderOfRunsIsAllOfThem() throws Exception {
        train("runs/one");
        train("runs/two");
        assertThat(watch("runs")).containsSubsequence("runs/one", "runs/two");
    }

    @Test
    void moreSeedsThanFitAreRefusedBeforeTheyBegin() {
        Sac.run(directory, "train", "bandit", "--seeds", "1..33", "--watch")
                .refused(ExitCode.USAGE, "33 runs: at most 32 fit on a page");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aGroupIsAllItsSeedsInTheirOrder() throws Exception {
        train("runs/group/seed-2", "--seed", "2");
        train("runs/group/seed-10", "--seed", "10");
        Files.createDirectories(directory.resolve("runs/group/seed-11")); // not begun yet
        assertThat(watch()).containsSubsequence("seed-2", "seed-10").doesNotContain("seed-11");
    }

    @Test
    void aDamagedGroupNobodyNamedDoesNotStandInTheWay() throws Exception {
        train("runs/good");
        Path damaged = Files.createDirectories(directory.resolve("runs/bad/seed-1"));
        Files.writeString(damaged.resolve("settings.yaml"), "seed: [");
        assertThat(watch()).contains("runs/good");
        Sac.run(directory, "watch", "runs/bad").refused(ExitCode.USAGE, "settings.yaml");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        Sac.run(directory, "watch").refused(ExitCode.USAGE, "no run in it", "bin/sac train pendulum");
        Sac.run(directory, "watch", "nowhere").refused(ExitCode.USAGE, "nowhere", "no such folder");
        Sac.run(directory, "watch", ".").refused(ExitCode.USAGE, "no settings.yaml");
        train("run");
        Sac.run(directory, "watch", "run", "--port", "65536").refused(ExitCode.USAGE, "--port 65536", "--port 8080");
        Sac.run(directory, "watch", "run", "--port", "-1").refused(ExitCode.USAGE, "--port -1");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            Sac.run(directory, "watch", "run", "--port", port).refused(ExitCode.USAGE, "--port " + port, "in use");
        }
    }
}
