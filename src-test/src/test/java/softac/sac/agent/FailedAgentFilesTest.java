package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.random.Seed;
import softac.autodiff.state.Stateful;
import softac.sac.train.file.BadFileException;
import softac.sac.train.file.Checkpoint;

/** After a failure only a good state lifts the refusal to update: not a file that is refused, nor one saved after it. */
class FailedAgentFilesTest {
    private static final String KIND = "softac.sac.agent.Agents$Kind#all";

    @TempDir
    private Path folder;

    private static SacAgent failed(Agents.Kind kind) {
        SacAgent agent = kind.agent();
        agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
        assertThatExceptionOfType(NumericalFailure.class)
                .isThrownBy(() -> agent.update(kind.batch(Seed.of(4)), () -> Double.NaN));
        return agent;
    }

    private static void assertRefusesToUpdate(Agents.Kind kind, SacAgent agent) {
        StateBits before = StateBits.of(agent);
        assertThatExceptionOfType(NumericalFailure.class)
                .isThrownBy(
                        () -> agent.update(kind.batch(Seed.of(2)), Seed.of(3).rng()))
                .withMessageContaining("load a good state first");
        assertThat(before.differences(StateBits.of(agent))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(KIND)
    void aFileThatIsRefusedLiftsNothing(Agents.Kind kind) throws IOException {
        SacAgent agent = failed(kind);
        StateBits before = StateBits.of(agent);
        Path file = folder.resolve("other");
        Checkpoint.save(file, kind.agent(kind.config().withHidden(7), Seed.of(1)));
        assertRefused(file, agent);

        Path damaged = folder.resolve("damaged");
        Checkpoint.save(damaged, kind.agent());
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length - 1] ^= 1;
        Files.write(damaged, bytes);
        assertRefused(damaged, agent);

        assertRefused(folder.resolve("missing"), agent);
        assertThat(before.differences(StateBits.of(agent))).isEmpty();
        assertRefusesToUpdate(kind, agent);
    }

    /** The agent took its own numbers before its neighbour refused those meant for it; both get their own back. */
    @ParameterizedTest
    @MethodSource(KIND)
    void aFileThatANeighbourRefusesLiftsNothing(Agents.Kind kind) throws IOException {
        SacAgent agent = failed(kind);
        StateBits before = StateBits.of(agent);
        Path file = folder.resolve("refused");
        Checkpoint.save(file, beside(kind.agent(), -1));
        assertRefused(file, beside(agent, 1));
        assertThat(before.differences(StateBits.of(agent))).isEmpty();
        assertRefusesToUpdate(kind, agent);
    }

    /** An agent and a number that must not become negative. */
    private static Stateful beside(SacAgent agent, long number) {
        return visitor -> {
            visitor.part("agent", agent);
            long[] numbers = {number};
            visitor.longs("number", numbers);
            if (visitor.overwrites() && numbers[0] < 0) {
                throw new IllegalArgumentException("number " + numbers[0]);
            }
        };
    }

    private static void assertRefused(Path file, Stateful state) {
        assertThatThrownBy(() -> Checkpoint.load(file, state)).isInstanceOf(BadFileException.class);
    }

    @ParameterizedTest
    @MethodSource(KIND)
    void aFailureIsSavedAndLoaded(Agents.Kind kind) throws IOException {
        SacAgent failed = failed(kind);
        Path file = folder.resolve("failed");
        Checkpoint.save(file, failed);
        SacAgent fresh = kind.agent();
        Checkpoint.load(file, fresh);
        assertThat(StateBits.of(failed).differences(StateBits.of(fresh))).isEmpty();
        assertRefusesToUpdate(kind, fresh);
    }

    @ParameterizedTest
    @MethodSource(KIND)
    void aGoodFileLiftsTheRefusal(Agents.Kind kind) throws IOException {
        SacAgent fine = kind.agent(kind.config(), Seed.of(9));
        fine.update(kind.batch(Seed.of(2)), Seed.of(3).rng());
        Path file = folder.resolve("good");
        Checkpoint.save(file, fine);
        SacAgent agent = failed(kind);
        Checkpoint.load(file, agent);
        agent.update(kind.batch(Seed.of(4)), Seed.of(5).rng());
        fine.update(kind.batch(Seed.of(4)), Seed.of(5).rng());
        assertThat(StateBits.of(fine).differences(StateBits.of(agent))).isEmpty();
    }
}
