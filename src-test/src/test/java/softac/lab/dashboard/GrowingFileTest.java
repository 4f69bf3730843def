package softac.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowingFileTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("metrics.csv");
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void tellsEveryLineOnceInWhateverPiecesItComes() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < 2000; n++) {
            text.append("α".repeat(random.nextInt(5))).append(n).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        GrowingFile growing = new GrowingFile(file());
        List<String> told = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(200)); // in the middle of a letter too
            try (var out = Files.newOutputStream(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(bytes, at, end - at);
            }
            at = end;
            if (random.nextInt(3) == 0) {
                GrowingFile.News news = growing.read();
                assertThat(news.restarted()).as("seed %d", seed).isFalse();
                told.addAll(news.lines());
            }
        }
        told.addAll(growing.read().lines());
        assertThat(told).as("seed %d", seed).isEqualTo(text.toString().lines().toList());
        assertThat(growing.read().isNone()).isTrue();
    }

    @Test
    void aTornLastLineWaitsForItsEnd() throws IOException {
        GrowingFile growing = new GrowingFile(file());
        append("1,2\n3,");
        assertThat(growing.read().lines()).containsExactly("1,2");
        append("4\n");
        assertThat(growing.read().lines()).containsExactly("3,4");
    }

    /** What resuming does: cut to the length at the checkpoint, then on. */
    @Test
    void aFileThatWasCutIsToldAgain() throws IOException {
        GrowingFile growing = new GrowingFile(file());
        append("a\nb\nc\n");
        growing.read();
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(2);
        }
        assertThat(growing.read()).isEqualTo(new GrowingFile.News(true, List.of("a")));
        append("x\n");
        assertThat(growing.read()).isEqualTo(new GrowingFile.News(false, List.of("x")));
    }

    @Test
    void aFileThatWasCutAndHasGrownMeanwhileIsToldAgain() throws IOException {
        GrowingFile growing = new GrowingFile(file());
        append("a\nb\nc\n");
        growing.read();
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(2);
        }
        append("x\ny\nz\n");
        assertThat(growing.read()).isEqualTo(new GrowingFile.News(true, List.of("a", "x", "y", "z")));
    }

    @Test
    void aFileThatWasReplacedOrRemovedIsForgotten() throws IOException {
        GrowingFile growing = new GrowingFile(file());
        append("a\n");
        growing.read();
        Path other = Files.writeString(directory.resolve("other"), "b\n");
        Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(growing.read()).isEqualTo(new GrowingFile.News(true, List.of("b")));
        Files.delete(file());
        assertThat(growing.read()).isEqualTo(new GrowingFile.News(true, List.of()));
        assertThat(growing.read().isNone()).isTrue();
    }

    @Test
    void whatIsNoFileHasNoLines() throws Exception {
        assertThat(new GrowingFile(file()).read().isNone()).isTrue();
        assertThat(new GrowingFile(directory).read().isNone()).isTrue();
        if (Files.exists(Path.of("/dev/zero"))) {
            assertThat(new GrowingFile(Path.of("/dev/zero")).read().isNone()).isTrue();
        }
        Path pipe = directory.resolve("pipe");
        if (Files.isExecutable(Path.of("/usr/bin/mkfifo"))
                && new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                                .start()
                                .waitFor()
                        == 0) {
            assertThat(new GrowingFile(pipe).read().isNone())
                    .as("and nobody waits")
                    .isTrue();
        }
    }

    @Test
    void endlessLinesAreCut() throws IOException {
        GrowingFile growing = new GrowingFile(file());
        append("x".repeat(3 * GrowingFile.AT_ONCE) + "\nend\n");
        List<String> told = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            told.addAll(growing.read().lines());
        }
        assertThat(told).containsExactly("x".repeat(GrowingFile.LONGEST), "end");
    }
}
