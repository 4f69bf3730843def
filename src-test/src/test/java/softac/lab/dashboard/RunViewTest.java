package softac.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.run.Layer;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.sac.agent.Actor;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.theory.BanditSolution;
import tools.jackson.databind.json.JsonMapper;

/** What is told of a run folder, whatever stands in it. */
final class RunViewTest {
    @TempDir
    private static Path trained;

    @TempDir
    private Path directory;

    private static RunFolder pendulum;

    @BeforeAll
    static void train() throws IOException {
        pendulum = TestRun.train(
                trained, "pendulum", "--steps", "200", "--evaluate-every", "100", "--evaluate-episodes", "1");
    }

    private static <T extends Message> T only(List<Message> messages, Class<T> type) {
        List<T> found =
                messages.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as("%s in %s", type.getSimpleName(), messages).hasSize(1);
        return found.get(0);
    }

    @Test
    void everythingIsToldOnce() {
        RunView view = new RunView(0, pendulum);
        List<Message> first = view.look();
        assertThat(only(first, Message.Settings.class).task()).isEqualTo("Pendulum-v1");
        assertThat(only(first, Message.Settings.class).steps()).isEqualTo(200);
        assertThat(only(first, Message.State.class)).isEqualTo(new Message.State(0, "done", 0, "", "", ""));
        assertThat(view.look()).isEmpty();
        assertThat(view.all())
                .hasSize(6)
                .anySatisfy(message -> assertThat(message)
                        .isInstanceOfSatisfying(
                                Message.Rows.class,
                                rows -> assertThat(rows.rows()).hasSize(2)));
    }

    /** One of several seeds whose turn is still to come must not be gone on with: the group will do that. */
    @Test
    void aSeedThatHasNotBegunWaits() throws IOException {
        RunFolder seed = RunFolder.create(directory.resolve("seed-3"), pendulum.sourced(Layer.EMPTY));
        RunView view = new RunView(0, seed);
        assertThat(only(view.look(), Message.State.class))
                .isEqualTo(new Message.State(0, "waiting", 0, "", "bin/sac resume " + directory, ""));
        try (RunLock lock = RunLock.take(seed)) {
            assertThat(lock.folder()).isEqualTo(seed);
            assertThat(only(view.look(), Message.State.class).state()).isEqualTo("running");
        }
    }

    @Test
    void rowsAreThoseOfTheFileDigitForDigit() throws IOException {
        List<String> lines = Files.readAllLines(pendulum.metricsFile());
        List<Message> all = new RunView(3, pendulum).look();
        Message.Rows rows = all.stream()
                .filter(Message.Rows.class::isInstance)
                .map(Message.Rows.class::cast)
                .filter(table -> table.table().equals("metrics"))
                .findFirst()
                .orElseThrow();
        assertThat(rows)
                .isEqualTo(new Message.Rows(3, "metrics", false, lines.get(0), lines.subList(1, 3), lines.get(2)));
    }

    @Test
    void longTablesAreThinnedButEndWithTheirLastRow() throws IOException {
        StringBuilder text = new StringBuilder("step\n");
        IntStream.rangeClosed(1, 20_000).forEach(step -> text.append(step).append('\n'));
        Path file = Files.writeString(directory.resolve("t.csv"), text);
        GrowingTable table = new GrowingTable(0, "t", file);
        Message.Rows rows = Objects.requireNonNull(table.read());
        assertThat(rows.rows()).hasSizeBetween(2000, 4000).startsWith("1").doesNotHaveDuplicates();
        assertThat(rows.last()).isEqualTo("20000");
        assertThat(table.last("step")).isEqualTo("20000");
    }

    /** At each observation of the slices the curve is what an actor would do, within the digits that are sent. */
    @Test
    void thePolicyIsDrawnAsItActs() throws IOException {
        Message.Slices slices = only(new RunView(0, pendulum).look(), Message.Slices.class);
        Actor actor = pendulum.policy().actor();
        double[] action = new double[1];
        assertThat(slices.slices()).hasSize(17);
        for (Message.Slice slice : slices.slices()) {
            for (int i = 0; i < slices.x().length; i++) {
                double angle = slices.x()[i];
                actor.act(new double[] {Math.cos(angle), Math.sin(angle), slice.fixed()}, action);
                assertThat(slice.mean()[i]).isCloseTo(action[0], within(1e-3));
                assertThat(slice.lower()[i]).isLessThanOrEqualTo(slice.mean()[i]);
                assertThat(slice.upper()[i]).isGreaterThanOrEqualTo(slice.mean()[i]);
            }
        }
    }

    @Test
    void theStagePlaysTheTaskWithThePolicy() throws IOException {
        RunView view = new RunView(0, pendulum);
        view.look();
        Actor actor = pendulum.policy().actor();
        double[] action = new double[1];
        Message.Acted before = (Message.Acted) Objects.requireNonNull(view.tick());
        double sum = before.reward();
        for (int step = 2; step <= 200; step++) {
            Message.Acted acted = (Message.Acted) Objects.requireNonNull(view.tick());
            actor.act(before.observation(), action);
            assertThat(acted.step()).isEqualTo(step);
            assertThat(acted.action()[0]).isCloseTo(action[0], within(1e-5));
            double velocity = acted.observation()[2];
            double turned = Math.atan2(acted.observation()[1], acted.observation()[0])
                    - Math.atan2(before.observation()[1], before.observation()[0]);
            assertThat(Math.sin(turned)).isCloseTo(Math.sin(velocity * 0.05), within(1e-9)); // θ′ = θ + ω′ Δt
            sum += acted.reward();
            assertThat(acted.sum()).isEqualTo(sum);
            before = acted;
        }
        assertThat(view.tick()).as("a rest between two episodes").isNull();
    }

    @Test
    void theBanditsDensityIsOneAndSoIsTheOptimum() throws IOException {
        RunFolder bandit = TestRun.train(directory, "bandit2", "--steps", "150", "--alpha", "0.1");
        Message.Slices slices = only(new RunView(0, bandit).look(), Message.Slices.class);
        assertThat(slices.kind()).isEqualTo("density");
        assertThat(integral(slices.slices().get(0).mean())).isCloseTo(1, within(0.01));
        assertThat(integral(slices.optimum())).isCloseTo(1, within(0.01));
        BanditSolution solution = BanditSolution.of(ContinuousBandit.twoPeaks(), 0.1);
        assertThat(slices.optimum()[60]).isCloseTo(solution.density(-0.5), within(1e-3));
        assertThat(slices.reference()[60]).isZero();
    }

    private static double integral(double[] density) {
        return DoubleStream.of(density).sum() * 2 / (density.length - 1);
    }

    /** The scalar system with γ = 0.9: u = −0.58840 x, as the task's Javadoc has it. */
    @Test
    void theOptimumOfTheLqrIsBesideItsPolicy() throws IOException {
        RunFolder lqr = TestRun.train(directory, "lqr", "--steps", "150");
        Message.Slices slices = only(new RunView(0, lqr).look(), Message.Slices.class);
        assertThat(slices.reference()[0] / slices.x()[0]).isCloseTo(-0.5884, within(1e-4));
    }

    @Test
    void oneDamagedFileIsSaidAndTheOthersAreShown() throws IOException {
        RunFolder run = copy();
        Files.writeString(run.path().resolve("policy.safetensors"), "no policy");
        Files.writeString(run.path().resolve("machine.yaml"), "\t: {");
        RunView view = new RunView(0, run);
        assertThat(only(view.look(), Message.State.class).problem()).contains("machine.yaml");
        Files.delete(run.path().resolve("machine.yaml"));
        Files.setLastModifiedTime(run.settingsFile(), FileTime.fromMillis(1));
        Message.State state = only(view.look(), Message.State.class);
        assertThat(state.problem()).contains("policy.safetensors").doesNotContain("machine.yaml");
        Files.copy(pendulum.policyFile(), run.policyFile(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(only(view.look(), Message.State.class).problem()).isEmpty();
    }

    @Test
    void aRunThatWasStoppedCanBeGoneOnWithWhateverItsName() throws IOException {
        RunFolder run = copy("it's <b>; rm -rf");
        Files.delete(run.metricsFile()); // with its last row
        Message.State state = only(new RunView(0, run).look(), Message.State.class);
        assertThat(state.state()).isEqualTo("stopped");
        assertThat(state.resume()).isEqualTo("bin/sac resume '" + directory + "/it'\\''s <b>; rm -rf'");
    }

    /** Ctrl-C saves between two evaluations; and a stopped seed is gone on with alone, or with all of its group. */
    @Test
    void whereAStoppedSeedWasSavedAndHowItsGroupGoesOn() throws IOException {
        RunFolder seed = copy("seed-7");
        Path checkpoints = seed.path().resolve("checkpoints");
        Files.createDirectories(checkpoints);
        Files.deleteIfExists(checkpoints.resolve("000000000200.safetensors"));
        Files.writeString(checkpoints.resolve("000000000153.safetensors"), "");
        assertThat(only(new RunView(0, seed).look(), Message.State.class))
                .isEqualTo(new Message.State(
                        0,
                        "stopped",
                        153,
                        "bin/sac resume " + directory + "/seed-7",
                        "bin/sac resume " + directory,
                        ""));
    }

    @Test
    void theMachineIsToldWhenTheRunHasBegun() throws IOException {
        RunFolder run = copy();
        Files.delete(run.machineFile());
        RunView view = new RunView(0, run);
        assertThat(only(view.look(), Message.Settings.class).entries())
                .noneMatch(entry -> entry.name().startsWith("machine."));
        Files.copy(pendulum.machineFile(), run.machineFile());
        assertThat(only(view.look(), Message.Settings.class).entries())
                .anyMatch(entry -> entry.name().equals("machine.java"));
        assertThat(view.look()).isEmpty();
    }

    @Test
    void aPolicyOfAnotherTaskIsNotActedWith() throws IOException {
        RunFolder run = copy();
        Files.writeString(run.settingsFile(), "task: Lqr-v0\n");
        RunView view = new RunView(0, run);
        assertThat(only(view.look(), Message.State.class).problem()).contains("another task");
        assertThat(view.tick()).isNull();
    }

    @Test
    void whateverTheFilesHoldSomethingIsTold() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RunFolder run = copy();
        RunView view = new RunView(0, run);
        JsonMapper json = JsonMapper.builder().build();
        List<String> files = List.of(
                "settings.yaml",
                "machine.yaml",
                "metrics.csv",
                "timing.csv",
                "log.txt",
                "policy.safetensors",
                "run.lock");
        for (int n = 0; n < 100; n++) {
            Path file = run.path().resolve(files.get(random.nextInt(files.size())));
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            switch (random.nextInt(5)) {
                case 0 -> Files.write(file, bytes);
                case 1 -> Files.deleteIfExists(file);
                case 2 -> Files.writeString(file, "[".repeat(5000) + "&a *a\n");
                case 3 -> Files.writeString(file, "\ud83d\ude00,".repeat(500) + "\n1,2\n\u0000\n");
                default -> Files.write(file, Files.exists(file) ? Arrays.copyOf(Files.readAllBytes(file), 40) : bytes);
            }
            for (Message message : view.look()) {
                assertThat(json.writeValueAsString(message))
                        .as("seed %d, %d", seed, n)
                        .doesNotContain("\n");
            }
            view.tick();
            assertThat(view.all()).isNotEmpty();
        }
    }

    private RunFolder copy() throws IOException {
        return copy("copy");
    }

    private RunFolder copy(String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        for (String file :
                List.of("settings.yaml", "machine.yaml", "metrics.csv", "timing.csv", "policy.safetensors")) {
            Files.copy(pendulum.path().resolve(file), folder.resolve(file));
        }
        return RunFolder.open(folder);
    }
}
