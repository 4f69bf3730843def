package softac.sac.check;

import java.util.ArrayList;
import java.util.List;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.GradientReport;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;
import softac.sac.agent.Loss;
import softac.sac.agent.SacAgent;
import softac.sac.replay.Batch;

/**
 * That the gradient of every loss which an agent's update minimises is right, and that each loss depends on what the paper
 * says; for the parameters as they are now, on a batch of one's own.
 *
 * <pre>{@code
 * Certificate certificate = Certificate.of(agent, batch, GradientCheck.sample(50, 64, Seed.of(1)), Seed.of(2));
 * if (!certificate.passes()) {
 *     throw new AssertionError(certificate.complaints());
 * }
 * }</pre>
 *
 * <p>Whatever the agent computes in, it is certified on a FLOAT64 copy that has its numbers; neither agent nor batch change
 * by a bit, and no stream of theirs is drawn from.
 *
 * @param losses in the order of the update
 * @param dependencies what each loss reaches and moves
 */
public record Certificate(List<LossCertificate> losses, DependencyTable dependencies) {
    private static final int FARTHEST = 20; // observations of 2²⁰

    /** Keeps a copy. */
    public Certificate {
        losses = List.copyOf(losses);
    }

    /**
     * Certifies an agent as it is.
     *
     * @param agent not modified, of any precision
     * @param batch at least one transition, not modified
     * @param check how many derivatives, and the tolerance
     * @param noise of the actions drawn, and of what is made up
     * @return the certificate, which may say that it does not pass
     */
    public static Certificate of(SacAgent agent, Batch batch, GradientCheck check, Seed noise) {
        try (Kernels kernels = Kernels.best(Precision.FLOAT64)) {
            SacAgent copy = agent.copy(kernels);
            Batch transitions = batch.copy(kernels);
            List<LossCertificate> losses = copy.losses().stream()
                    .map(loss -> new LossCertificate(
                            loss.name(), loss.symbol(), loss.source(), report(copy, loss, transitions, check, noise)))
                    .toList();
            return new Certificate(losses, DependencyTable.of(copy, transitions, noise));
        }
    }

    private static GradientReport report(SacAgent agent, Loss loss, Batch batch, GradientCheck check, Seed noise) {
        GradientReport report = run(agent, loss, batch, check, noise);
        GradientCheck onlyCoverage = GradientCheck.sample(0, 0, check.seed());
        for (int k = 0; k <= FARTHEST && !report.notCertified().isEmpty(); k++) {
            int count = batch.observation().getNumRows();
            Batch synthetic = SyntheticBatch.of(agent, count, StrictMath.scalb(1.0, k), noise.split("synthetic"));
            if (report.and(run(agent, loss, synthetic, onlyCoverage, noise))
                    .notCertified()
                    .isEmpty()) {
                report = report.and(run(agent, loss, synthetic, check, noise));
            }
        }
        return report;
    }

    private static GradientReport run(SacAgent agent, Loss loss, Batch batch, GradientCheck check, Seed noise) {
        return check.run(agent.tape(), loss.parameters(), () -> agent.record(loss, batch, noise.rng()));
    }

    /** Whether every loss passes and depends on what it should. */
    public boolean passes() {
        return complaints().isEmpty();
    }

    /** What is wrong, undecided or not certified, one line each; empty where it passes. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LossCertificate loss : losses) {
            complaints.addAll(loss.complaints());
        }
        complaints.addAll(dependencies.differences());
        return complaints;
    }
}
