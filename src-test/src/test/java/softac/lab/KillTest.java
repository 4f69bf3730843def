package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.run.RunFolder;
import softac.lab.run.RunState;

/**
 * Kill -9 of the real process at random moments, of the first training and of what goes on with it, several times in the
 * same run: afterwards everything is as if nothing had been.
 */
final class KillTest {
    private static final String[] OPTIONS = {
        "--steps",
        "3000",
        "--hidden",
        "8",
        "--batch",
        "8",
        "--warmup",
        "100",
        "--evaluate-every",
        "100",
        "--evaluate-episodes",
        "1",
        "--threads",
        "1"
    };
    private static final long SEED = 20261125;
    private static final int KILLS_OF_A_RUN = 5;

    @TempDir
    private static Path directory;

    private static Sac whole;
    private static long millis;

    @BeforeAll
    static void trainWithoutAStop() throws Exception {
        SacProcess process = train("whole");
        awaitLog(process, "whole", 1);
        long begin = System.nanoTime();
        whole = process.ended().succeeded();
        millis = (System.nanoTime() - begin) / 1_000_000;
    }

    private static SacProcess train(String out) throws IOException {
        List<String> args = new ArrayList<>(List.of("train", "pendulum", "--out", out));
        args.addAll(List.of(OPTIONS));
        return SacProcess.start(directory, args.toArray(String[]::new));
    }

    /** Until the run began, or was gone on with, so many times. */
    private static void awaitLog(SacProcess process, String out, int begun) throws Exception {
        Path log = directory.resolve(out).resolve("log.txt");
        while (process.isAlive()
                && !(Files.exists(log)
                        && Files.readString(log)
                                        .lines()
                                        .filter(line -> line.matches(".* (began|resumed) .*"))
                                        .count()
                                >= begun)) {
            Thread.sleep(1);
        }
    }

    @Test
    void killedAtAnyMomentARunEndsAsIfNothingHadBeen() throws Exception {
        kill(20, SEED);
    }

    @Test
    @Tag("deep")
    void killedAtTwoHundredMoments() throws Exception {
        kill(200, SEED + 1);
    }

    private static RunState state(String out) throws IOException {
        return RunState.of(RunFolder.open(directory.resolve(out)));
    }

    private static void kill(int wanted, long seed) throws Exception {
        Random random = new Random(seed);
        int kills = 0;
        int runs = 0;
        int whileResumed = 0;
        while (kills < wanted) {
            String out = "run-" + seed + "-" + runs++;
            SacProcess process = train(out);
            for (int n = 1; n <= KILLS_OF_A_RUN && kills < wanted; n++) {
                awaitLog(process, out, n);
                Thread.sleep(random.nextInt((int) Math.max(1, millis / 2)));
                RunState before = state(out);
                if (!process.kill()) {
                    break; // it was done before
                }
                assertThat(before).as("seed %d, run %s", seed, out).isIn(RunState.RUNNING, RunState.DONE);
                if (before == RunState.RUNNING) { // otherwise it was on its way out
                    kills++;
                    whileResumed += n > 1 ? 1 : 0;
                }
                assertThat(state(out)).as("at once").isIn(RunState.WAITING, RunState.STOPPED, RunState.DONE);
                process = SacProcess.start(directory, "resume", out, "--threads", "1");
            }
            Sac end = process.ended().succeeded();
            assertThat(end.fact("state hash")).as("seed %d, run %s", seed, out).isEqualTo(whole.fact("state hash"));
            for (String file : List.of("metrics.csv", "policy.safetensors", "best.safetensors", "settings.yaml")) {
                assertThat(directory.resolve(out).resolve(file))
                        .as("seed %d", seed)
                        .hasSameBinaryContentAs(directory.resolve("whole").resolve(file));
            }
            assertThat(Sac.contents(directory.resolve(out))).noneMatch(name -> name.endsWith(".tmp"));
        }
        System.out.println("kill -9: " + kills + " of " + kills + " as if nothing had been, " + whileResumed
                + " of them while resumed, in " + runs + " runs (seed " + seed + ", a whole run takes " + millis
                + " ms)");
        assertThat(whileResumed).isPositive();
    }
}
