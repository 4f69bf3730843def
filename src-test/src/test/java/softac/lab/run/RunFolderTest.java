package softac.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run folder is one run's alone. */
final class RunFolderTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final int RUNS = 16;

    @TempDir
    private Path folder;

    @Test
    void runsThatBeginInTheSameSecondGetFoldersOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RUNS);
        SourcedSettings settings = ShortRun.pendulum(100).sourced();
        try {
            List<Future<RunFolder>> begun = new ArrayList<>();
            for (int n = 0; n < RUNS; n++) {
                begun.add(threads.submit(() -> RunFolder.create(folder.resolve("runs"), "pendulum", settings, NOON)));
            }
            List<Path> paths = new ArrayList<>();
            for (Future<RunFolder> one : begun) {
                paths.add(one.get().path());
            }
            assertThat(paths)
                    .doesNotHaveDuplicates()
                    .contains(folder.resolve("runs/pendulum-1-20261122-120000"))
                    .allMatch(path -> path.resolve("settings.yaml").toFile().isFile());
        } finally {
            threads.shutdownNow();
        }
    }
}
