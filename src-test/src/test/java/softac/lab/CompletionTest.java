package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.run.Setting;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** What bash offers at the tab key once it has read what {@code sac completion bash} prints. */
final class CompletionTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void print() throws IOException {
        Assumptions.assumeTrue(new File("/bin/bash").canExecute(), "no bash");
        Sac sac = Sac.run(directory, "completion", "bash").succeeded();
        Files.writeString(directory.resolve("completion"), sac.out());
    }

    private static String bash(String script, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/bash", "--norc", "-c", script, "bash"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    /** The last word is the one before the cursor. */
    private static List<String> complete(String... words) throws IOException, InterruptedException {
        String out = bash(
                "source ./completion; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\";"
                        + " COMP_POINT=${#COMP_LINE}; _complete_sac; printf '%s\\n' \"${COMPREPLY[@]}\"",
                words);
        return out.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void theScriptIsReadWithoutAWordAndServesSac() throws Exception {
        assertThat(bash("source ./completion; complete -p sac")).contains("-F _complete_sac", "-o default", " sac");
        assertThat(directory.resolve("completion"))
                .content()
                .doesNotContain("+o default"); // files, where nothing else fits
        assertThat(directory.resolve("err")).isEmptyFile();
    }

    @Test
    void commands() throws Exception {
        assertThat(complete("sac", "tr")).containsExactly("train");
        assertThat(complete("bin/sac", "e")).containsExactlyInAnyOrder("evaluate", "explain");
        assertThat(complete("sac", "")).contains("train", "evaluate", "gradcheck", "explain", "tasks", "completion");
    }

    @Test
    void everySettingIsAnOptionOfTrain() throws Exception {
        List<String> options = complete("sac", "train", "--");
        assertThat(options)
                .containsAll(Arrays.stream(Setting.values())
                        .filter(setting -> setting != Setting.TASK)
                        .map(Setting::option)
                        .toList())
                .contains("--config", "--out", "--help");
        assertThat(complete("bin/sac", "train", "pendulum", "--le")).containsExactly("--learning-rate");
    }

    @Test
    void tasks() throws Exception {
        String[] all = Tasks.all().stream().map(Task::alias).toArray(String[]::new);
        assertThat(complete("sac", "train", "")).contains(all);
        assertThat(complete("sac", "train", "pe")).containsExactly("pendulum");
        assertThat(complete("sac", "gradcheck", "--task", "")).containsExactlyInAnyOrder(all);
    }

    @Test
    void words() throws Exception {
        assertThat(complete("sac", "train", "--algo", "")).containsExactlyInAnyOrder("v1", "v2");
        assertThat(complete("sac", "train", "pendulum", "--activation", "t")).containsExactly("tanh");
        assertThat(complete("sac", "train", "--precision", "float6")).containsExactly("float64");
        assertThat(complete("sac", "explain", "")).contains("v1", "v2");
        assertThat(complete("sac", "completion", "z")).containsExactly("zsh");
    }

    @Test
    void zshGetsTheSameBehindItsOwnBeginning() {
        String bash = Sac.run(directory, "completion", "bash").out();
        String zsh = Sac.run(directory, "completion", "zsh").out();
        assertThat(zsh).endsWith(bash).contains("compinit");
    }
}
