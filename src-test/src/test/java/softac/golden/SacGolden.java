package softac.golden;

import java.util.Arrays;
import softac.autodiff.Activation;
import softac.autodiff.Tensor;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.TemperatureSetting;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/** What the kinds "sac_v1" and "sac_v2" share: settings, networks, batches, and the losses of critic and policy. */
final class SacGolden {
    private SacGolden() {}

    static SacConfig config(GoldenCase golden, TemperatureSetting temperature) {
        double[] bounds = golden.numbers("/config/log_std_bounds");
        return SacConfig.v2()
                .withHidden(golden.integers("/config/hidden_sizes"))
                .withActivation(Activation.named(golden.node("/config/hidden").asString()))
                .withLearningRate(golden.number("/config/lr"))
                .withDiscount(golden.number("/config/gamma"))
                .withTau(golden.number("/config/tau"))
                .withLogStdBounds(bounds[0], bounds[1])
                .withTemperature(temperature);
    }

    static int observationSize(GoldenCase golden) {
        return (int) golden.number("/config/obs_dim");
    }

    /** The agent's own box: the cases know no other. */
    static Box actions(GoldenCase golden) {
        return Box.symmetric((int) golden.number("/config/act_dim"), 1);
    }

    static void loadShared(GoldenCase golden, SacAgent agent) {
        golden.load("/init/pi/layers", agent.policy().net());
        golden.load("/init/q1/layers", agent.critics().first());
        golden.load("/init/q2/layers", agent.critics().second());
    }

    /** A batch as the agents take it. What was truncated has no place in it. */
    static Batch batch(GoldenCase golden, String at) {
        double[] rewards = golden.numbers(at + "/rew");
        double[] terminated = golden.numbers(at + "/terminated");
        Batch batch = new Batch(
                golden.kernels(), observationSize(golden), actions(golden).size());
        batch.resize(rewards.length);
        golden.kernels().load(golden.numbers(at + "/obs"), batch.observation());
        golden.kernels().load(golden.numbers(at + "/act"), batch.action());
        golden.kernels().load(rewards, batch.reward());
        golden.kernels().load(golden.numbers(at + "/next_obs"), batch.nextObservation());
        golden.kernels().load(Arrays.stream(terminated).map(d -> 1 - d).toArray(), batch.notTerminated());
        return batch;
    }

    /** The batch on the agent's tape, begun anew. */
    record Inputs(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {
        static Inputs record(SacAgent agent, Batch batch) {
            agent.tape().begin();
            return new Inputs(
                    agent.tape().constant(batch.observation()),
                    agent.tape().constant(batch.action()),
                    agent.tape().constant(batch.reward()),
                    agent.tape().constant(batch.nextObservation()),
                    agent.tape().constant(batch.notTerminated()));
        }
    }

    /** J_Q of both networks against the target y, each loss by itself and the gradients of their sum. */
    static void compareCritics(GoldenCase golden, SacAgent agent, Inputs in, Tensor y) {
        Tensor q1 = agent.critics().first().apply(in.s().concat(in.a()));
        Tensor q2 = agent.critics().second().apply(in.s().concat(in.a()));
        golden.compare("/intermediate/q1", q1, Tolerance.VALUE);
        golden.compare("/intermediate/q2", q2, Tolerance.VALUE);
        golden.compare("/losses/J_Q1", SacAgent.halfMeanSquare(q1, y), Tolerance.VALUE);
        golden.compare("/losses/J_Q2", SacAgent.halfMeanSquare(q2, y), Tolerance.VALUE);
        Tensor loss = agent.criticLoss(in.s(), in.a(), y);
        golden.compareSum("/losses/J_Q1", "/losses/J_Q2", loss.item(), Tolerance.VALUE);
        agent.tape().differentiate(loss, agent.critics().parameters());
        golden.compareGradients("/grad/q1", agent.critics().first());
        golden.compareGradients("/grad/q2", agent.critics().second());
    }

    /** J_π and its gradient; returns the draw, for the loss of the temperature. */
    static PolicySample comparePolicy(GoldenCase golden, SacAgent agent, Inputs in, double[] epsilon) {
        PolicySample drawn = new PolicySample();
        agent.policy().sample(in.s(), new ScriptedNoise(epsilon), drawn);
        golden.compare("/intermediate/pi_u", drawn.u(), Tolerance.VALUE);
        golden.compare("/intermediate/pi_log_std", drawn.logStd(), Tolerance.VALUE);
        golden.compare("/intermediate/pi_action", drawn.action(), Tolerance.VALUE);
        golden.compare("/intermediate/pi_log_prob", drawn.logProbability(), Tolerance.VALUE);
        Tensor input = in.s().concat(drawn.action());
        golden.compare("/intermediate/pi_q1", agent.critics().first().apply(input), Tolerance.VALUE);
        golden.compare("/intermediate/pi_q2", agent.critics().second().apply(input), Tolerance.VALUE);

        Tensor loss = agent.policyLoss(in.s(), drawn);
        golden.compare("/losses/J_pi", loss, Tolerance.VALUE);
        agent.tape().differentiate(loss, agent.policy().parameters());
        golden.compareGradients("/grad/pi", agent.policy().net());
        return drawn;
    }

    /** One update whose noise must be used up. */
    static void update(SacAgent agent, Batch batch, ScriptedNoise noise) {
        agent.update(batch, noise);
        if (!noise.isFinished()) {
            throw new AssertionError("the update left some of its noise");
        }
    }

    static double metric(SacAgent agent, String name) {
        Double value = agent.metrics().get(name);
        if (value == null) {
            throw new AssertionError("no metric " + name + " in " + agent.metrics());
        }
        return value;
    }
}
