package softac.benchmarks.brittleness;

import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.nn.Initializer;
import softac.autodiff.nn.Mlp;
import softac.autodiff.optim.Adam;
import softac.autodiff.optim.Polyak;
import softac.autodiff.random.Noise;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/**
 * Deep deterministic policy gradient (Lillicrap et al. 2016, algorithm 1) on the same tape: a deterministic actor
 * tanh μ(s), one critic, targets of both. Sizes, activation, optimiser, γ and τ are those of a {@link SacConfig}; it
 * explores with normal noise of {@value #EXPLORATION} of the half-width of the box, as Fujimoto et al. (2018) do, in place
 * of the correlated noise of the first paper. {@link DdpgCheck} holds it against
 * its equations before it is compared with anything.
 */
final class Ddpg implements Learner {
    private static final double EXPLORATION = 0.1;

    private final Kernels kernels;
    private final Tape tape;
    private final Box box;
    private final SacConfig config;
    private final Mlp actor;
    private final Mlp critic;
    private final Mlp targetActor;
    private final Mlp targetCritic;
    private final Adam actorOptimizer;
    private final Adam criticOptimizer;
    private final ReshapeMatrix row;

    Ddpg(Kernels kernels, int observationSize, Box box, SacConfig config, Seed seed) {
        this.kernels = kernels;
        this.box = box;
        this.config = config;
        tape = new Tape(kernels);
        actor = network("actor", observationSize, box.size());
        critic = network("q", observationSize + box.size(), 1);
        targetActor = network("target_actor", observationSize, box.size());
        targetCritic = network("target_q", observationSize + box.size(), 1);
        actor.initialize(Initializer.PYTORCH, kernels, seed.split("policy").rng());
        critic.initialize(Initializer.PYTORCH, kernels, seed.split("q").rng());
        Polyak.copy(kernels, actor.parameters(), targetActor.parameters());
        Polyak.copy(kernels, critic.parameters(), targetCritic.parameters());
        actorOptimizer = optimizer(actor.parameters());
        criticOptimizer = optimizer(critic.parameters());
        row = kernels.create(1, observationSize);
    }

    private Mlp network(String name, int in, int out) {
        int[] sizes = new int[config.hidden().size() + 2];
        sizes[0] = in;
        for (int n = 1; n < sizes.length - 1; n++) {
            sizes[n] = config.hidden().get(n - 1);
        }
        sizes[sizes.length - 1] = out;
        return new Mlp(name, kernels, config.activation(), sizes);
    }

    /** Actor, critic, their targets. */
    List<Mlp> networks() {
        return List.of(actor, critic, targetActor, targetCritic);
    }

    private Adam optimizer(List<Parameter> parameters) {
        return new Adam(kernels, parameters, Adam.Settings.of(config.learningRate()));
    }

    @Override
    public void update(Batch batch, Noise noise) {
        tape.begin();
        Tensor s = tape.constant(batch.observation());
        Tensor a = tape.constant(batch.action());
        Tensor r = tape.constant(batch.reward());
        Tensor s2 = tape.constant(batch.nextObservation());
        Tensor notTerminated = tape.constant(batch.notTerminated());
        // y = r + γ (1 − d) Q′(s′, μ′(s′))
        Tensor v = targetCritic.apply(s2.concat(targetActor.apply(s2).tanh()));
        Tensor y = r.add(notTerminated.mul(v).scale(config.discount()));
        // J_Q = E[½ (Q(s, a) − y)²]
        criticOptimizer.minimize("J_Q", SacAgent.halfMeanSquare(critic.apply(s.concat(a)), y));
        // J_μ = E[−Q(s, μ(s))]
        actorOptimizer.minimize(
                "J_mu", critic.apply(s.concat(actor.apply(s).tanh())).mean().neg());
        Polyak.update(kernels, config.tau(), actor.parameters(), targetActor.parameters());
        Polyak.update(kernels, config.tau(), critic.parameters(), targetCritic.parameters());
    }

    @Override
    public void exploit(double[] observation, double[] action) {
        unit(observation, action);
        box.fromUnit(action, action);
    }

    @Override
    public void explore(double[] observation, Noise noise, double[] action) {
        unit(observation, action);
        for (int i = 0; i < action.length; i++) {
            double a = action[i] + EXPLORATION * noise.normal();
            action[i] = (float) Math.max(-1, Math.min(1, a));
        }
        box.fromUnit(action, action);
    }

    private void unit(double[] observation, double[] action) {
        kernels.load(observation, row);
        tape.begin();
        kernels.store(actor.apply(tape.constant(row)).tanh().value(), action);
    }
}
