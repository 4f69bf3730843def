package softac.sac.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.sac.env.Box;

/** A heap too small for the replay is told before the first step, with advice that works. */
class ReplayHeapTest {
    private static final int CAPACITY = 1_000_000;

    /** What the other virtual machine runs. */
    static final class Allocate {
        private Allocate() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            try {
                ReplayBuffer replay = new ReplayBuffer(CAPACITY, 17, Box.symmetric(6, 1));
                System.out.print("allocated " + replay.capacity());
            } catch (IllegalArgumentException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void theMessageNamesTheBytesAndAHeapThatIsLargeEnough(String collector) throws Exception {
        String message = run(collector, "-Xmx64m");
        assertThat(message)
                .startsWith("replay: 1,000,000 transitions need 165,000,000 bytes")
                .endsWith("or take a smaller replay")
                .doesNotContain("\n");
        Matcher advice = Pattern.compile("-Xmx\\d+m").matcher(message);
        assertThat(advice.find()).isTrue();
        assertThat(run(collector, advice.group())).isEqualTo("allocated " + CAPACITY);
    }

    private static String run(String... options) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        options[0],
                        options[1],
                        "-cp",
                        System.getProperty("java.class.path"),
                        Allocate.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
