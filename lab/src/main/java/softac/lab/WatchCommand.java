package softac.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import softac.lab.run.GroupFolder;
import softac.lab.run.Reason;
import softac.lab.run.RunFolder;

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
    static final int LAST_PORT = 65_535;

    @Parameters(
            paramLabel = "<run folder>",
            arity = "0..*",
            description = "as 'sac train' wrote it, of one run or of seeds, or a folder of such")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Whole.Port.class,
            description = "where to serve; default any free one")
    private int port;

    private final Shell shell;

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "--port " + port + ": must be between 0 and " + LAST_PORT + ", for example --port 8080");
        }
        List<RunFolder> runs = new ArrayList<>();
        for (Path path : names.isEmpty()
                ? List.of(newest(shell.path("runs")))
                : names.stream().map(shell::path).toList()) {
            runs.addAll(runs(path));
        }
        try (Page page = new Page(shell, runs, port)) {
            page.stay("Ctrl-C ends the page, not the run");
        }
        return ExitCode.DONE;
    }

    /** The run itself, those of a group in the order of their seeds, or all in the folder. */
    private static List<RunFolder> runs(Path path) throws IOException {
        return GroupFolder.isGroup(path) ? GroupFolder.open(path).runs() : RunFolder.all(path);
    }

    private Path newest(Path runs) throws IOException {
        Path newest = null;
        FileTime began = FileTime.fromMillis(0);
        if (Files.isDirectory(runs)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, Files::isDirectory)) {
                for (Path folder : folders) {
                    FileTime time = began(folder);
                    if (time.compareTo(began) > 0) {
                        newest = folder;
                        began = time;
                    }
                }
            }
        }
        if (newest == null) {
            throw new IOException(runs + ": no run in it: begin one with 'bin/sac train pendulum', or name its folder");
        }
        return newest;
    }

    /** When a run or group began; long ago where there is none, or none that can be read. */
    private FileTime began(Path folder) {
        FileTime never = FileTime.fromMillis(0);
        try {
            return RunFolder.isRun(folder) || GroupFolder.isGroup(folder)
                    ? Files.getLastModifiedTime(runs(folder).get(0).settingsFile())
                    : never;
        } catch (IOException e) {
            shell.err().println("sac watch: warning: left out: " + Reason.of(e));
            return never;
        }
    }
}
