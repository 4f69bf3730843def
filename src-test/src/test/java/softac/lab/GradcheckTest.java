package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sac gradcheck}, and certificates during {@code sac train}. */
final class GradcheckTest {
    @TempDir
    private Path directory;

    private Sac sac(String... args) {
        return Sac.run(directory, args);
    }

    // ---------------------------------------------------------------------------------------------- gradcheck

    @Test
    void certifiesTheLossesOfBothPapersOnPendulum() {
        Sac check = sac("gradcheck", "--hidden", "6,6", "--batch", "8").succeeded();
        assertThat(check.out())
                .containsSubsequence("v1 ", "J_V(ψ)", "J_Q(θ)", "J_π(φ)", "targets", "v2 ", "J_Q(θ)", "J_π(φ)", "J(α)")
                .contains("\nequation                       v1 (5)     v1 (7), (8)         v1 (12)\n")
                .contains("every gradient agrees, every loss depends on what its paper says");
        assertThat(check.out().lines().filter(line -> line.startsWith("gradient ")))
                .hasSize(2)
                .allMatch(line -> line.strip().endsWith("agrees"));
        assertThat(check.out().lines().filter(line -> line.contains("undecided")))
                .hasSize(2)
                .allMatch(line -> line.matches(" +undecided +0 +0 +0"));
        assertThat(check.out().lines().filter(line -> line.startsWith("‖∂L‖ ψ̄")))
                .singleElement()
                .asString()
                .matches("‖∂L‖ ψ̄ target_value +· +[0-9.e+-]+ reached +· +moved");
        assertThat(check.out().lines()).allMatch(line -> line.length() <= 82); // two of them bars above a letter
        assertThat(Sac.contents(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lqr", "bandit"})
    void certifiesOtherTasks(String task) {
        assertThat(sac("gradcheck", "--task", task, "--algo", "v2", "--hidden", "5", "--batch", "6")
                        .succeeded()
                        .out())
                .contains("J(α)")
                .doesNotContain("J_V");
    }

    /** 3·5+5 + 5·1+1 entries of V, and of each Q 4·5+5 + 5·1+1; no direction. */
    @Test
    void fullMeansEveryEntry() {
        Sac check = sac("gradcheck", "--algo", "v1", "--hidden", "5", "--batch", "32", "--full")
                .succeeded();
        assertThat(check.fact("derivatives")).matches("26 +62 +[0-9]+");
        assertThat(check.fact("checked")).isEqualTo("every entry of every matrix");
    }

    @Test
    void theSeedDecidesEverything() {
        assertThat(table("3")).isEqualTo(table("3")).isNotEqualTo(table("4"));
    }

    private List<String> table(String seed) {
        return sac("gradcheck", "--algo", "v2", "--hidden", "4", "--batch", "5", "--seed", seed)
                .succeeded()
                .out()
                .lines()
                .filter(line -> !line.startsWith("every gradient")) // has the time
                .toList();
    }

    // -------------------------------------------------------------------------------------------------- train

    @Test
    void certificatesDuringTrainingChangeNoBit() {
        String[] train = {"train", "bandit", "--steps", "220", "--hidden", "6", "--evaluate-every", "110", "--out"};
        Sac without = sac(and(train, "without")).succeeded();
        Sac with = sac(and(train, "with", "--certify-every", "100")).succeeded();
        assertThat(with.fact("state hash")).isEqualTo(without.fact("state hash"));
        assertThat(directory.resolve("with/metrics.csv"))
                .hasSameTextualContentAs(directory.resolve("without/metrics.csv"));
        assertThat(with.out().lines().filter(line -> line.contains(" certificate: ")))
                .hasSize(2)
                .allMatch(
                        line -> line.matches(" +[12]00 certificate: J_Q \\d+ of \\d+ agree, J_pi \\d+ of \\d+ agree"));
        assertThat(without.out()).doesNotContain("certificate");
    }

    private static String[] and(String[] first, String... then) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(then)).toArray(String[]::new);
    }

    /** Steps too small to change a bit: the gradients agree, but no optimiser moves its parameters. */
    @Test
    void aCertificateThatDoesNotPassEndsTheTraining() {
        sac("train", "bandit", "--steps", "200", "--learning-rate", "1e-300", "--certify-every", "150", "--out", "run")
                .refused(
                        ExitCode.FAILED,
                        "not certified after 150 steps: J_Q: θ₁ is reached, the paper asks for: reached and moved",
                        "(and 2 more)",
                        "what came before is in");
        assertThat(Sac.contents(directory)).contains("run/settings.yaml");
    }

    @Test
    void failureHasItsExitCode() {
        FailedCertificate failed = new FailedCertificate("not certified", List.of("v2 J_Q: wrong"));
        assertThat(Errors.code(failed)).isEqualTo(ExitCode.FAILED);
        assertThat(failed).hasMessage("not certified: v2 J_Q: wrong");
    }
}
