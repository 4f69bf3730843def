package softac.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import softac.lab.dashboard.Dashboard;
import softac.lab.run.RunFolder;
import softac.lab.run.RunState;

/** {@code sac watch}: runs on a page of this machine, while they go on. */
@Command(
        name = "watch",
        header = {
            "See runs learn, on a page served on this machine.",
            "",
            "  bin/sac watch                          the newest run under runs/",
            "  bin/sac watch runs/pendulum-1-… runs/pendulum-2-…",
            ""
        },
        customSynopsis = "bin/sac watch [<run folder>…] [options]",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class WatchCommand implements Callable<Integer> {
    private static final int MOST = 32;

    @Parameters(paramLabel = "<run folder>", arity = "0..*", description = "as 'sac train' wrote it, or one of seeds")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Whole.Int32.class,
            description = "where to serve; default any free one")
    private int port;

    private final Shell shell;

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "--port " + port + ": must be between 0 and 65535, for example --port 8080");
        }
        List<RunFolder> runs = new ArrayList<>();
        for (Path path : names.isEmpty()
                ? List.of(newest(shell.path("runs")))
                : names.stream().map(shell::path).toList()) {
            runs.addAll(seeds(path));
        }
        if (runs.size() > MOST) {
            throw new IllegalArgumentException(runs.size() + " runs: at most " + MOST + " fit on a page: name fewer");
        }
        try (Dashboard dashboard = new Dashboard(runs, port, RunState::of)) {
            for (RunFolder run : runs) {
                shell.out().println("watching " + run.path());
            }
            shell.out().println(dashboard.address() + "  (Ctrl-C ends the page, not the run)");
            shell.out().flush();
            new CountDownLatch(1).await(); // until Ctrl-C
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    /** The runs of a group of seeds, in the order of their seeds, or the run itself. */
    private static List<RunFolder> seeds(Path path) throws IOException {
        List<Path> seeds = seedsIn(path);
        if (seeds.isEmpty()) {
            return List.of(RunFolder.open(path));
        }
        List<RunFolder> runs = new ArrayList<>();
        for (Path seed : seeds) {
            runs.add(RunFolder.open(seed));
        }
        return runs;
    }

    private static List<Path> seedsIn(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<Path> seeds = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(path, "seed-*")) {
            folders.forEach(seeds::add);
        }
        seeds.removeIf(seed -> !Files.isRegularFile(settings(seed)));
        seeds.sort(
                Comparator.comparingInt((Path seed) -> seed.toString().length()).thenComparing(Path::toString));
        return seeds;
    }

    private static Path settings(Path run) {
        return run.resolve("settings.yaml");
    }

    private static Path newest(Path runs) throws IOException {
        Path newest = null;
        FileTime began = FileTime.fromMillis(0);
        if (Files.isDirectory(runs)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs)) {
                for (Path folder : folders) {
                    List<Path> seeds = seedsIn(folder);
                    Path file = settings(seeds.isEmpty() ? folder : seeds.get(0));
                    if (Files.isRegularFile(file)
                            && Files.getLastModifiedTime(file).compareTo(began) > 0) {
                        newest = folder;
                        began = Files.getLastModifiedTime(file);
                    }
                }
            }
        }
        if (newest == null) {
            throw new IOException(runs + ": no run in it: begin one with 'bin/sac train pendulum', or name its folder");
        }
        return newest;
    }
}
