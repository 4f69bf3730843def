package softac.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import softac.lab.run.RunFolder;

/** The one thread that looks for all: its pace, and that it goes on. */
@Timeout(30)
final class AudienceTest {
    @TempDir
    private static Path directory;

    private static RunFolder run;

    /** How often looking fails from now on. */
    private final AtomicInteger failures = new AtomicInteger();

    private Audience audience;
    private Thread looking;

    @BeforeAll
    static void train() throws IOException {
        run = TestRun.train(directory, "pendulum", "--steps", "100", "--evaluate-every", "100", "--hidden", "4");
    }

    @BeforeEach
    void begin() {
        RunView view = new RunView(0, run);
        List<RunView> failing = new AbstractList<>() {
            @Override
            public RunView get(int n) {
                if (failures.get() > 0 && failures.getAndDecrement() > 0) {
                    throw new StackOverflowError("of a test");
                }
                return view;
            }

            @Override
            public int size() {
                return 1;
            }
        };
        audience = new Audience(List.of("run"), failing, new Patience(TimeUnit.SECONDS.toNanos(5)));
        looking = new Thread(audience);
        looking.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        audience.close();
        looking.interrupt();
        looking.join();
    }

    private Listener join() {
        return Objects.requireNonNull(audience.join());
    }

    /** The steps that the stage makes until this event. */
    private static long movesUntil(Listener listener, String last) throws InterruptedException {
        long moves = 0;
        while (true) {
            String event = new String(Objects.requireNonNull(listener.take()), StandardCharsets.UTF_8);
            moves += event.contains("\"acted\"") ? 1 : 0;
            if (event.contains(last)) {
                return moves;
            }
        }
    }

    @Test
    void thoseWhoComeAndGoDoNotHurryTheStage() throws InterruptedException {
        Listener listener = join();
        movesUntil(listener, "\"acted\"");
        long begin = System.nanoTime();
        for (int n = 0; n < 50; n++) {
            Listener other = join();
            TimeUnit.MILLISECONDS.sleep(4);
            audience.leave(other);
        }
        long moves = movesUntil(listener, "\"beat\"");
        long ticks = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 50;
        assertThat(moves).as("moves in %d ticks", ticks).isBetween(1L, ticks + 2);
    }

    @Test
    void aTickThatFailsIsNotTheLast() throws InterruptedException {
        Listener listener = join();
        movesUntil(listener, "\"acted\"");
        failures.set(3);
        while (failures.get() > 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        movesUntil(listener, "\"beat\""); // what was sent before
        movesUntil(listener, "\"beat\"");
        assertThat(looking.isAlive()).isTrue();
    }
}
