package softac.golden;

import softac.autodiff.Tensor;
import softac.autodiff.random.Seed;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacV1;
import softac.sac.agent.TemperatureSetting;
import softac.sac.replay.Batch;

/** Kind "sac_v1": the losses of the first paper, their gradients, and one complete update in its order. */
final class SacV1Golden {
    private static final String AFTER = "/after_1_sequential";

    private final GoldenCase golden;
    private final SacV1 agent;
    private final Batch batch;
    private final double[] epsilonValue;
    private final double[] epsilonPolicy;

    private SacV1Golden(GoldenCase golden) {
        this.golden = golden;
        agent = new SacV1(
                golden.kernels(),
                SacGolden.observationSize(golden),
                SacGolden.actions(golden),
                SacGolden.config(golden, new TemperatureSetting.Fixed(golden.number("/config/alpha"))),
                Seed.of(0));
        SacGolden.loadShared(golden, agent);
        golden.load("/init/v/layers", agent.value().net());
        golden.load("/init/v_target/layers", agent.targetValue().net());
        batch = SacGolden.batch(golden, "/batch");
        epsilonValue = golden.numbers("/batch/eps_v");
        epsilonPolicy = golden.numbers("/batch/eps_pi");
    }

    static void compare(GoldenCase golden) {
        SacV1Golden v1 = new SacV1Golden(golden);
        v1.compareLosses();
        v1.compareUpdate();
    }

    private void compareLosses() {
        SacGolden.Inputs in = SacGolden.Inputs.record(agent, batch);
        PolicySample drawn = new PolicySample();
        agent.policy().sample(in.s(), new ScriptedNoise(epsilonValue), drawn);
        golden.compare("/intermediate/v_action", drawn.action(), Tolerance.VALUE);
        golden.compare("/intermediate/v_log_prob", drawn.logProbability(), Tolerance.VALUE);
        golden.compare("/intermediate/v_min_q", agent.critics().min(in.s(), drawn.action()), Tolerance.VALUE);
        Tensor softValue = agent.softValueTarget(in.s(), drawn);
        golden.compare("/intermediate/v_hat", softValue, Tolerance.VALUE);
        golden.compare("/intermediate/v", agent.value().apply(in.s()), Tolerance.VALUE);
        Tensor loss = agent.valueLoss(in.s(), softValue);
        golden.compare("/losses/J_V", loss, Tolerance.VALUE);
        agent.tape().differentiate(loss, agent.value().parameters());
        golden.compareGradients("/grad/v", agent.value().net());

        Tensor y = agent.target(in.r(), in.s2(), in.notTerminated());
        golden.compare("/intermediate/q_hat", y, Tolerance.VALUE);
        SacGolden.compareCritics(golden, agent, in, y);
        SacGolden.comparePolicy(golden, agent, in, epsilonPolicy);
    }

    private void compareUpdate() {
        SacGolden.update(agent, batch, new ScriptedNoise(epsilonValue, epsilonPolicy));
        String losses = AFTER + "/losses";
        golden.compare(losses + "/J_V", SacGolden.metric(agent, "train/value_loss"), Tolerance.VALUE);
        double critics = SacGolden.metric(agent, "train/critic_loss");
        golden.compareSum(losses + "/J_Q1", losses + "/J_Q2", critics, Tolerance.VALUE);
        golden.compare(losses + "/J_pi", SacGolden.metric(agent, "train/actor_loss"), Tolerance.VALUE);

        Tolerance tolerance = Tolerance.afterSteps(1);
        golden.compareValues(AFTER + "/nets/pi", agent.policy().net(), tolerance);
        golden.compareValues(AFTER + "/nets/q1", agent.critics().first(), tolerance);
        golden.compareValues(AFTER + "/nets/q2", agent.critics().second(), tolerance);
        golden.compareValues(AFTER + "/nets/v", agent.value().net(), tolerance);
        golden.compareValues(AFTER + "/nets/v_target", agent.targetValue().net(), tolerance);
    }
}
