package softac.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Activation;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.nn.Initializer;
import softac.autodiff.nn.Mlp;
import softac.autodiff.optim.Adam;
import softac.autodiff.optim.Polyak;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.benchmarks.race.Sizes;
import softac.sac.agent.SacAgent;

/** The critics' share of an update for any number of critics: targets, losses, gradients, Adam, averaging. */
final class Ensemble {
    private final Kernels kernels;
    private final Tape tape;
    private final List<Mlp> critics = new ArrayList<>();
    private final List<Mlp> targets = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Parameter> targetParameters = new ArrayList<>();
    private final Adam optimizer;
    private final ReshapeMatrix input;
    private final ReshapeMatrix nextInput;

    Ensemble(Kernels kernels, Sizes sizes, int count) {
        this.kernels = kernels;
        tape = new Tape(kernels);
        Rng rng = Seed.of(1).rng();
        int in = sizes.observations() + sizes.actions();
        for (int n = 0; n < count; n++) {
            critics.add(critic("q" + n, in, sizes.hidden(), rng));
            targets.add(critic("target_q" + n, in, sizes.hidden(), rng));
            parameters.addAll(critics.get(n).parameters());
            targetParameters.addAll(targets.get(n).parameters());
        }
        optimizer = new Adam(kernels, parameters, Adam.Settings.of(3e-4));
        input = kernels.create(sizes.batch(), in);
        nextInput = kernels.create(sizes.batch(), in);
        kernels.fill(rng, input);
        kernels.fill(rng, nextInput);
    }

    private Mlp critic(String name, int in, int hidden, Rng rng) {
        return new Mlp(name, kernels, Activation.RELU, in, hidden, hidden, 1)
                .initialize(Initializer.PYTORCH, kernels, rng);
    }

    void update() {
        tape.begin();
        Tensor next = tape.constant(nextInput);
        Tensor y = targets.get(0).apply(next);
        for (int n = 1; n < targets.size(); n++) {
            y = y.min(targets.get(n).apply(next));
        }
        Tensor x = tape.constant(input);
        Tensor loss = SacAgent.halfMeanSquare(critics.get(0).apply(x), y);
        for (int n = 1; n < critics.size(); n++) {
            loss = loss.add(SacAgent.halfMeanSquare(critics.get(n).apply(x), y));
        }
        optimizer.minimize("J_Q", loss);
        Polyak.update(kernels, 0.005, parameters, targetParameters);
    }

    /** The products' operations of one critic more: two passes forward, weights, inputs of layers 3 and 2. */
    static double flops(Sizes sizes) {
        double h = sizes.hidden();
        double forward = (sizes.observations() + sizes.actions()) * h + h * h + h;
        return 2.0 * sizes.batch() * (3 * forward + h * h + h);
    }
}
