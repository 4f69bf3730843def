package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Allocation;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.replay.Batch;

/** Once warm, learning and acting allocate nothing, on no thread: no garbage, no pauses. */
class AgentAllocationTest {
    static Stream<Arguments> kindsOnOneAndOnTwoThreads() {
        return Agents.Kind.all().flatMap(kind -> Stream.of(Arguments.of(kind, 1), Arguments.of(kind, 2)));
    }

    @ParameterizedTest
    @MethodSource("kindsOnOneAndOnTwoThreads")
    void anUpdateAllocatesNothing(Agents.Kind kind, int threads) {
        try (Kernels kernels = TestKernels.sharingAll(kind.precision(), threads)) {
            SacAgent agent = kind.agent(kernels, kind.config(), Seed.of(1));
            Batch batch = kind.batch(Seed.of(2));
            Rng noise = Seed.of(3).rng();
            assertThat(Allocation.inWindowsUntilNone(() -> agent.update(batch, noise)))
                    .endsWith(0L);
        }
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
        assertThat(Allocation.inWindowsUntilNone(() -> {
                    sum[0] += agent.act(observation, noise, action);
                    agent.act(observation, action);
                    sum[0] += actor.act(observation, noise, action);
                    actor.act(observation, action);
                }))
                .endsWith(0L);
        assertThat(sum[0]).isFinite();
    }
}
