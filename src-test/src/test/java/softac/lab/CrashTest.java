package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.run.RunFolder;
import softac.lab.run.RunState;

/**
 * Kill -9 at every call of the operating system on a file of the run, from its beginning to its end: the first, the second,
 * … until the run comes through. Every time it is gone on with, or begun again where nothing had begun.
 */
@Tag("deep")
final class CrashTest {
    private static final String STRACE = "/usr/bin/strace";
    private static final List<String> CALLS =
            List.of("openat", "write", "pwrite64", "ftruncate", "fsync", "rename", "unlink", "mkdir");
    private static final String[] OPTIONS = {
        "--steps",
        "300",
        "--hidden",
        "8",
        "--batch",
        "8",
        "--warmup",
        "20",
        "--evaluate-every",
        "100",
        "--evaluate-episodes",
        "1",
        "--threads",
        "1"
    };

    @TempDir
    private Path directory;

    private static String[] train(String out) {
        List<String> args = new ArrayList<>(List.of("train", "pendulum", "--out", out));
        args.addAll(List.of(OPTIONS));
        return args.toArray(String[]::new);
    }

    @Test
    void everyCall() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(STRACE)), "no strace: no call of the system can be chosen");
        Sac whole = Sac.run(directory, train("whole")).succeeded();
        int kills = 0;
        for (String call : CALLS) { // strace counts each kind for itself
            int n = 1;
            while (killedAt(call, n, whole)) {
                n++;
            }
            kills += n - 1;
        }
        System.out.println(
                "kill -9 at each of " + kills + " system calls on files of a run: all as if nothing had been");
        assertThat(kills).isPositive();
    }

    private boolean killedAt(String call, int n, Sac whole) throws Exception {
        String out = call + "-" + n;
        Path run = directory.resolve(out);
        List<String> strace = new ArrayList<>(List.of(STRACE, "-f", "-qq", "-o", "/dev/null"));
        for (String file : files()) {
            strace.addAll(List.of("-P", run.resolve(file).toString()));
        }
        strace.addAll(List.of("-e", "trace=" + call, "-e", "inject=" + call + ":signal=KILL:when=" + n));
        Sac sac = SacProcess.start(directory, strace, train(run.toString())).ended();
        if (sac.code() == ExitCode.DONE) {
            assertEqualsWhole(sac, out, whole);
            return false;
        }
        assertThat(Sac.contents(directory).stream().filter(name -> name.startsWith(out + "/") && name.endsWith(".tmp")))
                .as("%s %d", call, n)
                .hasSizeLessThanOrEqualTo(1);
        if (Files.exists(run.resolve("settings.yaml"))) {
            assertThat(RunState.of(RunFolder.open(run))).isNotEqualTo(RunState.RUNNING);
            assertEqualsWhole(Sac.run(directory, "resume", out).succeeded(), out, whole);
        }
        return true;
    }

    private static List<String> files() {
        List<String> files = new ArrayList<>(List.of(
                "", "checkpoints", "run.lock", "log.txt", "metrics.csv", "timing.csv", "events.out.tfevents.softac"));
        for (String file :
                List.of("settings.yaml", "machine.yaml", "policy.safetensors", "best.safetensors", "curve.png")) {
            files.addAll(List.of(file, "." + file + ".0.tmp"));
        }
        for (int steps = 100; steps <= 300; steps += 100) {
            files.add("checkpoints/%012d.safetensors".formatted(steps));
            files.add("checkpoints/.%012d.safetensors.0.tmp".formatted(steps));
        }
        return files;
    }

    private void assertEqualsWhole(Sac sac, String out, Sac whole) {
        assertThat(sac.fact("state hash")).as(out).isEqualTo(whole.fact("state hash"));
        for (String file : List.of("metrics.csv", "policy.safetensors", "best.safetensors", "settings.yaml")) {
            assertThat(directory.resolve(out).resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("whole").resolve(file));
        }
    }
}
