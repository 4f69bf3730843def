package softac.sac.env.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.Environment;
import softac.sac.env.Step;
import softac.sac.env.registry.Tasks;

/** Numbers measured with Gymnasium 1.4.0's own Pendulum-v1. */
class PendulumTest {
    private static final Offset<Double> ROUNDING = within(1e-14);

    private final Pendulum pendulum = new Pendulum();

    @Test
    void startsAreGymnasiums() {
        double[] observation = pendulum.reset(Seed.of(42));
        assertThat(pendulum.theta()).isEqualTo(1.721316619099806);
        assertThat(pendulum.omega()).isEqualTo(-.12224312049589536);
        assertFloats(observation, -.14995256f, .9886932f, -.12224312f);
        assertFloats(pendulum.reset(Seed.of(123), Math.PI / 2, .5), .8403459f, .54205054f, -.44617897f);
    }

    @Test
    void stepsAreGymnasiums() {
        assertStep(1, .5, 1.5, 1.0678051619302962, 1.3561032386059226, -1.02725);
        assertStep(3, 7.9, 5, 3.4, 8, -15.245); // torque cut off at 2, speed at 8
        assertStep(-2, -1, -2, -2.0990986535059633, -1.9819730701192615, -4.104);
        assertStep(
                7, 0, 0, 7.024636997451955, .49273994903909185, -.5138233038432242); // the angle wraps in the cost only
    }

    private void assertStep(double theta, double omega, double torque, double theta2, double omega2, double reward) {
        pendulum.setState(theta, omega);
        Step step = pendulum.step(new double[] {torque});
        assertThat(pendulum.theta()).isCloseTo(theta2, ROUNDING);
        assertThat(pendulum.omega()).isCloseTo(omega2, ROUNDING);
        assertThat(step.reward()).isCloseTo(reward, ROUNDING);
        assertThat(step.done()).isFalse();
        assertThat(step.observation())
                .containsExactly(new double[] {Math.cos(theta2), Math.sin(theta2), omega2}, ROUNDING);
    }

    @Test
    void hangingCostsPiSquaredAndUprightNothing() {
        pendulum.setState(Math.PI, 0);
        double hanging = 0;
        for (int i = 0; i < 200; i++) {
            double reward = pendulum.step(new double[1]).reward();
            assertThat(reward).isCloseTo(-9.869604401089358, within(1e-9));
            hanging += reward;
        }
        assertThat(hanging).isCloseTo(-1973.92, within(.005));
        pendulum.setState(Math.PI, 0);
        pendulum.step(new double[1]);
        assertThat(pendulum.omega()).isCloseTo(9.18e-17, within(1e-18));

        pendulum.setState(0, 0);
        for (int i = 0; i < 200; i++) {
            assertThat(pendulum.step(new double[1]).reward()).isZero();
        }
    }

    @Test
    void anEpisodeWithoutTorqueIsGymnasiums() {
        Environment env = Tasks.named("pendulum").create();
        env.reset(Seed.of(42));
        double total = 0;
        Step step = env.step(new double[1]);
        int steps = 1;
        for (; !step.done(); steps++) {
            total += step.reward();
            step = env.step(new double[1]);
        }
        total += step.reward();
        assertThat(steps).isEqualTo(200);
        assertThat(step.truncated()).isTrue();
        assertThat(step.terminated()).isFalse();
        assertThat(total).isCloseTo(-1272.9264797856508, within(1e-9));
        assertFloats(step.observation(), -.36194187f, -.9322007f, 2.8798018f);
    }

    @Test
    void theMeanOverGymnasiumsStartsWithoutTorqueIsGymnasiums() {
        double total = 0;
        for (int seed = 0; seed < 100; seed++) {
            pendulum.reset(Seed.of(seed));
            for (int i = 0; i < 200; i++) {
                total += pendulum.step(new double[1]).reward();
            }
        }
        assertThat(total / 100).isCloseTo(-1180.29, within(.005));
    }

    @Test
    void randomPlayScoresWhatItScoresInGymnasium() {
        Rng actions = Seed.of(0).rng(); // action_space.seed(0)
        double total = 0;
        double squares = 0;
        for (int seed = 0; seed < 300; seed++) {
            pendulum.reset(Seed.of(seed));
            double episode = 0;
            for (int i = 0; i < 200; i++) {
                double[] action = pendulum.actionSpace().sample(actions, new double[1]);
                action[0] = (float) action[0];
                episode += pendulum.step(action).reward();
            }
            total += episode;
            squares += episode * episode;
        }
        double mean = total / 300;
        assertThat(mean).isCloseTo(-1238.5, within(.05));
        assertThat(Math.sqrt(squares / 300 - mean * mean)).isCloseTo(294.5, within(.5));
        assertThat(Tasks.named("pendulum").randomReturn()).isEqualTo(-1238.5);
    }

    @Test
    void energyDriftsWithTheFirstOrderOfTheTimeStep() {
        assertThat(drift(.05)).isCloseTo(.2842, within(5e-5));
        assertThat(drift(.005)).isCloseTo(.02642, within(5e-6));
        assertThat(drift(.0005)).isCloseTo(.002624, within(5e-7));
    }

    /** Largest change of ω²/6 + 5 cos θ in 10 s from (2, 0). */
    private static double drift(double timeStep) {
        Pendulum pendulum = new Pendulum(timeStep);
        pendulum.setState(2, 0);
        double start = energy(pendulum);
        assertThat(start).isCloseTo(-2.080734182735712, ROUNDING);
        double largest = 0;
        for (int i = 0; i < Math.round(10 / timeStep); i++) {
            pendulum.step(new double[1]);
            largest = Math.max(largest, Math.abs(energy(pendulum) - start));
        }
        return largest;
    }

    private static double energy(Pendulum pendulum) {
        return pendulum.omega() * pendulum.omega() / 6 + 5 * Math.cos(pendulum.theta());
    }

    @Property
    void rewardsAndObservationsStayInTheirRanges(
            @ForAll @DoubleRange(min = -100, max = 100) @Scale(12) double theta,
            @ForAll @DoubleRange(min = -8, max = 8) @Scale(12) double omega,
            @ForAll @DoubleRange(min = -3, max = 3) @Scale(12) double torque) {
        double[] before = pendulum.setState(theta, omega);
        assertThat(pendulum.observationSpace().contains(before)).isTrue();
        Step step = pendulum.step(new double[] {torque});
        assertThat(step.reward()).isBetween(-16.2736044 - 1e-7, 0.0);
        assertThat(pendulum.observationSpace().contains(step.observation())).isTrue();
    }

    @Property
    void theMirroredPendulumMovesMirrored(
            @ForAll @DoubleRange(min = -3, max = 3) @Scale(12) double theta,
            @ForAll @DoubleRange(min = -8, max = 8) @Scale(12) double omega,
            @ForAll @DoubleRange(min = -2, max = 2) @Scale(12) double torque) {
        pendulum.setState(theta, omega);
        double reward = pendulum.step(new double[] {torque}).reward();
        double theta2 = pendulum.theta();
        double omega2 = pendulum.omega();
        pendulum.setState(-theta, -omega);
        assertThat(pendulum.step(new double[] {-torque}).reward()).isCloseTo(reward, within(1e-13));
        assertThat(pendulum.theta()).isEqualTo(-theta2);
        assertThat(pendulum.omega()).isEqualTo(-omega2);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Pendulum(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pendulum(Double.NaN))
                .hasMessage("pendulum: time step of NaN s given; it must be positive");
        assertThatThrownBy(() -> pendulum.setState(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pendulum.reset(Seed.of(0), -1, 1))
                .hasMessage("pendulum: start half-widths -1.0 and 1.0 given; they must be finite and at least 0");
    }

    /** Gymnasium rounds observations to float; NumPy's cosine may differ by a unit in the last place of a double. */
    private static void assertFloats(double[] observation, float... expected) {
        assertThat(observation).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((float) observation[i]).isEqualTo(expected[i]);
        }
    }
}
