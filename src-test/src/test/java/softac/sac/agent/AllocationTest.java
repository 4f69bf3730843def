package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.replay.Batch;

/** Once warm, learning and acting allocate nothing: no garbage, no pauses. */
class AllocationTest {
    private static final int WARM_UP = 200;
    private static final int MEASURED = 1_000;
    private static final int WINDOWS = 10;

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void anUpdateAllocatesNothing(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        Batch batch = kind.batch(Seed.of(2));
        Rng noise = Seed.of(3).rng();
        assertAllocatesNothing(() -> agent.update(batch, noise));
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void actingAllocatesNothing(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        Actor actor = agent.snapshot().actor();
        Rng noise = Seed.of(3).rng();
        double[] observation = {0.5, -1, 2};
        double[] action = new double[2];
        double[] sum = {0};
        assertAllocatesNothing(() -> {
            sum[0] += agent.act(observation, noise, action);
            agent.act(observation, action);
            sum[0] += actor.act(observation, noise, action);
            actor.act(observation, action);
        });
        assertThat(sum[0]).isFinite();
    }

    /**
     * Of several windows of many runs, one allocates nothing at all. (In a window in which the virtual machine compiles a
     * method it may create some of that method's string constants on this thread.)
     */
    private static void assertAllocatesNothing(Runnable body) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        repeat(WARM_UP, body);
        List<Long> windows = new ArrayList<>();
        do {
            long before = threads.getCurrentThreadAllocatedBytes();
            repeat(MEASURED, body);
            windows.add(threads.getCurrentThreadAllocatedBytes() - before);
        } while (windows.get(windows.size() - 1) > 0 && windows.size() < WINDOWS);
        assertThat(windows).as("bytes in " + MEASURED + " runs each").endsWith(0L);
    }

    private static void repeat(int times, Runnable body) {
        for (int n = 0; n < times; n++) {
            body.run();
        }
    }
}
