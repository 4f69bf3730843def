package softac.sac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;
import softac.sac.train.file.StateHash;

/** Certificates while training pass, come as often as asked for, and leave no trace. */
final class CertifierTest {
    private static final Seed SEED = Seed.of(9);
    private static final GradientCheck CHECK = GradientCheck.sample(4, 4, SEED);

    @ParameterizedTest
    @CsvSource({"1, FLOAT32", "2, FLOAT32", "1, FLOAT64", "2, FLOAT64"})
    void theStateHashIsTheSameWithCertificatesAndWithout(int algorithm, Precision precision) throws IOException {
        DeterminismTestRun run = DeterminismTestRun.of(algorithm, precision).small(120);
        Trainer trainer = run.trainer(60, 1);
        List<Long> steps = new ArrayList<>();
        trainer.run(new Certifier(50, 8, CHECK, SEED, (at, certificate) -> {
            assertThat(certificate.complaints()).as("%s", run).isEmpty();
            steps.add(at.steps());
        }));
        assertThat(steps).containsExactly(50L, 100L);
        assertThat(StateHash.of(trainer)).as("%s", run).isEqualTo(run.hash());
    }

    /** The first step leaves one transition, too few; from the second on there is a batch of what is there. */
    @Test
    void takesWhatTheReplayHas() throws IOException {
        Trainer trainer = DeterminismTestRun.of(2, Precision.FLOAT64).small(17).trainer(17, 1);
        List<Long> steps = new ArrayList<>();
        trainer.run(new Certifier(
                1, 1_000, GradientCheck.sample(1, 0, SEED), SEED, (at, certificate) -> steps.add(at.steps())));
        assertThat(steps).hasSize(16).startsWith(2L, 3L).endsWith(17L);
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "-1, 8", "10, 1"})
    void refusesWhatIsTooSmall(long every, int batch) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Certifier(every, batch, CHECK, SEED, (at, certificate) -> {}))
                .withMessage("certificates every " + every + " steps on " + batch
                        + " transitions: must be at least 1 and at least 2");
    }
}
