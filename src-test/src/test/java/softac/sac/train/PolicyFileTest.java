package softac.sac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Activation;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.Policy;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.train.file.BadFileException;

/** A policy comes back from its file as it was, or not at all. */
final class PolicyFileTest {
    private static final Box ACTIONS = Box.of(new double[] {-3, 0}, new double[] {1, 10});

    @TempDir
    private Path folder;

    private static Policy policy(Precision precision) {
        SacConfig config =
                SacConfig.v2().withHidden(4, 3).withActivation(Activation.TANH).withLogStdBounds(-5, 1.5);
        return new SacV2(TestKernels.of(precision), 3, ACTIONS, config, Seed.of(1)).snapshot();
    }

    @ParameterizedTest
    @EnumSource
    void actsAsItDidToTheLastBit(Precision precision) throws IOException {
        Policy saved = policy(precision);
        Path file = folder.resolve("p.safetensors");
        PolicyFile.save(file, saved);
        Policy loaded = PolicyFile.load(file);
        assertThat(loaded.precision()).isEqualTo(precision);
        assertThat(loaded.actions()).isEqualTo(ACTIONS);
        Rng states = Seed.of(2).rng();
        Rng first = Seed.of(3).rng();
        Rng second = Seed.of(3).rng();
        for (int n = 0; n < 200; n++) {
            double[] observation = {states.normal(), states.normal(), states.normal()};
            double[] expected = new double[2];
            double[] action = new double[2];
            saved.actor().act(observation, expected);
            loaded.actor().act(observation, action);
            assertThat(action).containsExactly(expected);
            double logProbability = saved.actor().act(observation, first, expected);
            assertThat(loaded.actor().act(observation, second, action)).isEqualTo(logProbability);
            assertThat(action).containsExactly(expected);
        }
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        Path file = folder.resolve("p.safetensors");
        PolicyFile.save(file, policy(Precision.FLOAT32));
        byte[] bytes = Files.readAllBytes(file);
        List<Integer> unnoticed = new ArrayList<>();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            try {
                PolicyFile.load(file);
                unnoticed.add(bit);
            } catch (BadFileException e) {
                assertThat(e).message().hasLineCount(1);
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Path file = folder.resolve("p.safetensors");
        Files.writeString(file, "no policy");
        assertThatThrownBy(() -> PolicyFile.load(file))
                .isInstanceOf(BadFileException.class)
                .hasMessageStartingWith(file + ": ");
    }
}
