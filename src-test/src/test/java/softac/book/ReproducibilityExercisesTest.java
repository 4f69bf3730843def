package softac.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Environment;
import softac.sac.env.registry.Tasks;
import softac.sac.train.Trainer;
import softac.sac.train.TrainerSettings;
import softac.sac.train.file.StateHash;

/** Chapter 10. */
final class ReproducibilityExercisesTest {
    @Test
    @DisplayName("10.1: the hash of a run is a function of its seed")
    void theHashIsAFunctionOfTheSeed() throws Exception {
        String one = hash(Kernels.best(Precision.FLOAT32), 1);
        assertThat(hash(Kernels.best(Precision.FLOAT32), 1)).isEqualTo(one);
        assertThat(hash(Kernels.best(Precision.FLOAT32, 2), 1)).isEqualTo(one);
        assertThat(hash(Kernels.scalar(Precision.FLOAT32), 1)).isEqualTo(one);
        assertThat(hash(Kernels.best(Precision.FLOAT32), 2)).isNotEqualTo(one);
    }

    private static String hash(Kernels kernels, long number) throws Exception {
        try (kernels) {
            Environment task = Tasks.named("Pendulum-v1").create();
            Seed seed = Seed.of(number);
            SacV2 agent =
                    new SacV2(kernels, 3, task.actionSpace(), SacConfig.v2().withHidden(8, 8), seed.split("agent"));
            TrainerSettings settings = new TrainerSettings(200, 50, 16, 200, 1, 1_000, 1);
            Trainer trainer = new Trainer(task, Tasks.named("Pendulum-v1").create(), agent, settings, seed);
            trainer.run();
            return StateHash.of(trainer);
        }
    }

    @Test
    @DisplayName("10.2: a new consumer shifts nobody's draws")
    void anotherStreamChangesNothing() {
        Seed seed = Seed.of(1);
        double before = seed.split("task").rng().normal();
        Rng extra = seed.split("extra").rng();
        extra.normal();
        assertThat(seed.split("task").rng().normal()).isEqualTo(before);
        assertThat(extra.normal()).isNotEqualTo(before);
    }

    @Test
    @DisplayName("10.3: the length of a name is part of its path")
    void pathsAreMoreThanTheirLetters() {
        Map<String, Double> draws = Map.of(
                "ab, c", Seed.of(1).split("ab").split("c").rng().normal(),
                "a, bc", Seed.of(1).split("a").split("bc").rng().normal(),
                "abc", Seed.of(1).split("abc").rng().normal());
        assertThat(draws.values()).doesNotHaveDuplicates();
    }
}
