package softac.sac.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.Activation;
import softac.autodiff.check.Derivative;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.GradientReport;
import softac.autodiff.check.Verdict;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;
import softac.lab.run.Algorithm;
import softac.lab.run.Layer;
import softac.lab.run.Run;
import softac.lab.run.RunSettings;
import softac.lab.run.Setting;
import softac.lab.run.SourcedSettings;
import softac.sac.agent.Loss;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.env.registry.Tasks;
import softac.sac.replay.Batch;
import softac.sac.train.Trainer;
import softac.sac.train.TrainerSettings;
import softac.sac.train.file.StateHash;

/** The certificate of every loss of both papers, for agents fresh and trained, of both precisions, over several seeds. */
class CertificateTest {
    private static final int STEPS = 500;
    private static final int BATCH = 16;

    static Stream<Arguments> runs() {
        return Stream.of(1, 2)
                .flatMap(algorithm -> Stream.of(
                        Arguments.of(algorithm, Precision.FLOAT64, Activation.RELU, 1L),
                        Arguments.of(algorithm, Precision.FLOAT32, Activation.RELU, 2L),
                        Arguments.of(algorithm, Precision.FLOAT64, Activation.RELU, 3L),
                        Arguments.of(algorithm, Precision.FLOAT64, Activation.TANH, 4L)));
    }

    @ParameterizedTest(name = "v{0} {1} {2} seed {3}")
    @MethodSource("runs")
    void everyLossIsCertifiedFreshAndTrained(int algorithm, Precision precision, Activation hidden, long seed) {
        Trainer trainer = trainer(algorithm, precision, hidden, seed);
        Batch batch = trainer.agent().emptyBatch();
        while (trainer.steps() < BATCH) {
            trainer.step();
        }
        assertThat(trainer.agent().updates()).isZero();
        certify(trainer, batch, seed);
        while (trainer.steps() < STEPS) {
            trainer.step();
        }
        assertThat(trainer.agent().updates()).isGreaterThan(400);
        certify(trainer, batch, seed);
    }

    /** Of the size and after the steps of {@code bin/sac train pendulum}: J_π of about 100 rounds, its slopes are small. */
    @Tag("deep")
    @ParameterizedTest
    @CsvSource({"V1, 1", "V1, 2", "V2, 1", "V2, 2"})
    void whereTheLossDrownsItsSlopesLittleIsUndecidedAndNothingWrong(Algorithm algorithm, long seed) {
        RunSettings settings = SourcedSettings.of(
                        Layer.EMPTY,
                        Layer.typed(Map.of(Setting.TASK, "pendulum", Setting.ALGO, algorithm, Setting.SEED, seed)))
                .settings();
        try (Run run = new Run(settings, 1)) {
            Trainer trainer = run.trainer();
            Batch batch = trainer.agent().emptyBatch();
            while (trainer.steps() < 4_000) {
                trainer.step();
                if (trainer.steps() % 1_000 == 0) {
                    trainer.replay().sample(32, Seed.of(seed).split("test").rng(), batch);
                    Certificate certificate = Certificate.of(
                            trainer.agent(), batch, GradientCheck.sample(50, 64, Seed.of(seed)), Seed.of(seed));
                    assertThat(certificate.mistakes()).isEmpty();
                    assertThat(certificate.losses().stream()
                                    .mapToLong(loss -> loss.report().count(Verdict.UNDECIDED))
                                    .sum())
                            .as("undecided of some 1,300, %s seed %d step %d", algorithm, seed, trainer.steps())
                            .isLessThan(100);
                }
            }
        }
    }

    @Test
    void undecidedIsNoMistakeAndDoesNotPass() {
        for (Verdict verdict : Verdict.values()) {
            Derivative derivative = new Derivative("w", 0, 0, 0, 1, 1, 1, 1, verdict);
            LossCertificate loss = new LossCertificate(
                    "J_Q",
                    "J_Q(θ)",
                    "",
                    new GradientReport(List.of(derivative), List.of(), List.of(), List.of(), List.of()));
            assertThat(loss.passes()).isEqualTo(verdict == Verdict.AGREES);
            assertThat(loss.mistakes()).hasSize(verdict == Verdict.DISAGREES ? 1 : 0);
            assertThat(loss.complaints()).hasSize(verdict == Verdict.AGREES ? 0 : 1);
        }
    }

    private static Trainer trainer(int algorithm, Precision precision, Activation hidden, long seed) {
        Box actions = Box.symmetric(1, 2);
        Seed of = Seed.of(seed).split("agent");
        SacAgent agent = algorithm == 1
                ? new SacV1(TestKernels.of(precision), 3, actions, adapted(SacConfig.v1(), hidden), of)
                : new SacV2(TestKernels.of(precision), 3, actions, adapted(SacConfig.v2(), hidden), of);
        TrainerSettings settings = new TrainerSettings(STEPS, BATCH, BATCH, STEPS, 1, STEPS, 1);
        return new Trainer(
                Tasks.named("pendulum").create(), Tasks.named("pendulum").create(), agent, settings, Seed.of(seed));
    }

    private static SacConfig adapted(SacConfig config, Activation hidden) {
        return config.withHidden(7, 6).withActivation(hidden).withLearningRate(1e-3);
    }

    /** The bar, restated: |a − n| ≤ 1e-8 max(|a|, |n|) + 1e-10 ‖g‖∞ for every entry, none undecided. */
    private static void certify(Trainer trainer, Batch batch, long seed) {
        trainer.replay().sample(BATCH, Seed.of(seed).split("test").rng(), batch);
        String before = StateHash.of(trainer);
        Certificate certificate = Certificate.of(trainer.agent(), batch, GradientCheck.full(), Seed.of(seed));
        assertThat(StateHash.of(trainer)).isEqualTo(before);

        assertThat(certificate.complaints()).isEmpty();
        assertThat(certificate.losses())
                .extracting(LossCertificate::loss)
                .isEqualTo(trainer.agent().losses().stream().map(Loss::name).toList());
        for (LossCertificate loss : certificate.losses()) {
            GradientReport report = loss.report();
            double norm = report.derivatives().stream()
                    .mapToDouble(d -> Math.abs(d.analytic()))
                    .max()
                    .orElseThrow();
            assertThat(norm).as(loss.loss()).isPositive();
            assertThat(report.derivatives())
                    .as(loss.loss())
                    .allMatch(d -> d.difference() <= bound(d, norm))
                    .hasSizeGreaterThanOrEqualTo(entries(trainer.agent(), loss.loss()));
            assertThat(report.count(Verdict.UNDECIDED)).isZero();
            assertThat(report.notCertified()).isEmpty();
        }
    }

    private static double bound(Derivative d, double norm) {
        return 1e-8 * Math.max(Math.abs(d.analytic()), Math.abs(d.numeric())) + 1e-10 * norm;
    }

    private static int entries(SacAgent agent, String name) {
        return agent.losses().stream()
                .filter(loss -> loss.name().equals(name))
                .flatMap(loss -> loss.parameters().stream())
                .mapToInt(p -> p.value().getNumRows() * p.value().getNumCols())
                .sum();
    }
}
