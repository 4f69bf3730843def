package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.run.GroupFolder;
import softac.lab.run.Layer;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunState;
import softac.lab.run.SourcedSettings;

/** {@code sac train --seeds}: every seed as if it were trained alone, whatever becomes of the others. */
final class SeedsTest {
    private static final String TRAIN =
            "train pendulum --steps 400 --evaluate-every 100 --hidden 8 --batch 8 --warmup 20 --evaluate-episodes 1";

    private static final String LONGER =
            TRAIN.replace("--steps 400", "--steps 6000").replace("--evaluate-every 100", "--evaluate-every 200");

    @TempDir
    private static Path directory;

    private static final TreeMap<Long, Sac> ALONE = new TreeMap<>();
    private static Sac group;

    private static String hash(long seed) {
        return Objects.requireNonNull(ALONE.get(seed)).fact("state hash");
    }

    private static Sac run(String command) {
        return Sac.run(directory, command.split(" "));
    }

    @BeforeAll
    static void train() {
        for (long seed : new long[] {1, 2, 4}) {
            ALONE.put(
                    seed,
                    run(TRAIN + " --out alone-" + seed + " --seed " + seed).succeeded());
        }
        group = run(TRAIN + " --seeds 1..2,4 --out group").succeeded();
    }

    @Test
    void everySeedHasTheBitsOfItsRunAlone() throws IOException {
        List<String> expected =
                new ArrayList<>(List.of("seed,state,time/total_timesteps,final/mean_reward,state_sha256"));
        ALONE.forEach((seed, sac) -> expected.add(seed + ",done,400,…," + sac.fact("state hash")));
        assertThat(Files.readAllLines(directory.resolve("group/seeds.csv")).stream()
                        .map(line -> line.replaceAll(",-[0-9.]+,", ",…,")))
                .containsExactlyElementsOf(expected);
        for (long seed : ALONE.keySet()) {
            for (String file : List.of("metrics.csv", "settings.yaml", "policy.safetensors", "best.safetensors")) {
                assertThat(directory.resolve("group/seed-" + seed).resolve(file))
                        .hasSameBinaryContentAs(
                                directory.resolve("alone-" + seed).resolve(file));
            }
        }
    }

    @Test
    void theEndIsATableAndWhatTheSeedsAreTogether() {
        List<Double> returns = new ArrayList<>();
        ALONE.forEach((seed, sac) -> {
            String mean = sac.fact("mean return");
            String hash = sac.fact("state hash").substring(0, 16);
            assertThat(group.out()).containsPattern("\n +" + seed + " +400 +" + mean + "  " + hash + "…");
            returns.add(Double.valueOf(mean));
        });
        double mean = returns.stream().mapToDouble(x -> x).average().orElseThrow(); // of three none is left out
        String printed = group.fact("interquartile mean of 3 seeds");
        assertThat(Double.parseDouble(printed.substring(0, printed.indexOf(','))))
                .isBetween(mean - 0.1, mean + 0.1);
        assertThat(group.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(group.out()).doesNotContain("\r", "\u001b");
        assertThat(group.out().lines().filter(line -> line.contains("/400 ")))
                .as("a row an evaluation")
                .hasSize(12);
    }

    @Test
    void theFigureHasTheMeanTheBandAndTheSeeds() throws IOException {
        BufferedImage picture =
                ImageIO.read(directory.resolve("group/curve.png").toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colours.add(picture.getRGB(x, y));
            }
        }
        assertThat(colours).contains(0xff0072b2, over(45), 0xff7a7a7a);
    }

    /** 0x0072b2 at an opacity on white. */
    private static int over(int opacity) {
        int red = Math.round((0 * opacity + 255 * (255 - opacity)) / 255f);
        int green = Math.round((0x72 * opacity + 255 * (255 - opacity)) / 255f);
        int blue = Math.round((0xb2 * opacity + 255 * (255 - opacity)) / 255f);
        return 0xff << 24 | red << 16 | green << 8 | blue;
    }

    @Test
    void theGroupIsReadByPlotAndDoneForResume() {
        assertThat(run("plot group --out group.png").succeeded().out()).contains("interquartile mean of 3 seeds ");
        Sac again = run("resume group").succeeded();
        assertThat(again.fact("done")).contains("bin/sac resume ", "group --steps 800 --force");
        assertThat(again.out()).doesNotContain("trained", "J_Q");
        assertThat(again.fact("interquartile mean of 3 seeds")).isEqualTo(group.fact("interquartile mean of 3 seeds"));
    }

    /** What cannot be done with any seed, or not without --force, is refused before a row is touched. */
    @Test
    void aGroupIsNotChangedByWhatIsRefused() throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve("group/seeds.csv"));
        run("resume group --steps 800").refused(ExitCode.USAGE, "--force");
        run("resume group --steps 200 --force").refused(ExitCode.USAGE, "--steps 200", "400 are done");
        run("resume group --seed 9 --force").refused(ExitCode.USAGE, "another seed");
        assertThat(directory.resolve("group/seeds.csv")).hasBinaryContent(before);
    }

    @Test
    void whatIsNoSeedOfTheGroupIsNotCounted() throws IOException {
        run("train bandit --steps 5 --seeds 1,2 --out mixed").succeeded();
        run("train bandit --steps 5 --seed 2 --out mixed/seed-7").succeeded();
        run("resume mixed").refused(ExitCode.USAGE, "seed-2", "seed-7", "move one away");
        run("train lqr --steps 5 --seed 3 --out other").succeeded();
        run("train bandit --steps 5 --seeds 1,2 --out foreign").succeeded();
        Files.move(directory.resolve("other"), directory.resolve("foreign/seed-3"));
        run("resume foreign").refused(ExitCode.USAGE, "seed-3", "Lqr-v0", "move this folder away");
    }

    @Test
    void ofAGroupOneRunIsToBeNamed() {
        for (String command : new String[] {"evaluate", "show"}) {
            run(command + " group").refused(ExitCode.USAGE, "group: a folder of 3 runs", "group/seed-1");
        }
    }

    @Test
    void withoutAFolderNamedItIsCalledByItsSeeds() {
        run("train bandit --steps 5 --seeds 7,9").succeeded();
        assertThat(Sac.contents(directory.resolve("runs")))
                .filteredOn(name -> !name.contains("/"))
                .singleElement()
                .asString()
                .matches("bandit-7\\.\\.9-\\d{8}-\\d{6}");
    }

    @Test
    void whatIsThereIsNotTouched() throws IOException {
        Files.createDirectories(directory.resolve("full"));
        Files.writeString(directory.resolve("full/precious"), "data");
        run(TRAIN + " --seeds 1..2 --out full").refused(ExitCode.USAGE, "full", "not empty", "--out");
        assertThat(Sac.contents(directory.resolve("full"))).containsExactly("precious");
    }

    /** One folder cannot be written to. */
    @Test
    void aSeedThatFailsEndsNoOtherAndGoesOnLater() throws IOException {
        Path path = directory.resolve("failing");
        List<SourcedSettings> settings = new ArrayList<>();
        for (long seed : ALONE.keySet()) {
            settings.add(RunFolder.open(directory.resolve("alone-" + seed)).sourced(Layer.EMPTY));
        }
        GroupFolder.create(path, settings);
        Files.createDirectory(path.resolve("seed-2/metrics.csv"));

        Sac sac = run("resume failing");
        sac.refused(ExitCode.FAILED, "sac resume: seed 2 failed: ", "metrics.csv");
        assertThat(sac.out()).containsPattern("\n +2 +0 +– {2}failed\n").contains("bin/sac resume", "2 seeds");
        assertThat(Files.readAllLines(path.resolve("seeds.csv")))
                .contains("2,failed,0,,")
                .anyMatch(line -> line.endsWith(hash(1)))
                .anyMatch(line -> line.endsWith(hash(4)));

        Files.delete(path.resolve("seed-2/metrics.csv"));
        run("resume failing").succeeded();
        assertThat(path.resolve("seeds.csv")).hasSameBinaryContentAs(directory.resolve("group/seeds.csv"));
    }

    /** Stopped by kill while it trains, all seeds are saved, and together they go on. */
    @Test
    void isStoppedAsAWholeAndGoesOnAsAWhole() throws Exception {
        SacProcess process = SacProcess.start(directory, (LONGER + " --seeds 1..3 --out stopped").split(" "));
        Path metrics = directory.resolve("stopped/seed-1/metrics.csv");
        while (process.isAlive()
                && !(Files.exists(metrics) && Files.readAllLines(metrics).size() > 2)) {
            Thread.sleep(1);
        }
        process.signal("TERM");
        Sac sac = process.ended();
        assertThat(sac).isEqualTo(new Sac(128 + 15, sac.out(), ""));
        assertThat(sac.out()).endsWith("go on       bin/sac resume stopped\n").contains("stopped\n");
        GroupFolder stopped = GroupFolder.open(directory.resolve("stopped"));
        assertThat(stopped.runs()).hasSize(3);
        int begun = Math.min(3, Run.allThreads()); // one a core
        for (int n = 0; n < 3; n++) {
            assertThat(RunState.of(stopped.runs().get(n))).isEqualTo(n < begun ? RunState.STOPPED : RunState.WAITING);
        }

        Sac end = run("resume stopped").succeeded();
        assertThat(end.out()).contains("interquartile mean of 3 seeds");
        Sac alone = run(LONGER + " --seed 3 --out long-3").succeeded();
        assertThat(Files.readString(directory.resolve("stopped/seeds.csv")))
                .contains("3,done,6000,")
                .contains(alone.fact("state hash"));
    }

    /** Each of 33 bytes a transition: 3 numbers observed twice, an action, a reward, of 4 bytes each, and one more. */
    @Test
    void asManyAtOnceAsTheHeapHasRoomFor() throws IOException {
        long heap = Runtime.getRuntime().maxMemory();
        try (Run run = new Run(RunFolder.open(directory.resolve("alone-1")).settings(), 1)) {
            run.requireMemoryFor(1);
            run.requireMemoryFor(64);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.requireMemoryFor((int) (heap / (400 * 33)) + 2))
                    .withMessageContainingAll("--seeds", "13,200 bytes", "-Xmx", "--replay");
        }
    }

    /** On two cores the turn of the third seed does not come before the stop. */
    @Test
    void aStopDoesNotForgetASeedThatIsDone() throws Exception {
        run(LONGER + " --seeds 1..3 --out kept").succeeded();
        List<String> rows = Files.readAllLines(directory.resolve("kept/seeds.csv"));
        for (int seed = 1; seed <= 2; seed++) {
            Path checkpoints = directory.resolve("kept/seed-" + seed + "/checkpoints");
            for (String file : Sac.contents(checkpoints)) {
                Files.delete(checkpoints.resolve(file));
            }
            Files.delete(directory.resolve("kept/seed-" + seed + "/metrics.csv")); // nothing of them is left
        }
        SacProcess process = SacProcess.start(directory, "resume", "kept");
        Path log = directory.resolve("kept/seed-1/log.txt");
        while (process.isAlive()
                && Files.readString(log)
                                .lines()
                                .filter(line -> line.contains(" began "))
                                .count()
                        < 2) {
            Thread.sleep(1);
        }
        process.signal("TERM");
        assertThat(process.ended().code()).isEqualTo(128 + 15);
        List<String> stopped = Files.readAllLines(directory.resolve("kept/seeds.csv"));
        assertThat(stopped.get(1)).startsWith("1,stopped,");
        assertThat(stopped.get(3)).isEqualTo(rows.get(3)).startsWith("3,done,6000,");
    }

    /** The steps a run was saved after are told, also where it fails before it goes on. */
    @Test
    void aSeedThatFailsAtOnceHasTheStepsItHad() throws IOException {
        run(TRAIN + " --seeds 1,2 --out broken").succeeded();
        Files.writeString(
                directory.resolve("broken/seed-2/settings.yaml"),
                Files.readString(directory.resolve("broken/seed-2/settings.yaml"))
                        .replace("steps: 400", "steps: 300"));
        run("resume broken").refused(ExitCode.FAILED, "seed 2 failed", "400 are done");
        assertThat(Files.readAllLines(directory.resolve("broken/seeds.csv"))).contains("2,failed,400,,");
    }

    @Test
    void aGroupThatCannotBeMadeLeavesNothing() throws IOException {
        SourcedSettings one = RunFolder.open(directory.resolve("alone-1")).sourced(Layer.EMPTY);
        SourcedSettings two = RunFolder.open(directory.resolve("alone-2")).sourced(Layer.EMPTY);
        Path path = directory.resolve("new/half");
        assertThatIOException()
                .isThrownBy(() -> GroupFolder.create(path, List.of(one, two, one)))
                .withMessageContaining("seed-1");
        assertThat(directory.resolve("new")).doesNotExist();
    }

    /** As where the process was killed while it made them. */
    @Test
    void aGroupThatIsNotWholeIsNotGoneOnWith() throws IOException {
        SourcedSettings one = RunFolder.open(directory.resolve("alone-1")).sourced(Layer.EMPTY);
        SourcedSettings two = RunFolder.open(directory.resolve("alone-2")).sourced(Layer.EMPTY);
        GroupFolder group = GroupFolder.create(directory.resolve("torn"), List.of(one, two));
        assertThat(Files.readAllLines(group.seedsFile())).contains("1,waiting,0,,", "2,waiting,0,,");
        Files.delete(group.runs().get(1).settingsFile());
        run("resume torn").refused(ExitCode.USAGE, "torn", "seed-2", "seeds.csv");

        Files.writeString(group.seedsFile(), "name,age\nx,3\n");
        run("resume torn").refused(ExitCode.USAGE, "seeds.csv", "not a table of seeds", "remove it");
        Files.delete(group.seedsFile());
        assertThat(run("resume torn").succeeded().out()).contains("mean of 1 seeds");
    }

    @Test
    void severalGroupsOfOneSecondHaveFoldersOfTheirOwn() throws IOException {
        Clock still = Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC);
        List<SourcedSettings> settings =
                List.of(RunFolder.open(directory.resolve("alone-1")).sourced(Layer.EMPTY));
        Path runs = directory.resolve("several");
        GroupFolder.create(runs, "pendulum", settings, still);
        GroupFolder.create(runs, "pendulum", settings, still);
        assertThat(Sac.contents(runs))
                .contains("pendulum-1..1-19700101-000000/seed-1", "pendulum-1..1-19700101-000000-2/seed-1");
    }
}
