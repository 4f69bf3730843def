package softac.sac.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.control.Lqr;
import softac.sac.env.control.LqrModel;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;

/** What every task must do, as Gymnasium's check_env asks. */
class EnvironmentContractTest {
    static Stream<Task> tasks() {
        LqrModel noisy = new LqrModel(
                new double[][] {{1, .1}, {0, 1}},
                new double[][] {{.005}, {.1}},
                new double[][] {{1, 0}, {0, .1}},
                new double[][] {{.1}},
                new double[][] {{0, 0}, {0, 1e-4}});
        return Stream.concat(
                Tasks.all().stream(),
                Stream.of(new Task("noisy", "noisy", "double integrator", 30, () -> new Lqr(noisy, 1, 4), 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theSameSeedGivesTheSameBitsAndTheStreamGoesOn(Task task) {
        assertThat(play(task.create(), 7)).isEqualTo(play(task.create(), 7));
        Environment used = task.create();
        play(used, 8);
        assertThat(play(used, 7)).isEqualTo(play(task.create(), 7));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void observationsLieInTheirSpaceAndEpisodesEnd(Task task) {
        Environment env = task.create();
        Rng rng = Seed.of(1).rng();
        for (int seed = 0; seed < 5; seed++) {
            assertThat(env.observationSpace().contains(env.reset(Seed.of(seed))))
                    .isTrue();
            int steps = 0;
            Step step;
            do {
                step = env.step(env.actionSpace()
                        .sample(rng, new double[env.actionSpace().size()]));
                steps++;
                assertThat(env.observationSpace().contains(step.observation())).isTrue();
                assertThat(step.reward()).isFinite();
            } while (!step.done());
            assertThat(steps).isEqualTo(task.maxSteps());
        }
        env.close();
        env.close();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void anEnvironmentResumesFromItsStateInTheMiddleOfAnEpisode(Task task) {
        Environment original = task.create();
        original.reset(Seed.of(3));
        double[] action = new double[original.actionSpace().size()];
        for (int i = 0; i < 10; i++) {
            if (original.step(action).done()) {
                original.reset();
            }
        }
        Environment copy = task.create();
        StateSnapshot.of(original).into(copy);
        assertThat(goOn(copy)).isEqualTo(goOn(original));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void returnedObservationsBelongToTheCaller(Task task) {
        Environment env = task.create();
        double[] first = env.reset(Seed.of(3));
        double[] kept = first.clone();
        Step step = env.step(new double[env.actionSpace().size()]);
        assertThat(first).isEqualTo(kept);
        Environment other = task.create();
        java.util.Arrays.fill(other.reset(Seed.of(3)), Double.NaN);
        assertThat(other.step(new double[env.actionSpace().size()]).observation())
                .isEqualTo(step.observation());
    }

    private static List<Double> play(Environment env, long seed) {
        List<Double> numbers = new ArrayList<>();
        for (double x : env.reset(Seed.of(seed))) {
            numbers.add(x);
        }
        numbers.addAll(goOn(env));
        return numbers;
    }

    /** Finishes the running episode and plays another with random actions. */
    private static List<Double> goOn(Environment env) {
        List<Double> numbers = new ArrayList<>();
        Rng rng = Seed.of(99).rng();
        for (int episodes = 0; episodes < 2; ) {
            Step step = env.step(
                    env.actionSpace().sample(rng, new double[env.actionSpace().size()]));
            numbers.add(step.reward());
            double[] observation = step.observation();
            if (step.done()) {
                episodes++;
                observation = env.reset();
            }
            for (double x : observation) {
                numbers.add(x);
            }
        }
        return numbers;
    }
}
