package softac.benchmarks.brittleness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import softac.autodiff.Parameter;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.nn.Mlp;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.benchmarks.brittleness.PlainDdpg.Transition;
import softac.sac.agent.SacConfig;
import softac.sac.env.Box;
import softac.sac.replay.Batch;

/**
 * Whether the baseline is what it is called, asked before anything is compared with it: updates of {@link Ddpg} beside those
 * of {@link PlainDdpg} from the same networks on the same batches, in double precision, and its two ways to act.
 */
final class DdpgCheck {
    private static final int OBSERVATIONS = 3;
    private static final int[] HIDDEN = {6, 5};
    private static final int BATCH = 12;
    private static final int UPDATES = 4;
    private static final double RATE = 0.05; // so large that a network and its target soon differ much
    private static final double GAMMA = 0.9;
    private static final double TAU = 0.3;

    /** Adam's steps are about as large as the rate; what differences leave open is far below a ten-thousandth of it. */
    private static final double TOLERANCE = 1e-4 * RATE;

    private static final List<String> NETWORKS = List.of("actor", "critic", "target actor", "target critic");

    private DdpgCheck() {}

    /**
     * Checks.
     *
     * @throws IllegalStateException that says what differs
     */
    static void run() {
        Box box = Box.of(new double[] {-2, 0}, new double[] {2, 1});
        SacConfig config = SacConfig.v2()
                .withHidden(HIDDEN)
                .withLearningRate(RATE)
                .withDiscount(GAMMA)
                .withTau(TAU);
        Rng rng = Seed.of(1).split("ddpg check").rng();
        try (Kernels kernels = Kernels.best(Precision.FLOAT64)) {
            Ddpg ddpg = new Ddpg(kernels, OBSERVATIONS, box, config, Seed.of(1));
            List<double[]> begin = ddpg.networks().stream()
                    .map(network -> numbers(kernels, network))
                    .toList();
            PlainDdpg plain = new PlainDdpg(begin.get(0), begin.get(1), HIDDEN, box.size(), RATE, GAMMA, TAU);
            compare(kernels, ddpg, plain, 0);
            for (int update = 1; update <= UPDATES; update++) {
                Transition[] transitions = transitions(rng, box.size());
                ddpg.update(batch(kernels, transitions, box.size()), rng);
                plain.update(transitions);
                compare(kernels, ddpg, plain, update);
            }
            acts(ddpg, plain, box);
        }
    }

    /** Every third one ended. */
    private static Transition[] transitions(Rng rng, int actions) {
        Transition[] transitions = new Transition[BATCH];
        Arrays.setAll(
                transitions,
                i -> new Transition(
                        normals(rng, OBSERVATIONS),
                        Arrays.stream(normals(rng, actions))
                                .map(StrictMath::tanh)
                                .toArray(),
                        rng.normal(),
                        normals(rng, OBSERVATIONS),
                        i % 3 == 0));
        return transitions;
    }

    private static double[] normals(Rng rng, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> rng.normal());
        return numbers;
    }

    private static Batch batch(Kernels kernels, Transition[] transitions, int actions) {
        List<Transition> all = List.of(transitions);
        Batch batch = new Batch(kernels, OBSERVATIONS, actions);
        batch.resize(transitions.length);
        kernels.load(all.stream().flatMapToDouble(t -> Arrays.stream(t.s())).toArray(), batch.observation());
        kernels.load(all.stream().flatMapToDouble(t -> Arrays.stream(t.a())).toArray(), batch.action());
        kernels.load(all.stream().mapToDouble(Transition::r).toArray(), batch.reward());
        kernels.load(all.stream().flatMapToDouble(t -> Arrays.stream(t.s2())).toArray(), batch.nextObservation());
        kernels.load(all.stream().mapToDouble(t -> t.terminated() ? 0 : 1).toArray(), batch.notTerminated());
        return batch;
    }

    private static double[] numbers(Kernels kernels, Mlp network) {
        return network.parameters().stream()
                .map(Parameter::value)
                .flatMapToDouble(value -> {
                    double[] numbers = new double[value.getNumRows() * value.getNumCols()];
                    kernels.store(value, numbers);
                    return Arrays.stream(numbers);
                })
                .toArray();
    }

    private static void compare(Kernels kernels, Ddpg ddpg, PlainDdpg plain, int update) {
        for (int n = 0; n < NETWORKS.size(); n++) {
            double[] expected = plain.networks()[n];
            double[] is = numbers(kernels, ddpg.networks().get(n));
            same(NETWORKS.get(n) + " after " + update + " updates", is, expected, TOLERANCE);
        }
    }

    /** At its best μ(s) in the box; to explore with a tenth of the noise more, cut at the ends of the box. */
    private static void acts(Ddpg ddpg, PlainDdpg plain, Box box) {
        double[] s = {0.3, -1.2, 0.5};
        double[] mu = plain.act(s);
        double[] action = new double[box.size()];
        ddpg.exploit(s, action);
        same("action", action, box.fromUnit(mu, new double[box.size()]), 1e-5);
        for (double noise : new double[] {-1.5, 0.5, 25}) {
            ddpg.explore(s, () -> noise, action);
            double[] noisy = Arrays.stream(mu)
                    .map(a -> Math.max(-1, Math.min(1, a + 0.1 * noise)))
                    .toArray();
            same("action with noise " + noise, action, box.fromUnit(noisy, noisy), 1e-5);
        }
    }

    private static void same(String what, double[] is, double[] expected, double tolerance) {
        for (int n = 0; n < expected.length; n++) {
            if (is.length != expected.length || !(Math.abs(is[n] - expected[n]) <= tolerance)) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "DDPG is not what its paper says: %s, entry %d of %d: %s, by the plain formulas %s",
                        what,
                        n,
                        is.length,
                        is[n],
                        expected[n]));
            }
        }
    }
}
