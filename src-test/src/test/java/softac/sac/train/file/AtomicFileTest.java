package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("metrics.csv");
        AtomicFile.write(file, bytes("old"));
        assertThat(file).hasContent("old");
        AtomicFile.write(file, out -> {
            out.write(bytes("new "));
            out.write(bytes("content"));
        });
        assertThat(file).hasContent("new content");
        assertThat(names()).containsExactly("metrics.csv");
    }

    @Test
    void theOldContentStandsUntilTheNewOneIsComplete() throws IOException {
        Path file = folder.resolve("f");
        AtomicFile.write(file, bytes("old"));
        AtomicFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            out.flush();
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasSize(1 << 20);
    }

    @Test
    void aFailureOfAnyKindLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("f");
        AtomicFile.write(file, bytes("old"));
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("no more");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": not written: no more");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new FileAlreadyExistsException("elsewhere");
                }))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(1);
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new OutOfMemoryError("made up");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("f");
    }

    @Test
    void whatCannotBeReplacedStays() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("f"));
        Files.createFile(inTheWay.resolve("inside"));
        assertThatThrownBy(() -> AtomicFile.write(inTheWay, bytes("new")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(inTheWay + ": not written: ");
        assertThat(names()).containsExactly("f");
        assertThat(inTheWay.resolve("inside")).exists();
    }

    @Test
    void aMissingFolderIsNamedAsTheReason() {
        Path file = folder.resolve("no/where");
        assertThatThrownBy(() -> AtomicFile.write(file, bytes("new")))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": not written: its folder does not exist; create it");
        assertThatThrownBy(() -> AtomicFile.write(Path.of("/"), bytes("new")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("name a file");
    }

    @Test
    void aFileIsAsReadableAsOthers() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path plain = Files.createFile(folder.resolve("plain"));
        Path file = folder.resolve("f");
        AtomicFile.write(file, bytes("x"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
    }

    @Test
    void leftoversOfKilledProcessesAreNoHindranceAndCanBeRemoved() throws IOException {
        Path file = folder.resolve("f.csv");
        for (String name : List.of(".f.csv.0.tmp", ".f.csv.1.tmp", ".fXcsv.0.tmp", ".f.csv.x.tmp", ".g.csv.0.tmp")) {
            Files.writeString(folder.resolve(name), "half");
        }
        AtomicFile.write(file, bytes("whole"));
        assertThat(file).hasContent("whole");
        assertThat(names()).contains(".f.csv.0.tmp", ".f.csv.1.tmp").doesNotContain(".f.csv.2.tmp");
        assertThat(AtomicFile.removeLeftovers(file)).isEqualTo(2);
        assertThat(names()).containsExactly(".f.csv.x.tmp", ".fXcsv.0.tmp", ".g.csv.0.tmp", "f.csv");
        assertThat(AtomicFile.removeLeftovers(file)).isZero();
    }

    @Test
    void tooManyLeftoversAreSaid() throws IOException {
        for (int n = 0; n < 1000; n++) {
            Files.createFile(folder.resolve(".f." + n + ".tmp"));
        }
        Path file = folder.resolve("f");
        assertThatThrownBy(() -> AtomicFile.write(file, bytes("x"))).hasMessageContaining("delete .f.*.tmp");
        assertThat(AtomicFile.removeLeftovers(file)).isEqualTo(1000);
    }

    /** Four writers and a reader on one file: whoever looks sees one writer's content, whole. */
    @Test
    void writersAtTheSameTimeNeverMix() throws Exception {
        Path file = folder.resolve("f");
        byte[] first = new byte[100_000];
        AtomicFile.write(file, first);
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 1; writer <= 4; writer++) {
                byte[] content = new byte[100_000];
                Arrays.fill(content, (byte) writer);
                done.add(threads.submit(repeat(20, () -> AtomicFile.write(file, content))));
            }
            done.add(threads.submit(repeat(100, () -> {
                byte[] seen = Files.readAllBytes(file);
                assertThat(seen).hasSize(100_000).containsOnly(seen[0]);
            })));
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(names()).containsExactly("f");
    }

    private interface Task {
        void run() throws IOException;
    }

    private static Callable<Void> repeat(int times, Task task) {
        return () -> {
            for (int i = 0; i < times; i++) {
                task.run();
            }
            return null;
        };
    }
}
