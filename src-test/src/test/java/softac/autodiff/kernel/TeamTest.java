package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that share loops: every part runs once, failures come back, and nothing of them stays. */
@Timeout(60)
final class TeamTest {
    private static final int THREADS = 3;

    private Set<Thread> before = Set.of();

    @BeforeEach
    void whoIsThere() {
        before = helpers();
    }

    /** Those of this test alone: others may hold kernels that they have not closed. */
    private Set<Thread> ours() {
        return helpers().stream().filter(thread -> !before.contains(thread)).collect(Collectors.toSet());
    }

    private static Set<Thread> helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("softac-kernels-"))
                .collect(Collectors.toSet());
    }

    @AfterEach
    void nobodyIsLeft() throws InterruptedException {
        for (Thread thread : ours()) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as("%s after close", thread).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyPartRunsOnce(int threads) {
        AtomicIntegerArray runs = new AtomicIntegerArray(threads);
        try (Team team = new Team(threads)) {
            for (int n = 1; n <= 2_000; n++) {
                team.run((part, parts) -> runs.addAndGet(part, parts), true);
                for (int part = 0; part < threads; part++) {
                    assertThat(runs.get(part)).isEqualTo(n * threads);
                }
            }
        }
    }

    @Test
    void whatIsNotSharedIsOnePartOfTheCallersThread() {
        try (Team team = new Team(THREADS)) {
            Thread[] ran = new Thread[1];
            team.run((part, parts) -> ran[part] = parts == 1 ? Thread.currentThread() : null, false);
            assertThat(ran).containsExactly(Thread.currentThread());
            assertThat(ours()).isEmpty();
        }
    }

    @Test
    void oneThreadStartsNoOther() {
        try (Kernels kernels = TestKernels.sharingAll(Precision.FLOAT32, 1)) {
            multiply(kernels);
            assertThat(ours()).isEmpty();
        }
    }

    @Test
    void helpersAreDaemonsWithAName() {
        try (Kernels kernels = TestKernels.sharingAll(Precision.FLOAT64, THREADS)) {
            assertThat(ours()).as("before the first shared loop").isEmpty();
            multiply(kernels);
            multiply(kernels);
            assertThat(ours()).allMatch(Thread::isDaemon).hasSize(THREADS - 1);
            assertThat(ours().stream().map(Thread::getName))
                    .containsExactlyInAnyOrder("softac-kernels-1", "softac-kernels-2");
        }
    }

    private static void multiply(Kernels kernels) {
        ReshapeMatrix x = kernels.create(20, 20);
        kernels.fill(1, x);
        ReshapeMatrix y = kernels.create(20, 20);
        kernels.multiply(x, x, y);
        assertThat(kernels.elements(y)).containsOnly(20);
    }

    // ------------------------------------------------------------------------------------------- failures

    /** A failure of the part that each thread has, and of all parts at once. */
    @Test
    void aFailureReachesTheCallerOnceAndTheTeamStillWorks() {
        try (Team team = new Team(THREADS)) {
            for (int failing = 0; failing <= THREADS; failing++) {
                int bad = failing;
                AtomicIntegerArray runs = new AtomicIntegerArray(THREADS);
                assertThatThrownBy(() -> team.run(
                                (part, parts) -> {
                                    runs.incrementAndGet(part);
                                    if (part == bad || bad == THREADS) {
                                        throw new IllegalStateException("made up");
                                    }
                                },
                                true))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("made up");
                for (int part = 0; part < THREADS; part++) {
                    assertThat(runs.get(part))
                            .as("part %d, all are waited for", part)
                            .isEqualTo(1);
                }
                team.run((part, parts) -> runs.incrementAndGet(part), true);
                for (int part = 0; part < THREADS; part++) {
                    assertThat(runs.get(part)).as("part %d, afterwards", part).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void anErrorReachesTheCallerToo() {
        try (Team team = new Team(2)) {
            assertThatThrownBy(() -> team.run(
                            (part, parts) -> {
                                if (part == 1) {
                                    throw new StackOverflowError("made up");
                                }
                            },
                            true))
                    .isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void twoThreadsAtOnceAreRefused() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Team team = new Team(2)) {
            team.run(
                    (part, parts) -> {
                        if (part == 0) {
                            Thread other = new Thread(() -> team.run((p, q) -> {}, true));
                            other.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
                            other.start();
                            join(other);
                        }
                    },
                    true);
            assertThat(thrown.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("kernels: used by two threads at once: make one for each thread");
            team.run((part, parts) -> {}, true);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---------------------------------------------------------------------------------------------- close

    @Test
    void closedKernelsStartThreadsAgainWhenUsedAgain() {
        Kernels kernels = TestKernels.sharingAll(Precision.FLOAT32, 2);
        kernels.close();
        for (int n = 0; n < 3; n++) {
            multiply(kernels);
            kernels.close();
            kernels.close();
        }
    }

    /** Closing at any moment after a loop: while the helper still looks for work, or when it has parked. */
    @Test
    void everyHelperEnds() {
        for (int n = 0; n < 3_000; n++) {
            try (Team team = new Team(2)) {
                team.run((part, parts) -> {}, true);
                for (int i = 0; i < n % 100; i++) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** Used again at once, while the helper of before has not yet seen that it is to end: it must not stay. */
    @Test
    void aHelperEndsThoughTheTeamIsUsedAgainAtOnce() {
        AtomicIntegerArray runs = new AtomicIntegerArray(2);
        Team team = new Team(2);
        for (int n = 1; n <= 1_000; n++) {
            team.run((part, parts) -> runs.incrementAndGet(part), true);
            assertThat(runs.get(0)).isEqualTo(n);
            assertThat(runs.get(1)).isEqualTo(n);
            for (int i = 0; i < (n % 7) * 5_000; i++) {
                Thread.onSpinWait();
            }
            team.close();
        }
    }

    @Test
    void whoHasNothingToDoTakesNoTime() throws InterruptedException {
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        try (Kernels kernels = TestKernels.sharingAll(Precision.FLOAT64, 2)) {
            multiply(kernels);
            Thread helper = ours().iterator().next();
            Thread.sleep(50);
            long start = times.getThreadCpuTime(helper.getId());
            Thread.sleep(200);
            assertThat((times.getThreadCpuTime(helper.getId()) - start) / 1e6)
                    .as("milliseconds of 200")
                    .isLessThan(5);
            assertThat(helper.getState()).isEqualTo(Thread.State.WAITING);
        }
    }
}
