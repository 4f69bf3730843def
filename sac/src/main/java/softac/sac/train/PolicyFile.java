package softac.sac.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import softac.autodiff.Activation;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.state.Stateful;
import softac.sac.agent.Policy;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SquashedGaussianPolicy;
import softac.sac.env.Box;
import softac.sac.train.file.BadFileException;
import softac.sac.train.file.Dtype;
import softac.sac.train.file.SafeTensors;

/**
 * A policy as a safetensors file, which NumPy, PyTorch and JAX read too and which holds no code:
 *
 * <pre>
 * words     format = softac-policy, version = 1, activation = none | relu | tanh
 * tensors   policy.0.weight (n × h₁), policy.0.bias (1 × h₁), …, the last with 2m columns: means, then log σ
 *           log_std (2): clamps of log σ;  action.low (m), action.high (m): the task's box
 * </pre>
 *
 * <p>A loaded policy gives the same actions as the saved one, to the last bit.
 */
public final class PolicyFile {
    private static final String FORMAT = "softac-policy";
    private static final int VERSION = 1;

    private PolicyFile() {}

    /**
     * Writes a policy, whole or not at all.
     *
     * @param path replaced if it exists
     * @param policy not modified
     * @throws IOException when the file cannot be written; it is then as it was before
     */
    public static void save(Path path, Policy policy) throws IOException {
        Map<String, String> words = Map.of(
                SafeTensors.FORMAT,
                FORMAT,
                SafeTensors.VERSION,
                Integer.toString(VERSION),
                "activation",
                policy.config().activation().toString());
        SafeTensors.write(path, words, tensors(policy.network(), bounds(policy.config()), ends(policy.actions())));
    }

    /**
     * Reads a policy.
     *
     * @param path a file that {@link #save} wrote
     * @return the policy, in the precision it was saved in
     * @throws BadFileException when it is anything else, or damaged; in one line
     */
    public static Policy load(Path path) throws BadFileException {
        try (SafeTensors file = SafeTensors.open(path).finite()) {
            file.requireFormat(FORMAT, VERSION);
            file.require(SafeTensors.HASH); // load compares it
            try {
                return read(file);
            } catch (IllegalArgumentException e) { // of Box, SacConfig, Activation: they say what is wrong
                throw file.refuse(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Policy read(SafeTensors file) throws BadFileException {
        int[] sizes = sizes(file);
        int outputs = sizes[sizes.length - 1];
        if (outputs % 2 != 0) {
            throw file.refuse("its network has " + outputs + " outputs; expected a mean and a log σ for each action");
        }
        int m = outputs / 2;
        double[] bounds = file.doubles("log_std", 2);
        double[][] ends = {file.doubles("action.low", m), file.doubles("action.high", m)};
        int[] hidden = Arrays.copyOfRange(sizes, 1, sizes.length - 1);
        SacConfig config = SacConfig.v2()
                .withHidden(hidden)
                .withActivation(Activation.named(file.require("activation")))
                .withLogStdBounds(bounds[0], bounds[1]);
        Box actions = Box.of(ends[0], ends[1]);
        Kernels kernels = Kernels.best(file.dtype(weight(0)) == Dtype.F64 ? Precision.FLOAT64 : Precision.FLOAT32);
        SquashedGaussianPolicy network = new SquashedGaussianPolicy(kernels, sizes[0], m, config);
        file.load(tensors(network, bounds, ends));
        return new Policy(kernels, network, config, actions);
    }

    /** What stands in the file. */
    private static Stateful tensors(SquashedGaussianPolicy network, double[] bounds, double[][] ends) {
        return visitor -> {
            network.state(visitor);
            visitor.doubles("log_std", bounds);
            visitor.doubles("action.low", ends[0]);
            visitor.doubles("action.high", ends[1]);
        };
    }

    private static double[] bounds(SacConfig config) {
        return new double[] {config.logStdMin(), config.logStdMax()};
    }

    private static double[][] ends(Box actions) {
        double[][] ends = new double[2][actions.size()];
        for (int i = 0; i < actions.size(); i++) {
            ends[0][i] = actions.low(i);
            ends[1][i] = actions.high(i);
        }
        return ends;
    }

    /** Inputs, hidden units …, outputs, from the shapes of the weights. */
    private static int[] sizes(SafeTensors file) throws BadFileException {
        List<Integer> sizes = new ArrayList<>();
        for (int n = 0; n == 0 || file.names().contains(weight(n)); n++) {
            List<Integer> shape = file.shape(weight(n));
            if (shape.size() != 2 || shape.contains(0)) {
                throw file.refuse(
                        weight(n) + " has the shape " + shape + "; expected inputs and outputs, each at least 1");
            }
            if (n > 0 && !shape.get(0).equals(sizes.get(n))) {
                throw file.refuse(weight(n) + " takes " + shape.get(0) + " inputs after a layer of " + sizes.get(n)
                        + " outputs; sizes must chain");
            }
            if (n == 0) {
                sizes.add(shape.get(0));
            }
            sizes.add(shape.get(1));
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String weight(int layer) {
        return "policy." + layer + ".weight";
    }
}
