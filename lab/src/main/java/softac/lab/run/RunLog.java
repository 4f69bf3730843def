package softac.lab.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** What happened to a run, a line an event: ISO time in UTC, text. Never cut. */
final class RunLog implements Closeable {
    private final AppendFile file;
    private final Clock clock;

    private RunLog(AppendFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Opens a log at its end; a line that a killed process left unfinished is ended. */
    static RunLog open(Path path, Clock clock) throws IOException {
        boolean torn = isTorn(path);
        RunLog log = new RunLog(AppendFile.open(path, Files.exists(path) ? Files.size(path) : 0), clock);
        if (torn) {
            log.file.write('\n');
        }
        return log;
    }

    private static boolean isTorn(Path path) throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            return false;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(file.length() - 1);
            return file.read() != '\n';
        }
    }

    /** Adds an event; what would break the line becomes a space. */
    void add(String event) throws IOException {
        String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + event.replaceAll("\\p{Cntrl}+", " ");
        file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
