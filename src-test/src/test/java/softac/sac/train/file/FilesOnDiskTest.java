package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import softac.autodiff.kernel.Precision;

/** Paths that lead to no file, or to one that is not what it seems. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe that was opened waits for ever
class FilesOnDiskTest {
    @TempDir
    Path folder;

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> SafeTensors.open(path).close())
                .isInstanceOf(BadFileException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void noFile() {
        refused(folder.resolve("none"), "there is no such file; check the path");
        refused(folder.resolve("no/where"), "there is no such file");
    }

    @Test
    void aFolder() {
        refused(folder, "it is a folder; expected a file");
    }

    @Test
    void aFileAsAFolder() throws IOException {
        Path inside = Files.createFile(folder.resolve("f")).resolve("inside");
        assertThatThrownBy(() -> SafeTensors.open(inside).close())
                .isInstanceOf(BadFileException.class)
                .message()
                .startsWith(inside + ": ")
                .containsAnyOf("cannot be opened", "there is no such file"); // as the JDK sees it: 17 or 25
    }

    @Test
    void aDeviceThatNeverEnds() {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero));
        refused(zero, "it is a device, pipe or socket");
    }

    @Test
    void aPipeThatNobodyWrites() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        Process mkfifo = new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start();
        assertThat(mkfifo.waitFor(5, TimeUnit.SECONDS)).isTrue();
        refused(pipe, "it is a device, pipe or socket");
    }

    @Test
    void aLinkThatLeadsToItself() throws IOException {
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, link);
        refused(link, "cannot be opened");
    }

    @Test
    void aLinkToAFileIsFollowed() throws IOException {
        Path file = Files.write(folder.resolve("file"), Handmade.file("{}", new byte[0]));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (SafeTensors content = SafeTensors.open(link)) {
            assertThat(content.names()).isEmpty();
        }
    }

    @Test
    void noPermission() throws IOException {
        Path file = Files.write(folder.resolve("file"), Handmade.file("{}", new byte[0]));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "the superuser may read everything");
        refused(file, "permission denied");
    }

    /** 8 GiB that take no room on the disk: honest in its header, so it opens, and costs what is asked of it. */
    @Test
    void aSparseGiant() throws IOException {
        Path file = folder.resolve("giant");
        byte[] start =
                Handmade.file("{" + Handmade.entry("w", "F32", "[2,1073741824]", "[0,8589934592]") + "}", new byte[0]);
        try (RandomAccessFile giant = new RandomAccessFile(file.toFile(), "rw")) {
            giant.write(start);
            giant.setLength(start.length + (8L << 30));
        }
        assertThat(SafeTensorsTest.allocated(() -> {
                    try (SafeTensors content = SafeTensors.open(file)) {
                        assertThat(content.shape("w")).containsExactly(2, 1 << 30);
                        assertThatThrownBy(() -> content.matrix("w", 3, 4, Precision.FLOAT32))
                                .hasMessageContaining("\"w\" is F32 2×1073741824; expected F32 3×4");
                    }
                }))
                .isLessThan(1 << 20);
        try (RandomAccessFile giant = new RandomAccessFile(file.toFile(), "rw")) {
            giant.setLength(8L << 30);
        }
        refused(file, "cut short");
    }

    @Test
    void aNameThatWouldBreakTheLine() {
        assertThatThrownBy(() -> SafeTensors.open(folder.resolve("two\nlines\u001b[31m")))
                .isInstanceOf(BadFileException.class)
                .hasMessageContaining("two\\u000alines\\u001b[31m: there is no such file");
    }

    @Test
    void aClosedFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("file"), Handmade.tensor("w", "F64", "[1]", "[0,8]", new byte[8]));
        SafeTensors content = SafeTensors.open(file);
        content.close();
        assertThatThrownBy(() -> content.doubles("w", 1)).isInstanceOf(BadFileException.class);
    }
}
