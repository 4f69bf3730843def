package softac.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.Verdict;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.check.Certificate;
import softac.sac.check.LossCertificate;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/**
 * The certificates of small agents of both papers. Lines begin with {@link #GRADIENT} where a derivative of a loss is wrong,
 * with {@link #DEPENDENCY} where a loss depends on something else than its paper says.
 */
final class AgentCertificate implements Function<String, List<String>> {
    static final String GRADIENT = "gradient";
    static final String DEPENDENCY = "dependency";

    private static final int N = 3;
    private static final int B = 9;
    private static final Box ACTIONS = Box.symmetric(2, 2);

    private final Kernels kernels = Kernels.scalar(Precision.FLOAT64, 1);

    @Override
    public List<String> apply(String unused) {
        SacConfig config = SacConfig.v2().withHidden(6, 5);
        SacConfig fixed = config.withTemperature(new TemperatureSetting.Fixed(0.2));
        SacConfig learned = config.withTemperature(new TemperatureSetting.Learned(0.3, -2));
        List<SacAgent> agents = List.of(
                new SacV1(kernels, N, ACTIONS, fixed, Seed.of(1)), new SacV2(kernels, N, ACTIONS, learned, Seed.of(1)));
        List<String> complaints = new ArrayList<>();
        for (SacAgent agent : agents) {
            Certificate certificate =
                    Certificate.of(agent, batch(), GradientCheck.sample(4, 4, Seed.of(2)), Seed.of(3));
            for (LossCertificate loss : certificate.losses()) {
                if (loss.report().verdict() != Verdict.AGREES) {
                    complaints.add(GRADIENT + " of " + loss.loss() + ": " + loss.report());
                }
            }
            certificate.dependencies().differences().forEach(line -> complaints.add(DEPENDENCY + " of " + line));
        }
        return complaints;
    }

    /** One transition in three terminated. */
    private Batch batch() {
        Rng rng = Seed.of(4).rng();
        Batch batch = new Batch(kernels, N, ACTIONS.size());
        batch.resize(B);
        kernels.fill(rng, batch.observation());
        kernels.fill(() -> rng.uniform(-1, 1), batch.action());
        kernels.fill(rng, batch.reward());
        kernels.fill(rng, batch.nextObservation());
        for (int i = 0; i < B; i++) {
            kernels.set(batch.notTerminated(), i, 0, i % 3 == 0 ? 0 : 1);
        }
        return batch;
    }
}
