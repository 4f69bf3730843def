package softac.sac.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;

@SuppressWarnings("NullAway") // plays tasks that return null where they must not
class CheckedTest {
    private static final Seed SEED = Seed.of(0);
    private static final double[] ACTION = {1, 1};

    private final StubEnvironment task = new StubEnvironment();
    private final Checked env = new Checked("stub", task);

    @Test
    void whatIsRightPassesUnchangedBothFlagsIncluded() {
        Step step = new Step(new double[] {3, -4}, 1e12, true, true); // outside the observation space: allowed
        task.script.add(step);
        assertThat(env.reset(SEED)).isSameAs(task.start);
        assertThat(env.step(ACTION)).isSameAs(step);
        env.close();
        assertThat(task.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39})
    void observationsThatAreNotFiniteFloatsAreRefusedByIndexAndValue(double bad) {
        task.script.add(new Step(new double[] {0, bad}, 0, false, false));
        assertThatThrownBy(() -> env.step(ACTION))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("stub: step returned observation[1] = " + bad + "; it must be finite, also as a float");
        task.start = new double[] {bad, 0};
        for (var reset : List.<ThrowingCallable>of(env::reset, () -> env.reset(SEED))) {
            assertThatThrownBy(reset)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageStartingWith("stub: reset returned observation[0] = " + bad);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.1e12, -1.1e12})
    void rewardsThatAreNotFiniteOrAbsurdAreRefused(double bad) {
        task.then(bad, false, false);
        assertThatThrownBy(() -> env.step(ACTION))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("stub: reward is " + bad + "; it must be finite and at most 1e12 in size");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 1.0000001, -0.1, Double.POSITIVE_INFINITY})
    void actionsOutsideTheBoxNeverReachTheTask(double bad) {
        assertThatThrownBy(() -> env.step(new double[] {0, bad}))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("stub: action[1] is " + bad + "; it must be in [0.0, 1.0]");
        assertThat(task.actions).isEmpty();
    }

    @Test
    void wrongLengthsAreRefused() {
        assertThatThrownBy(() -> env.step(new double[3]))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("stub: action has 3 entries; the action space has 2");
        task.script.add(new Step(new double[1], 0, false, false));
        assertThatThrownBy(() -> env.step(ACTION))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("stub: step returned an observation of 1 entries; the observation space has 2");
        task.start = new double[0];
        assertThatThrownBy(env::reset).isInstanceOf(EnvironmentException.class);
    }

    @Test
    void nullsAreRefused() {
        task.script.add(new Step(null, 0, false, false));
        assertThatThrownBy(() -> env.step(ACTION))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("stub: step returned a null observation");
        task.start = null;
        assertThatThrownBy(env::reset)
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("stub: reset returned a null observation");
        Checked nothing = new Checked("nothing", new Silent());
        assertThatThrownBy(() -> nothing.step(new double[1]))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("nothing: step returned null");
    }

    @Test
    void whatTheTaskThrowsBecomesTheCauseOfOneLine() {
        task.failure = new IllegalArgumentException("first line\nsecond line");
        for (var call :
                List.<ThrowingCallable>of(env::reset, () -> env.reset(SEED), () -> env.step(ACTION), env::close)) {
            assertThatThrownBy(call)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageMatching("stub: (reset|step|close) failed: .*IllegalArgumentException: first line")
                    .hasCause(task.failure);
        }
        task.failure = new EnvironmentException("already said");
        assertThatThrownBy(env::reset).isSameAs(task.failure);
    }

    @Test
    void anUnboundedActionSpaceIsRefused() {
        assertThatThrownBy(() -> new Checked("silent", new Silent(Box.unbounded(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("action space [-Infinity, Infinity] given; every end must be finite");
        assertThatThrownBy(() -> new RescaleAction(new Silent(Box.unbounded(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Returns null from everything. */
    private record Silent(Box actionSpace) implements Environment {
        Silent() {
            this(Box.symmetric(1, 1));
        }

        @Override
        public Box observationSpace() {
            return Box.symmetric(1, 1);
        }

        @Override
        public double[] reset(Seed seed) {
            return null;
        }

        @Override
        public double[] reset() {
            return null;
        }

        @Override
        public Step step(double[] action) {
            return null;
        }

        @Override
        public void state(StateVisitor visitor) {}
    }
}
