package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.Step;
import softac.sac.train.Trainer;
import softac.sac.train.TrainerSettings;

/** A task that is cut off every fifth step and goes on where it was teaches the same as one that is never cut off. */
class TruncationTest {
    private static final int STEPS = 60;

    /** Its observations depend on nothing but time, which goes on through a reset. */
    private static final class Clock implements Environment {
        private final boolean terminates;
        private final boolean truncates;
        private final long[] time = new long[1];

        Clock(boolean terminates, boolean truncates) {
            this.terminates = terminates;
            this.truncates = truncates;
        }

        @Override
        public Box observationSpace() {
            return Box.unbounded(2);
        }

        @Override
        public Box actionSpace() {
            return Box.symmetric(1, 2);
        }

        @Override
        public double[] reset(Seed seed) {
            return observation();
        }

        @Override
        public double[] reset() {
            return observation();
        }

        @Override
        public Step step(double[] action) {
            time[0]++;
            boolean over = time[0] % 5 == 0;
            return new Step(observation(), -action[0] * action[0], terminates && over, truncates && over);
        }

        private double[] observation() {
            return new double[] {StrictMath.sin((double) time[0]), StrictMath.cos((double) time[0])};
        }

        @Override
        public void state(StateVisitor visitor) {
            visitor.longs("time", time);
        }
    }

    @ParameterizedTest
    @MethodSource("softac.sac.agent.Agents$Kind#all")
    void onlyTerminationChangesWhatIsLearned(Agents.Kind kind) {
        StateBits endless = trained(kind, new Clock(false, false));
        StateBits truncated = trained(kind, new Clock(false, true));
        StateBits terminated = trained(kind, new Clock(true, false));
        StateBits both = trained(kind, new Clock(true, true));
        assertThat(endless.differences(truncated)).isEmpty();
        assertThat(endless.differences(terminated)).contains("agent.q1.0.weight", "replay.terminated");
        assertThat(terminated.differences(both)).isEmpty();
    }

    /** Agent and replay; the counters of episodes differ, of course. */
    private static StateBits trained(Agents.Kind kind, Environment task) {
        SacAgent agent = kind.isV1()
                ? new SacV1(kind.kernels(), 2, task.actionSpace(), kind.config(), Seed.of(1))
                : new SacV2(kind.kernels(), 2, task.actionSpace(), kind.config(), Seed.of(1));
        TrainerSettings settings = new TrainerSettings(STEPS, 10, 8, 100, 1, 1_000, 1);
        Trainer trainer = new Trainer(task, new Clock(false, true), agent, settings, Seed.of(2));
        for (int n = 0; n < STEPS; n++) {
            trainer.step();
        }
        assertThat(agent.updates()).isEqualTo(STEPS - 10);
        return StateBits.of(visitor -> {
            visitor.part("agent", agent);
            trainer.state(new OnlyReplay(visitor));
        });
    }

    /** Passes on what belongs to the replay. */
    private record OnlyReplay(StateVisitor visitor) implements StateVisitor {
        @Override
        public void longs(String name, long[] words) {
            if (name.startsWith("replay.")) {
                visitor.longs(name, words);
            }
        }

        @Override
        public void doubles(String name, double[] values) {
            if (name.startsWith("replay.")) {
                visitor.doubles(name, values);
            }
        }

        @Override
        public void matrix(String name, ReshapeMatrix matrix) {
            if (name.startsWith("replay.")) {
                visitor.matrix(name, matrix);
            }
        }
    }
}
