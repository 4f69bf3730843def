package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours on a terminal, nowhere else. */
final class ColoursTest {
    private static final String ESCAPE = "\u001b";
    private static final Colours ON = Colours.of(true, true, null);

    @TempDir
    private Path directory;

    private Sac run(Colours colours, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new PrintWriter(out), new PrintWriter(err), false, directory, Clock.systemUTC(), System::nanoTime);
        int code = Main.run(shell, colours, args);
        return new Sac(code, out.toString(), err.toString());
    }

    private static String plain(String text) {
        return text.replaceAll(ESCAPE + "\\[[\\d;]*m", "");
    }

    @Test
    void changeNothingButColours() {
        for (String[] command : new String[][] {
            {"--help"},
            {"train", "--help"},
            {"train", "pendulum", "--help"},
            {"explain", "--help"},
            {"train"},
            {"tarin"}
        }) {
            Sac coloured = run(ON, command);
            Sac without = run(Colours.NONE, command);
            assertThat(coloured.out() + coloured.err()).contains(ESCAPE);
            assertThat(without.out() + without.err()).doesNotContain(ESCAPE);
            assertThat(plain(coloured.out())).isEqualTo(without.out());
            assertThat(plain(coloured.err())).isEqualTo(without.err());
        }
    }

    @Test
    void followEachStreamAndNoColor() {
        Colours help = Colours.of(true, false, null);
        assertThat(run(help, "--help").out()).contains(ESCAPE);
        assertThat(run(help, "train").err()).doesNotContain(ESCAPE);
        Colours errors = Colours.of(false, true, "");
        assertThat(run(errors, "--help").out()).doesNotContain(ESCAPE);
        assertThat(run(errors, "train").err()).contains(ESCAPE);
        for (String value : new String[] {"1", "0", "false", " "}) {
            assertThat(Colours.of(true, true, value)).isEqualTo(Colours.NONE);
        }
    }

    @Test
    void onlyTheNameOfTheCommandIsRed() {
        String err = run(ON, "train", "@|bold,blue x|@").err();
        assertThat(err).startsWith(ESCAPE + "[");
        assertThat(err.substring(err.indexOf(" unknown")))
                .doesNotContain(ESCAPE)
                .contains("@|bold,blue x|@");
    }

    @Test
    void aTerminalHasThemAndNoColorTakesThem() throws Exception {
        Assumptions.assumeTrue(new File("/usr/bin/script").canExecute(), "no script(1) to make a terminal with");
        assertThat(inTerminal(Map.of())).contains(ESCAPE + "[1m");
        assertThat(inTerminal(Map.of("NO_COLOR", "1")))
                .contains("bin/sac train")
                .doesNotContain(ESCAPE);
        assertThat(inTerminal(Map.of("TERM", "dumb"))).contains("bin/sac train").doesNotContain(ESCAPE);
    }

    private String inTerminal(Map<String, String> environment) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + "/bin/java -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' " + Main.class.getName() + " --help";
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", java, "/dev/null")
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(Map.of("TERM", "xterm"));
        builder.environment().remove("NO_COLOR");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
