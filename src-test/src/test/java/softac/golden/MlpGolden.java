package softac.golden;

import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Activation;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.nn.Linear;
import softac.autodiff.nn.Mlp;
import softac.autodiff.optim.Adam;

/** Kind "mlp": a network on one batch, its loss and gradients, and five steps of Adam. */
final class MlpGolden {
    private static final int STEPS = 5;

    private final GoldenCase golden;
    private final Tape tape;
    private final Mlp net;
    private final Parameter x;
    private final ReshapeMatrix target;

    private MlpGolden(GoldenCase golden) {
        this.golden = golden;
        tape = new Tape(golden.kernels());
        int[] sizes = golden.integers("/sizes");
        int batch = (int) golden.number("/batch");
        net = new Mlp(
                "net", golden.kernels(), Activation.named(golden.node("/hidden").asString()), sizes);
        x = new Parameter("X", golden.kernels(), batch, sizes[0]);
        int outputs = sizes[sizes.length - 1];
        if (golden.has("/formula")) {
            Formula formula = new Formula(golden);
            for (int n = 0; n < net.layers().size(); n++) {
                Linear layer = net.layers().get(n);
                golden.load(layer.weight(), formula.weights(n, sizes[n], sizes[n + 1]));
                golden.load(layer.bias(), formula.biases(n, sizes[n + 1]));
            }
            golden.load(x, formula.data("/formula/X", batch, sizes[0]));
            target = golden.matrix(batch, outputs, formula.data("/formula/T", batch, outputs));
        } else {
            golden.load("/layers", net);
            golden.load(x, golden.numbers("/X"));
            target = golden.matrix(batch, outputs, golden.numbers("/T"));
        }
    }

    static void compare(GoldenCase golden) {
        MlpGolden mlp = new MlpGolden(golden);
        mlp.compareGradients();
        mlp.compareTraining();
    }

    private void compareGradients() {
        tape.begin();
        Tensor y = net.apply(tape.parameter(x));
        Tensor loss = loss(y);
        boolean exact = golden.name().startsWith("case formula_relu");
        golden.compare("/Y", y, exact ? Tolerance.BITS : Tolerance.VALUE);
        golden.compare("/loss", loss, Tolerance.VALUE);

        List<Parameter> everything =
                Stream.concat(net.parameters().stream(), Stream.of(x)).toList();
        tape.differentiate(loss, everything);
        golden.compareGradients("/grad", net);
        golden.compare("/grad_X", x.gradient(), Tolerance.GRADIENT);
        golden.compareDigests("/grad_digest", net, Parameter::gradient);
        golden.compareDigest("/grad_X_digest", x.gradient());
    }

    private void compareTraining() {
        Adam adam = new Adam(golden.kernels(), net.parameters(), Adam.Settings.of(3e-4));
        double[] losses = new double[STEPS];
        for (int step = 1; step <= STEPS; step++) {
            tape.begin();
            Tensor loss = loss(net.apply(tape.parameter(x)));
            losses[step - 1] = loss.item();
            adam.minimize("loss", loss);
            golden.compareValues("/after_" + step, net, Tolerance.afterSteps(step));
            golden.compareDigests("/after_" + step + "_digest", net, Parameter::value);
        }
        golden.compare("/adam_losses", losses, Tolerance.VALUE);
        tape.begin();
        golden.compare("/loss_after_" + STEPS, loss(net.apply(tape.parameter(x))), Tolerance.VALUE);
    }

    private Tensor loss(Tensor y) {
        return y.sub(tape.constant(target)).square().mean();
    }
}
