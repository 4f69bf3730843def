package softac.sac.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/**
 * A random problem of 1-20 states and 1-6 actions, γ from 0 to 0.99, α from 1e-3 to 10: transitions dense, sparse or
 * deterministic, some states absorbing, some actions equal; and random policies for it, some probabilities 0.
 */
final class RandomMdp {
    private final Rng rng;
    private final MdpProblem problem;

    RandomMdp(long seed) {
        this(seed, 20);
    }

    RandomMdp(long seed, int mostStates) {
        rng = Seed.of(seed).split("random mdp").rng();
        int states = 1 + rng.nextInt(mostStates);
        int actions = 1 + rng.nextInt(6);
        double[][][] p = new double[states][actions][];
        double[][] r = new double[states][actions];
        double scale = StrictMath.pow(10, rng.uniform(-1, 1));
        int kind = rng.nextInt(3);
        for (int s = 0; s < states; s++) {
            boolean absorbing = rng.nextInt(6) == 0;
            for (int a = 0; a < actions; a++) {
                boolean twin = a > 0 && rng.nextInt(8) == 0; // the same action under another name
                p[s][a] = twin ? p[s][a - 1] : absorbing ? certain(states, s) : transition(states, kind);
                r[s][a] = twin ? r[s][a - 1] : scale * rng.normal();
            }
        }
        double[] discounts = {0, .5, .9, .99, rng.uniform(0, .99)};
        double temperature = StrictMath.pow(10, rng.uniform(-3, 1));
        problem = new MdpProblem(FiniteMdp.of(p, r), discounts[rng.nextInt(discounts.length)], temperature);
    }

    MdpProblem problem() {
        return problem;
    }

    FiniteMdp model() {
        return problem.model();
    }

    Rng rng() {
        return rng;
    }

    /** A table of actions' values of the size that such problems have. */
    double[][] table() {
        double[][] table = new double[model().states()][model().actions()];
        for (double[] row : table) {
            Arrays.setAll(row, a -> 20 * rng.normal());
        }
        return table;
    }

    TabularPolicy policy() {
        return rows(model().states());
    }

    double[] start() {
        return distribution(model().states());
    }

    /** A class with one to five distributions in each state; with {@code policy}, so that it lies in the class. */
    ProductClass product(TabularPolicy policy) {
        List<TabularPolicy> choices = new ArrayList<>();
        for (int s = 0; s < model().states(); s++) {
            double[][] rows = new double[1 + rng.nextInt(5)][];
            Arrays.setAll(rows, i -> distribution(model().actions()));
            rows[rng.nextInt(rows.length)] = policy.row(s);
            choices.add(TabularPolicy.of(rows));
        }
        return new ProductClass(choices);
    }

    private TabularPolicy rows(int n) {
        double[][] rows = new double[n][];
        Arrays.setAll(rows, s -> distribution(model().actions()));
        return TabularPolicy.of(rows);
    }

    private double[] transition(int states, int kind) {
        return switch (kind) {
            case 0 -> certain(states, rng.nextInt(states));
            case 1 -> distribution(states);
            default -> dense(states);
        };
    }

    private static double[] certain(int n, int i) {
        double[] p = new double[n];
        p[i] = 1;
        return p;
    }

    private double[] dense(int n) {
        double[] p = new double[n];
        Arrays.setAll(p, i -> -StrictMath.log(1 - rng.nextDouble()) + 1e-12);
        return normalised(p);
    }

    /** Dense, certain, or with half of the probabilities 0. */
    private double[] distribution(int n) {
        int kind = rng.nextInt(3);
        double[] p = kind == 0 ? certain(n, rng.nextInt(n)) : dense(n);
        if (kind == 1) {
            int kept = rng.nextInt(n);
            for (int i = 0; i < n; i++) {
                p[i] = i == kept || rng.nextInt(2) == 0 ? p[i] : 0;
            }
        }
        return normalised(p);
    }

    private static double[] normalised(double[] p) {
        double sum = Arrays.stream(p).sum();
        Arrays.setAll(p, i -> p[i] / sum);
        return p;
    }
}
