package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

final class HelpTest {
    private static String print(String... args) {
        return Sac.run(Path.of(""), args).succeeded().out();
    }

    @Test
    void fitsAScreenAndStartsWithExamples() {
        List<String> lines = print("--help").lines().toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(24).allMatch(line -> line.length() < 80);
        assertThat(lines.get(2)).contains("bin/sac train pendulum");
    }

    @Test
    void isWhatNoCommandGets() {
        assertThat(print()).isEqualTo(print("--help"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "resume",
                "watch",
                "evaluate",
                "plot",
                "show",
                "gradcheck",
                "explain",
                "tasks",
                "completion",
                "help"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(print(command, "--help").lines())
                .anyMatch(line -> line.startsWith("Usage: bin/sac " + command))
                .anyMatch(line -> line.contains("--stacktrace "))
                .allMatch(line -> line.length() <= 80);
        assertThat(print("--help")).contains("\n  " + command + " ");
    }

    @Test
    void ofTrainGroupsEveryOptionWithSymbolAndSource() {
        String help = print("train", "--help");
        assertThat(help)
                .containsSubsequence(
                        "\nWhat ",
                        "--seed N",
                        "--algo v1|v2",
                        "--precision P",
                        "\nHow long\n",
                        "--steps N",
                        "--warmup N",
                        "--updates-per-step X",
                        "--replay N",
                        "--evaluate-every N",
                        "--evaluate-episodes N",
                        "\nNetworks\n",
                        "--hidden N,N,…",
                        "--activation relu|tanh",
                        "\nUpdates\n",
                        "--batch B",
                        "--learning-rate λ",
                        "--discount γ",
                        "--tau τ",
                        "--max-gradient-norm X",
                        "\nTemperature α",
                        "--initial-alpha α₀",
                        "--target-entropy H",
                        "--alpha α",
                        "--reward-scale c",
                        "\nRun\n",
                        "--config FILE",
                        "--out DIR",
                        "--certify-every N");
        assertThat(help).contains("arXiv:1801.01290", "arXiv:1812.05905");
        assertThat(help.lines())
                .anyMatch(line -> line.matches(" +--learning-rate λ +0.0003 .* T1"))
                .anyMatch(line -> line.matches(" +--target-entropy H +-1 .* v2 T1"));
        assertThat(help.lines().filter(line -> line.startsWith("  pendulum ")))
                .singleElement()
                .asString()
                .matches("  pendulum +10000 +64,64 +100 +0.001 +0.99 +0.005 +100 +10000 +–");
    }

    /** Both commands look at a rehearsal; only how many transitions suit them differs. */
    @Test
    void ofCommandsWithARehearsalListsItsOptionsAlike() {
        String explained = rehearsal("explain");
        String checked = rehearsal("gradcheck");
        assertThat(explained).startsWith("--task <task> ").endsWith("; default 4");
        assertThat(checked).endsWith("; default 32").startsWith(explained.replaceFirst(" 4$", ""));
        String hidden = "units of the hidden layers";
        assertThat(explained).contains(hidden);
        assertThat(words(print("train", "--help"))).contains(hidden);
    }

    private static String rehearsal(String command) {
        String help = print(command, "--help");
        int begin = help.indexOf(RehearsalOptions.HEADING) + RehearsalOptions.HEADING.length();
        return words(help.substring(begin, help.indexOf("\n\n", begin)));
    }

    private static String words(String help) {
        return help.strip().replaceAll("\\s+", " ");
    }

    @Test
    void ofTrainShowsWhatThisCommandWouldTakeAndWhatThePapersHave() {
        List<String> help =
                print("train", "lqr", "--tau", "0.5", "--help").lines().toList();
        assertThat(help)
                .anyMatch(line -> line.matches("What +lqr +source"))
                .anyMatch(line -> line.matches(" +--learning-rate λ +0.001 .* T1: 0.0003"))
                .anyMatch(line -> line.matches(" +--tau τ +0.5 .* T1: 0.005"))
                .anyMatch(line -> line.matches(" +--alpha α +0.2 .*"))
                .anyMatch(line -> line.matches(" +--discount γ +0.9 .* T1: 0.99"))
                .anyMatch(line -> line.matches(" +--hidden N,N,… +64,64 .* T1: 256,256"));
        assertThat(print("train", "lqr", "--algo", "v1", "--help").lines())
                .anyMatch(line -> line.matches(" +--reward-scale c +5 .* v1 T2"));
        Sac.run(Path.of(""), "train", "lqrr", "--help").refused(ExitCode.USAGE, "did you mean 'lqr'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "evaluate", "gradcheck", "explain", "tasks", "completion", "help"})
    void helpInFrontIsHelpBehind(String command) {
        assertThat(print("help", command)).isEqualTo(print(command, "--help"));
    }

    @Test
    void helpOfNothingIsThatOfAll() {
        assertThat(print("help")).isEqualTo(print("--help"));
        Sac.run(Path.of(""), "help", "trian").refused(ExitCode.USAGE, "did you mean 'train'?");
        Sac.run(Path.of(""), "help", "wibble").refused(ExitCode.USAGE, "known: train, resume, watch, evaluate");
    }

    @Test
    void tasksAreListedWithSizesBoundsAndReturns() {
        String tasks = print("tasks");
        for (Task task : Tasks.all()) {
            assertThat(tasks).contains("\n" + task.alias() + " ", task.id(), task.description());
        }
        assertThat(tasks.lines().filter(line -> line.startsWith("pendulum ")))
                .singleElement()
                .asString()
                .matches("pendulum +Pendulum-v1 +3 +1 in \\[-2, 2\\] +200 +-1238.5 +-133.30");
        assertThat(tasks.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void versionIsOneLine() {
        assertThat(print("--version")).matches("softac [^\n]*, Java [^\n]+\n");
    }

    @Test
    void nothingIsColoured() {
        assertThat(print("--help") + print("train", "--help") + print("tasks")).doesNotContain("\u001b");
    }
}
