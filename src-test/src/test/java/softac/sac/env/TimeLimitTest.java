package softac.sac.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Seed;
import softac.sac.env.classic.Pendulum;

class TimeLimitTest {
    private static final Seed SEED = Seed.of(0);
    private static final double[] ACTION = {0, 0};

    @Property(tries = 50)
    void truncatesExactlyAtTheLimitInEveryEpisodeAndNeverTerminates(@ForAll @IntRange(min = 1, max = 60) int limit) {
        TimeLimit env = new TimeLimit(new Pendulum(), limit);
        env.reset(SEED);
        for (int episode = 0; episode < 3; episode++) {
            for (int step = 1; step <= limit; step++) {
                Step result = env.step(new double[1]);
                assertThat(result.terminated()).isFalse();
                assertThat(result.truncated()).isEqualTo(step == limit);
                assertThat(result.done()).isEqualTo(step == limit);
            }
            assertThatThrownBy(() -> env.step(new double[1])).isInstanceOf(IllegalStateException.class);
            env.reset();
        }
    }

    @Test
    void aTaskThatEndsInItsLastStepIsTerminatedAndTruncated() {
        StubEnvironment task = new StubEnvironment().then(1, false, false).then(2, true, false);
        TimeLimit env = new TimeLimit(task, 2);
        env.reset(SEED);
        assertThat(env.step(ACTION).done()).isFalse();
        Step last = env.step(ACTION);
        assertThat(last.terminated()).isTrue();
        assertThat(last.truncated()).isTrue();
        assertThat(last.reward()).isEqualTo(2);
        assertThat(last.observation()).containsExactly(1, 2);
    }

    @Test
    void flagsOfTheTaskPassUnchangedBeforeTheLimitAndEndTheEpisode() {
        StubEnvironment task = new StubEnvironment().then(0, true, false).then(0, false, true);
        TimeLimit env = new TimeLimit(task, 10);
        env.reset(SEED);
        Step terminated = env.step(ACTION);
        assertThat(terminated.terminated()).isTrue();
        assertThat(terminated.truncated()).isFalse();
        assertThatThrownBy(() -> env.step(ACTION)).isInstanceOf(IllegalStateException.class);
        env.reset();
        Step truncated = env.step(ACTION);
        assertThat(truncated.terminated()).isFalse();
        assertThat(truncated.truncated()).isTrue();
        assertThatThrownBy(() -> env.step(ACTION)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stepBeforeResetIsRefusedInOneLine() {
        TimeLimit env = new TimeLimit(new Pendulum(), 5);
        assertThatThrownBy(() -> env.step(new double[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("step outside an episode: call reset(seed) before the first step")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFailedStepEndsTheEpisode() {
        StubEnvironment task = new StubEnvironment().then(0, false, false);
        TimeLimit env = new TimeLimit(task, 5);
        env.reset(SEED);
        task.failure = new IllegalArgumentException("broken");
        assertThatThrownBy(() -> env.step(ACTION)).hasMessage("broken");
        task.failure = null;
        assertThatThrownBy(() -> env.step(ACTION)).isInstanceOf(IllegalStateException.class);
        env.reset();
        assertThat(env.step(ACTION).done()).isFalse();
    }

    @Test
    void resetInTheMiddleOfAnEpisodeStartsTheCountAgain() {
        TimeLimit env = new TimeLimit(new Pendulum(), 3);
        env.reset(SEED);
        env.step(new double[1]);
        env.step(new double[1]);
        env.reset();
        env.step(new double[1]);
        assertThat(env.step(new double[1]).truncated()).isFalse();
        assertThat(env.step(new double[1]).truncated()).isTrue();
    }

    @Test
    void spacesAndCloseAreTheTasks() {
        StubEnvironment task = new StubEnvironment();
        try (TimeLimit env = new TimeLimit(task, 1)) {
            assertThat(env.actionSpace()).isEqualTo(task.actionSpace());
            assertThat(env.observationSpace()).isEqualTo(task.observationSpace());
        }
        assertThat(task.closed).isTrue();
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThatThrownBy(() -> new TimeLimit(new Pendulum(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time limit of 0 steps given; an episode needs at least 1");
    }
}
