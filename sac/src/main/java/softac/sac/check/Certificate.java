package softac.sac.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
    /** Keeps a copy. */
    public Certificate {
        losses = List.copyOf(losses);
    }

    /**
     * Certifies an agent as it is.
     *
     * @param agent not modified, of any precision
     * @param batch at least two transitions, not modified
     * @param check how many derivatives, and the tolerance
     * @param noise of the actions drawn, and of what is made up
     * @return the certificate, which may say that it does not pass
     * @throws IllegalArgumentException for fewer than two transitions, or a batch that does not fit the agent
     * @throws softac.sac.agent.NumericalFailure for an agent that has failed
     * @throws softac.autodiff.NonFiniteException when the batch is not finite
     */
    public static Certificate of(SacAgent agent, Batch batch, GradientCheck check, Seed noise) {
        int count = batch.observation().getNumRows();
        if (count < 2) {
            throw new IllegalArgumentException(
                    "certificate: a batch of " + count + ": must hold at least 2 transitions");
        }
        try (Kernels kernels = Kernels.best(Precision.FLOAT64)) {
            SacAgent copy = agent.copy(kernels);
            Batch transitions = batch.copy(kernels);
            SyntheticPoint synthetic = SyntheticPoint.astride(agent.copy(kernels), count, noise.split("synthetic"));
            List<LossCertificate> losses = new ArrayList<>();
            for (int n = 0; n < copy.losses().size(); n++) {
                Loss loss = copy.losses().get(n);
                GradientReport report = run(copy, n, transitions, check, noise);
                if (!report.notCertified().isEmpty()) {
                    report = report.and(run(synthetic.agent(), n, synthetic.batch(), check, synthetic.noise()));
                }
                losses.add(new LossCertificate(loss.name(), loss.symbol(), loss.source(), report));
            }
            return new Certificate(losses, DependencyTable.of(copy, transitions, noise));
        }
    }

    private static GradientReport run(SacAgent agent, int n, Batch batch, GradientCheck check, Seed noise) {
        Loss loss = agent.losses().get(n);
        return check.run(agent.tape(), loss.parameters(), () -> agent.record(loss, batch, noise.rng()));
    }

    /** Whether every loss passes and depends on what it should. */
    public boolean passes() {
        return complaints().isEmpty();
    }

    /**
     * What is shown to be wrong, one line each. Of an agent that has learned much, some derivatives may stay undecided: J_π may
     * be 100 where its slopes are 0.01, and rounding of the first is then seen in the second.
     */
    public List<String> mistakes() {
        return all(LossCertificate::mistakes);
    }

    /** What is wrong, undecided or not certified, one line each; empty where it passes. */
    public List<String> complaints() {
        return all(LossCertificate::complaints);
    }

    private List<String> all(Function<LossCertificate, List<String>> lines) {
        List<String> all = new ArrayList<>();
        losses.forEach(loss -> all.addAll(lines.apply(loss)));
        all.addAll(dependencies.differences());
        return all;
    }
}
