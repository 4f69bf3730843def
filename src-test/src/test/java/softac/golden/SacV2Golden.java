package softac.golden;

import softac.autodiff.Tensor;
import softac.autodiff.random.Seed;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.replay.Batch;

/** Kind "sac_v2": the losses of the second paper, their gradients, and a run of updates in its order. */
final class SacV2Golden {
    private static final String RUN = "/runs/sequential";

    private final GoldenCase golden;
    private final SacV2 agent;

    private SacV2Golden(GoldenCase golden) {
        this.golden = golden;
        TemperatureSetting learned = new TemperatureSetting.Learned(1, golden.number("/config/target_entropy"));
        agent = new SacV2(
                golden.kernels(),
                SacGolden.observationSize(golden),
                SacGolden.actions(golden),
                SacGolden.config(golden, learned),
                Seed.of(0));
        SacGolden.loadShared(golden, agent);
        golden.load("/init/q1_target/layers", agent.targetCritics().first());
        golden.load("/init/q2_target/layers", agent.targetCritics().second());
        golden.load(agent.temperature().logAlpha(), golden.number("/config/log_alpha_init"));
    }

    static void compare(GoldenCase golden) {
        SacV2Golden v2 = new SacV2Golden(golden);
        v2.compareLosses();
        for (int n = 0; n < golden.node("/batches").size(); n++) {
            v2.compareUpdate(n);
        }
    }

    private void compareLosses() {
        SacGolden.Inputs in = SacGolden.Inputs.record(agent, SacGolden.batch(golden, "/batches/0"));
        double[] epsilon = golden.numbers("/batches/0/eps_next");
        PolicySample next = new PolicySample();
        agent.policy().sample(in.s2(), new ScriptedNoise(epsilon), next);
        golden.compare("/intermediate/next_action", next.action(), Tolerance.VALUE);
        golden.compare("/intermediate/next_log_prob", next.logProbability(), Tolerance.VALUE);
        Tensor input = in.s2().concat(next.action());
        Tensor q1 = agent.targetCritics().first().apply(input);
        Tensor q2 = agent.targetCritics().second().apply(input);
        golden.compare("/intermediate/next_q1_target", q1, Tolerance.VALUE);
        golden.compare("/intermediate/next_q2_target", q2, Tolerance.VALUE);

        Tensor y = agent.target(in.r(), in.s2(), in.notTerminated(), new ScriptedNoise(epsilon));
        golden.compare("/intermediate/y", y, Tolerance.VALUE);
        SacGolden.compareCritics(golden, agent, in, y);

        PolicySample now = SacGolden.comparePolicy(golden, agent, in, golden.numbers("/batches/0/eps_pi"));
        Tensor loss = agent.temperatureLoss(now);
        golden.compare("/losses/J_alpha", loss, Tolerance.VALUE);
        agent.tape().differentiate(loss, agent.temperature().parameters());
        golden.compare("/grad/log_alpha", agent.temperature().logAlpha().gradient(), Tolerance.GRADIENT);
    }

    /** Update n + 1: the critics' losses before it, one by one, then the update and what it reports. */
    private void compareUpdate(int n) {
        String at = RUN + "/updates/" + n;
        String from = "/batches/" + n;
        Batch batch = SacGolden.batch(golden, from);
        double[] epsilonNext = golden.numbers(from + "/eps_next");
        double[] epsilonPolicy = golden.numbers(from + "/eps_pi");

        golden.compare(at + "/alpha_before", agent.temperature().alpha(), Tolerance.VALUE);
        SacGolden.Inputs in = SacGolden.Inputs.record(agent, batch);
        Tensor y = agent.target(in.r(), in.s2(), in.notTerminated(), new ScriptedNoise(epsilonNext));
        Tensor input = in.s().concat(in.a());
        Tensor lossOfFirst = SacAgent.halfMeanSquare(agent.critics().first().apply(input), y);
        Tensor lossOfSecond = SacAgent.halfMeanSquare(agent.critics().second().apply(input), y);
        golden.compare(at + "/J_Q1", lossOfFirst, Tolerance.VALUE);
        golden.compare(at + "/J_Q2", lossOfSecond, Tolerance.VALUE);

        SacGolden.update(agent, batch, new ScriptedNoise(epsilonNext, epsilonPolicy));
        double critics = SacGolden.metric(agent, "train/critic_loss");
        golden.compareSum(at + "/J_Q1", at + "/J_Q2", critics, Tolerance.VALUE);
        golden.compare(at + "/J_pi", SacGolden.metric(agent, "train/actor_loss"), Tolerance.VALUE);
        golden.compare(at + "/J_alpha", SacGolden.metric(agent, "train/ent_coef_loss"), Tolerance.VALUE);
        golden.compare(at + "/grad_log_alpha", agent.temperature().logAlpha().gradient(), Tolerance.GRADIENT);
        golden.compare(at + "/log_alpha_after", agent.temperature().logAlpha().value(), Tolerance.absolute(1e-11));
        compareNetworks(RUN + "/after_" + (n + 1), Tolerance.afterSteps(n + 1));
    }

    private void compareNetworks(String at, Tolerance tolerance) {
        golden.compareValues(at + "/pi", agent.policy().net(), tolerance);
        golden.compareValues(at + "/q1", agent.critics().first(), tolerance);
        golden.compareValues(at + "/q2", agent.critics().second(), tolerance);
        golden.compareValues(at + "/q1_target", agent.targetCritics().first(), tolerance);
        golden.compareValues(at + "/q2_target", agent.targetCritics().second(), tolerance);
    }
}
