package softac.lab.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that only grow, and tables read while they do. */
final class AppendFileTest {
    @TempDir
    private Path folder;

    @Test
    void goesOnFromTheLengthThatWasNoted() throws IOException {
        Path path = folder.resolve("file");
        long noted;
        try (AppendFile file = AppendFile.open(path, 0)) {
            file.write("one\n".getBytes(UTF_8));
            file.force();
            noted = file.length();
            file.write("two\nthr".getBytes(UTF_8));
        }
        try (AppendFile file = AppendFile.open(path, noted)) {
            assertThat(Files.readString(path)).isEqualTo("one\n");
            file.write("2\n".getBytes(UTF_8));
            assertThat(file.length()).isEqualTo(Files.size(path));
        }
        assertThat(Files.readString(path)).isEqualTo("one\n2\n");
    }

    @Test
    void whatIsShorterThanNotedIsRefusedAndLeftAlone() throws IOException {
        Path path = Files.writeString(folder.resolve("file"), "one");

        assertThatThrownBy(() -> AppendFile.open(path, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file: 3 bytes; expected at least 4");
        assertThat(Files.readString(path)).isEqualTo("one");
    }

    @Test
    void aRowThatIsNotEndedDoesNotCount() throws IOException {
        Path path = Files.writeString(folder.resolve("table"), "a,b\n1,\n-inf,2.5\n3,4");
        CsvTable table = CsvTable.read(path);

        assertThat(table.column("a")).containsExactly(1.0, Double.NEGATIVE_INFINITY);
        assertThat(table.column("b")).isEqualTo(List.of(Double.NaN, 2.5));
        assertThat(table.column("c")).isEqualTo(List.of(Double.NaN, Double.NaN));
        assertThat(CsvTable.read(Files.writeString(path, "a,")).rows()).isEmpty();
    }

    @Test
    void whatIsNoTableIsRefused() throws IOException {
        Path path = folder.resolve("table");
        for (String text : List.of("a,b\n1\n", "a\nx\n")) {
            Files.writeString(path, text);
            assertThatThrownBy(() -> CsvTable.read(path))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("table: not a table of numbers");
        }
        Files.write(path, new byte[] {'a', '\n', (byte) 0xff, '\n'});
        assertThatThrownBy(() -> CsvTable.read(path)).hasMessageContaining("table: not a table of numbers");
    }
}
