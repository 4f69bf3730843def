package softac.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import softac.autodiff.kernel.Precision;
import softac.benchmarks.race.SacChild;
import softac.benchmarks.race.SacContender;
import softac.benchmarks.race.Sizes;
import softac.benchmarks.race.Slices;
import softac.benchmarks.race.Snapshot;
import softac.benchmarks.race.Task;

/**
 * The SAC-v2 update with DJL: one manager a pass, closed at its end; one backward pass for each loss; targets and frozen
 * networks outside of differentiation.
 */
public final class DjlContender implements SacContender {
    private static final double DISCOUNT = 0.99;
    private static final double TAU = 0.005;
    private static final double LOG_STD_MIN = -20;
    private static final double LOG_STD_MAX = 2;
    /** Weights and biases of one network. */
    private static final int ARRAYS = 6;

    private static final List<String> POLICY = List.of("policy");
    private static final List<String> CRITICS = List.of("q1", "q2");
    private static final List<String> TARGETS = List.of("target_q1", "target_q2");

    private final String name;
    private final Engine engine = Engine.getInstance();
    private final NDManager root = NDManager.newBaseManager();
    private final DataType type;
    private final Sizes sizes;

    private final Parameters policy;
    private final Parameters critics;
    private final Parameters targets;
    private final Parameters logAlpha;
    private final NDArray observation;
    private final NDArray action;
    private final NDArray reward;
    private final NDArray nextObservation;
    private final NDArray notTerminated;
    // x.mul(two) would make an array of the 2 in every update.
    private final NDArray half;
    private final NDArray two;
    private final NDArray minusTwo;
    private final NDArray discount;
    private final NDArray tau;
    private final NDArray targetEntropy;
    private final NDArray gaussianConstant;

    /** An action drawn and its log-probability. */
    private record Draw(NDArray action, NDArray logProbability) {}

    DjlContender(String name, Function<NDList, Parameters> keep, Task task, Snapshot start) {
        this.name = name;
        sizes = task.sizes();
        type = task.precision() == Precision.FLOAT32 ? DataType.FLOAT32 : DataType.FLOAT64;
        half = scalar(0.5);
        two = scalar(2);
        minusTwo = scalar(-2);
        discount = scalar(DISCOUNT);
        tau = scalar(TAU);
        targetEntropy = scalar(-sizes.actions());
        // log N(u; μ, σ) has −log(2π)/2 and log(1 − tanh² u) has 2 log 2, for every dimension
        gaussianConstant = scalar(sizes.actions() * (Math.log(2 * Math.PI) / 2 + 2 * Math.log(2)));
        policy = keep.apply(networks(start, POLICY));
        critics = keep.apply(networks(start, CRITICS));
        targets = keep.apply(networks(start, TARGETS));
        logAlpha = keep.apply(new NDList(array(start.get("log_alpha"))));
        observation = array(start.get("batch.observation"));
        action = array(start.get("batch.action"));
        reward = array(start.get("batch.reward"));
        nextObservation = array(start.get("batch.next_observation"));
        notTerminated = array(start.get("batch.not_terminated"));
    }

    /** The process of this contender. */
    public static void main(String[] arguments) throws IOException {
        SacChild.run(
                (task, start) -> {
                    Engine engine = Engine.getInstance();
                    Slices.about(engine.getEngineName() + " " + engine.getVersion() + " through DJL "
                            + Engine.getDjlVersion() + ", threads "
                            + System.getProperty("ai.djl.pytorch.num_threads"));
                    return List.of(
                            new DjlContender("separate-native", SeparateParameters::new, task, start),
                            new DjlContender(
                                    "flat-native",
                                    values -> new FlatParameters(Adam.Style.NATIVE, values),
                                    task,
                                    start),
                            new DjlContender(
                                    "flat-arithmetic",
                                    values -> new FlatParameters(Adam.Style.ARITHMETIC, values),
                                    task,
                                    start));
                },
                arguments);
    }

    private NDArray array(DMatrixRMaj matrix) {
        return root.create(matrix.data, new Shape(matrix.numRows, matrix.numCols))
                .toType(type, true);
    }

    private NDArray scalar(double value) {
        return root.create(value).toType(type, true);
    }

    /** libtorch's affine layer wants (out × in). */
    private NDList networks(Snapshot start, List<String> names) {
        NDList values = new NDList();
        for (String network : names) {
            for (int layer = 0; layer < ARRAYS / 2; layer++) {
                String prefix = network + "." + layer;
                values.add(array(start.get(prefix + ".weight")).transpose().duplicate());
                values.add(array(start.get(prefix + ".bias")).flatten());
            }
        }
        return values;
    }

    @Override
    public String name() {
        return name;
    }

    // ------------------------------------------------------------------------------------------------ update

    @Override
    public void update() {
        try (NDManager pass = root.newSubManager()) {
            Shape shape = new Shape(sizes.batch(), sizes.actions());
            learn(pass, pass.randomNormal(shape, type), pass.randomNormal(shape, type));
        }
    }

    @Override
    public double[] update(double[] next, double[] now) {
        try (NDManager pass = root.newSubManager()) {
            Shape shape = new Shape(sizes.batch(), sizes.actions());
            NDList losses = learn(
                    pass,
                    pass.create(next, shape).toType(type, false),
                    pass.create(now, shape).toType(type, false));
            return losses.stream()
                    .mapToDouble(loss -> loss.toType(DataType.FLOAT64, false).toDoubleArray()[0])
                    .toArray();
        }
    }

    /** Results belong to the manager of the array that a method is called on: all of them to the pass. */
    private void attach(NDManager pass) {
        pass.tempAttachAll(observation, action, reward, nextObservation, notTerminated);
        List.of(policy, critics, targets, logAlpha).forEach(parameters -> parameters.attach(pass));
    }

    private NDList learn(NDManager pass, NDArray epsilonNext, NDArray epsilonNow) {
        attach(pass);
        NDArray alpha = logAlpha.constants().get(0).exp();

        // y = r + γ (1−d) (min_i Q_θ̄ᵢ(s′,a′) − α log π_φ(a′|s′))
        Draw next = sample(policy.constants(), nextObservation, epsilonNext);
        NDArray value =
                minimum(targets.constants(), nextObservation, next.action).subi(next.logProbability.mul(alpha));
        NDArray y = value.muli(notTerminated).muli(discount).addi(reward);

        // J_Q = Σᵢ E[½ (Q_θᵢ(s,a) − y)²]
        NDArray criticLoss;
        try (GradientCollector gradients = engine.newGradientCollector()) {
            NDList theta = critics.leaves();
            NDArray input = observation.concat(action, 1);
            NDArray first = network(theta, 0, input).sub(y).square().mean();
            NDArray second = network(theta, ARRAYS, input).sub(y).square().mean();
            criticLoss = first.add(second).mul(half);
            gradients.backward(criticLoss);
        }
        critics.step();

        // J_π = E[α log π_φ(a|s) − min_i Q_θᵢ(s,a)]
        NDArray policyLoss;
        NDArray logProbability;
        try (GradientCollector gradients = engine.newGradientCollector()) {
            Draw now = sample(policy.leaves(), observation, epsilonNow);
            logProbability = now.logProbability;
            policyLoss = logProbability
                    .mul(alpha)
                    .sub(minimum(critics.constants(), observation, now.action))
                    .mean();
            gradients.backward(policyLoss);
        }
        policy.step();

        // J_α = E[−α (log π_φ(a|s) + H̄)], H̄ = −m
        NDArray shortfall = logProbability.stopGradient().mean().addi(targetEntropy);
        NDArray alphaLoss;
        try (GradientCollector gradients = engine.newGradientCollector()) {
            alphaLoss = logAlpha.leaves().get(0).exp().mul(shortfall).neg().mean();
            gradients.backward(alphaLoss);
        }
        logAlpha.step();

        targets.follow(critics, tau);
        return new NDList(criticLoss, policyLoss, alphaLoss);
    }

    /** a = tanh u, u = μ + σ ε; log(1 − tanh² u) = 2 (log 2 − u − softplus(−2u)). */
    private Draw sample(NDList phi, NDArray s, NDArray epsilon) {
        NDList head = network(phi, 0, s).split(new long[] {sizes.actions()}, 1);
        NDArray logStd = head.get(1).clip(LOG_STD_MIN, LOG_STD_MAX);
        NDArray u = logStd.exp().mul(epsilon).add(head.get(0));
        NDArray minusTwoU = u.mul(minusTwo);
        NDArray logProbability = Activation.softPlus(minusTwoU)
                .mul(two)
                .sub(minusTwoU)
                .sub(logStd)
                .sub(epsilon.square().muli(half))
                .sum(new int[] {1}, true)
                .sub(gaussianConstant);
        return new Draw(u.tanh(), logProbability);
    }

    private static NDArray minimum(NDList theta, NDArray s, NDArray a) {
        NDArray input = s.concat(a, 1);
        return network(theta, 0, input).minimum(network(theta, ARRAYS, input));
    }

    /** Two hidden layers with ReLU and an affine one, from the arrays beginning at {@code from}. */
    private static NDArray network(NDList arrays, int from, NDArray x) {
        NDArray y = x;
        for (int n = from; n < from + ARRAYS; n += 2) {
            y = y.getNDArrayInternal()
                    .linear(y, arrays.get(n), arrays.get(n + 1))
                    .get(0);
            if (n + 2 < from + ARRAYS) {
                y = Activation.relu(y);
            }
        }
        return y;
    }

    // ---------------------------------------------------------------------------------------------- reading

    @Override
    public Snapshot parameters() {
        Snapshot snapshot = new Snapshot();
        try (NDManager pass = root.newSubManager()) {
            attach(pass);
            put(snapshot, policy, POLICY);
            put(snapshot, critics, CRITICS);
            put(snapshot, targets, TARGETS);
            snapshot.put("log_alpha", matrix(logAlpha.constants().get(0)));
        }
        return snapshot;
    }

    private static void put(Snapshot snapshot, Parameters parameters, List<String> names) {
        NDList values = parameters.constants();
        int n = 0;
        for (String network : names) {
            for (int layer = 0; layer < ARRAYS / 2; layer++) {
                NDArray bias = values.get(n + 1);
                snapshot.put(
                        network + "." + layer + ".weight", matrix(values.get(n).transpose()));
                snapshot.put(network + "." + layer + ".bias", matrix(bias.reshape(1, bias.size())));
                n += 2;
            }
        }
    }

    private static DMatrixRMaj matrix(NDArray array) {
        double[] data = array.toType(DataType.FLOAT64, false).toDoubleArray();
        Shape shape = array.getShape();
        return new DMatrixRMaj((int) shape.get(0), (int) shape.get(1), true, data);
    }
}
