package softac.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows of a settings.yaml, whatever is in it. */
final class SettingsTextTest {
    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), text);
    }

    @Test
    void namesBlocksAndSources() throws IOException {
        Path file = write("task: Lqr-v0 # command line\nnetwork:\n  hidden: [8, 4] # papers\n");

        assertThat(SettingsText.read(file))
                .containsExactly(
                        new Message.Entry("task", "Lqr-v0", "command line"),
                        new Message.Entry("network.hidden", "8, 4", "papers"));
    }

    @Test
    void saysInWhichLineItIsNoYaml() throws IOException {
        Path file = write("network:\n\thidden: 8\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SettingsText.read(file))
                .withMessage("settings.yaml: line 2: not YAML: a tab, where only spaces may stand");
    }
}
