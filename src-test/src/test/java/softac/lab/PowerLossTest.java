package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.VolatileDisk.Survivors;
import softac.lab.run.Layer;
import softac.lab.run.Resumption;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.sac.train.PolicyFile;
import softac.sac.train.file.StateHash;

/**
 * The power fails after any call of the operating system that a run makes: of what was not forced, any part may be lost.
 * Whatever is left, the last checkpoint that was reported is there, with tables that reach to it.
 */
final class PowerLossTest {
    private static final long SEED = 20261128;
    private static final int RANDOM_SURVIVORS = 5;
    private static final List<String> OPTIONS = List.of(
            "--hidden",
            "4",
            "--batch",
            "4",
            "--replay",
            "100",
            "--warmup",
            "20",
            "--evaluate-every",
            "50",
            "--evaluate-episodes",
            "1",
            "--threads",
            "1");

    /** What a run is after so many steps. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Expected(String hash, byte[] metrics) {}

    @TempDir
    private static Path directory;

    private static final List<SystemCall> CALLS = new ArrayList<>();
    private static final TreeMap<Long, Expected> EXPECTED = new TreeMap<>();

    /** Trained, and gone on with twice; before the second time half a row stands in a table, as a kill leaves one. */
    @BeforeAll
    static void record() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "no strace: no power failure is tried");
        Path run = Path.of("runs", "run");
        for (long steps = 50; steps <= 150; steps += 50) {
            List<String> args = new ArrayList<>();
            args.addAll(
                    steps == 50
                            ? List.of("train", "pendulum", "--out", run.toString())
                            : List.of("resume", run.toString(), "--force"));
            args.addAll(List.of("--steps", Long.toString(steps)));
            if (steps == 50) {
                args.addAll(OPTIONS);
            }
            if (steps == 150) {
                halfARow(directory.resolve(run).resolve("metrics.csv"));
            }
            Path trace = directory.resolve("trace.txt");
            Sac sac = SacProcess.start(directory, SystemCall.strace(trace), args.toArray(String[]::new))
                    .ended()
                    .succeeded();
            CALLS.addAll(SystemCall.read(trace, directory.toRealPath(), "runs"));
            EXPECTED.put(
                    steps,
                    new Expected(
                            sac.fact("state hash"),
                            Files.readAllBytes(directory.resolve(run).resolve("metrics.csv"))));
        }
    }

    private static void halfARow(Path table) throws IOException {
        byte[] half = "150,0.2".getBytes(StandardCharsets.UTF_8);
        int end = (int) Files.size(table);
        Files.write(table, half, StandardOpenOption.APPEND);
        List<Path> path = List.of(table.toRealPath());
        CALLS.add(new SystemCall("lseek", 1, path, new byte[0], end, "SEEK_SET"));
        CALLS.add(new SystemCall("write", 1, path, half, half.length, ""));
    }

    @Test
    void whateverIsLostTheLastCheckpointIsThere() throws Exception {
        int states = states(call -> true);
        System.out.println("power failures after each of " + CALLS.size() + " calls of the system: " + states
                + " different states of the disk, each goes on from the last checkpoint, seed " + SEED);
        assertThat(states).isGreaterThan(200);
    }

    /** The test finds what it is for. */
    @Test
    @Tag("deep")
    void aProgramThatForcesNoContentsLosesThem() throws Exception {
        assertLoses(call -> !(call.name().equals("fsync") && !Files.isDirectory(call.path())));
    }

    /** Names are lost then: of the folder of checkpoints, of the run's own, of those around it. */
    @Test
    @Tag("deep")
    void aProgramThatForcesNoFolderLosesNames() throws Exception {
        for (String folder : List.of("", "runs", "runs/run", "runs/run/checkpoints")) {
            Path path = directory.toRealPath().resolve(folder);
            assertLoses(call -> !(call.name().equals("fsync") && call.path().equals(path)));
        }
    }

    private static void assertLoses(Predicate<SystemCall> done) {
        assertThatThrownBy(() -> states(done))
                .isInstanceOfAny(AssertionError.class, IOException.class, IllegalArgumentException.class);
    }

    /** Goes through all states of the disk, each once; how many there were. */
    private static int states(Predicate<SystemCall> done) throws Exception {
        VolatileDisk disk = new VolatileDisk(directory.toRealPath());
        Random random = new Random(SEED);
        Set<String> seen = new HashSet<>();
        long renamed = 0;
        long promised = 0;
        for (SystemCall call : CALLS) {
            if (done.test(call)) {
                disk.apply(call);
            }
            boolean checkpoint = call.folder().endsWith("checkpoints");
            if (call.name().equals("rename") && checkpoint) {
                renamed = Long.parseLong(call.to().getFileName().toString().substring(0, 12));
            } else if (call.name().equals("fsync") && call.path().endsWith("checkpoints")) {
                promised = renamed; // the call after which it is said to be saved
            }
            for (Survivors survivors : survivors(random)) {
                Map<String, byte[]> files = disk.after(survivors);
                if (seen.add(fingerprint(files) + promised)) {
                    Path state = Files.createTempDirectory(directory, "state");
                    write(files, state);
                    assertIntact(state.resolve("runs").resolve("run"), promised);
                }
            }
        }
        return seen.size();
    }

    private static List<Survivors> survivors(Random random) {
        List<Survivors> list = new ArrayList<>();
        for (boolean names : List.of(false, true)) {
            for (int half = 0; half <= 2; half++) {
                int halves = half;
                list.add(survivors(() -> names, written -> (written * halves + 1) / 2));
            }
        }
        for (int n = 0; n < RANDOM_SURVIVORS; n++) {
            list.add(survivors(random::nextBoolean, written -> random.nextInt(3) * written / 2));
        }
        return list;
    }

    private static Survivors survivors(BooleanSupplier names, IntUnaryOperator bytes) {
        return new Survivors() {
            @Override
            public boolean names() {
                return names.getAsBoolean();
            }

            @Override
            public int bytes(int written) {
                return bytes.applyAsInt(written);
            }
        };
    }

    private static String fingerprint(Map<String, byte[]> files) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        files.forEach((name, content) -> {
            digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void write(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) { // sorted: folders before what is in them
            if (file.getKey().endsWith("/")) {
                Files.createDirectories(folder.resolve(file.getKey()));
            } else {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** Whatever was promised (0 for nothing): it can be gone on with that checkpoint or a newer one; policies are whole ones. */
    private static void assertIntact(Path state, long promised) throws IOException {
        if (promised == 0 && !(RunFolder.isRun(state) && Files.exists(state.resolve("run.lock")))) {
            return; // nothing had begun
        }
        RunFolder folder = RunFolder.open(state);
        for (Path policy : List.of(folder.policyFile(), folder.bestFile())) {
            if (Files.exists(policy)) {
                PolicyFile.load(policy);
            }
        }
        try (RunLock lock = RunLock.take(folder);
                Resumption resumption = Resumption.of(lock, folder.sourced(Layer.EMPTY), 1)) {
            long steps = resumption.run().trainer().steps();
            assertThat(resumption.warnings()).isEmpty();
            assertThat(steps).isGreaterThanOrEqualTo(promised);
            resumption.recorder(Clock.systemUTC(), System::nanoTime).close();
            if (steps > 0) {
                Expected expected = Objects.requireNonNull(EXPECTED.get(steps));
                assertThat(StateHash.of(resumption.run().trainer())).isEqualTo(expected.hash);
                assertThat(folder.metricsFile()).hasBinaryContent(expected.metrics);
            }
        }
    }
}
