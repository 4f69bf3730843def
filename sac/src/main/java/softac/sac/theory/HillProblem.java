package softac.sac.theory;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import softac.sac.env.control.Hill;

/**
 * The task {@link Hill} without horizon, maximise E Σₜ γᵗ (rₜ + α H(π(·|sₜ))), on a grid: a value function is its values
 * at Chebyshev's points of [−4, 4].
 *
 * <pre>
 * W(m) = E_w[V(m + w)],   Q(s, a) = r(s, a) + γ W(0.9 s + 0.3 a)
 * V^π(s) = E_π[r(s, a)] + α H(π(·|s)) + γ E_π[W(0.9 s + 0.3 a)]
 * </pre>
 *
 * All of it is linear in V, so that V^π solves a linear system: soft policy evaluation, exact up to the interpolation.
 */
final class HillProblem {
    /** With γ = 0.9, α = 0.1 a quarter more change no value by more than 1e-10. */
    static final int POINTS = 128;

    private static final int MOST_ROUNDS = 60;
    private static final double CONVERGED = 1e-12;

    private final double discount;
    private final double temperature;
    private final Chebyshev states;
    private final Chebyshev drifts;
    private final DMatrixRMaj average; // values at the states → W at the drifts

    /**
     * Poses the problem.
     *
     * @param points of the grid
     * @throws IllegalArgumentException if γ is not in [0, 1), or α not in [0.01, 100]
     */
    HillProblem(double discount, double temperature, int points) {
        if (!(discount >= 0 && discount < 1)) {
            throw new IllegalArgumentException("hill: discount " + discount + " given; it must be in [0, 1)");
        }
        if (!(temperature >= 0.01 && temperature <= 100)) {
            throw new IllegalArgumentException(
                    "hill: temperature " + temperature + " given; it must be in [0.01, 100]");
        }
        this.discount = discount;
        this.temperature = temperature;
        states = new Chebyshev(-Hill.BOUND, Hill.BOUND, points);
        drifts = new Chebyshev(-Hill.BOUND + Hill.NOISE, Hill.BOUND - Hill.NOISE, points);
        Quadrature noise = Quadrature.panels(-Hill.NOISE, Hill.NOISE, 1).weighted(w -> 1 / (2 * Hill.NOISE));
        average = rows(i -> {
            double[] row = new double[size()];
            for (int k = 0; k < noise.size(); k++) {
                states.addWeights(inside(drifts.point(i) + noise.node(k)), noise.weight(k), row);
            }
            return row;
        });
    }

    private static double inside(double s) {
        return Math.max(-Hill.BOUND, Math.min(Hill.BOUND, s));
    }

    private DMatrixRMaj rows(IntFunction<double[]> row) {
        return new DMatrixRMaj(IntStream.range(0, size()).mapToObj(row).toArray(double[][]::new));
    }

    double temperature() {
        return temperature;
    }

    int size() {
        return states.size();
    }

    double state(int i) {
        return states.point(i);
    }

    /**
     * A policy at one state.
     *
     * @param actions a distribution on actions, or a quadrature of one
     * @param entropy of the policy there
     */
    record Choice(Quadrature actions, double entropy) {}

    /** V and what follows from it. */
    final class Value {
        private final double[] values;
        private final double[] averages;

        private Value(double[] values) {
            this.values = values;
            this.averages = column(Matrices.product(average, Matrices.column(values)));
        }

        /** V(s). */
        double at(double s) {
            return states.at(s, values);
        }

        /** Q(s, a). */
        double actionValue(double s, double a) {
            return Hill.reward(s, a) + discount * drifts.at(Hill.drift(s, a), averages);
        }

        private double distance(Value other) {
            return IntStream.range(0, size())
                    .mapToDouble(i -> Math.abs(values[i] - other.values[i]))
                    .max()
                    .orElseThrow();
        }
    }

    private static double[] column(DMatrixRMaj matrix) {
        return IntStream.range(0, matrix.getNumElements())
                .mapToDouble(matrix::get)
                .toArray();
    }

    /** V = 0, from which iteration starts. */
    Value zero() {
        return new Value(new double[size()]);
    }

    /**
     * V^π, the solution of (I − γ P_π A) V = E_π[r] + α H(π), where row i of P_π has the weights of E_π[W(0.9 sᵢ + 0.3 a)].
     *
     * @param policy one choice for each point of the grid
     */
    Value evaluate(List<Choice> policy) {
        DMatrixRMaj transition = rows(i -> {
            double[] row = new double[size()];
            Quadrature actions = policy.get(i).actions();
            for (int k = 0; k < actions.size(); k++) {
                drifts.addWeights(Hill.drift(state(i), actions.node(k)), actions.weight(k), row);
            }
            return row;
        });
        DMatrixRMaj rewards = rows(i -> {
            Choice choice = policy.get(i);
            double reward = choice.actions().integral(a -> Hill.reward(state(i), a));
            return new double[] {reward + temperature * choice.entropy()};
        });
        DMatrixRMaj system =
                Matrices.plus(CommonOps_DDRM.identity(size()), -discount, Matrices.product(transition, average));
        DMatrixRMaj v = new DMatrixRMaj(size(), 1);
        if (!CommonOps_DDRM.solve(system, rewards, v)) {
            throw new ArithmeticException("hill: the value of a policy has no solution");
        }
        return new Value(column(v));
    }

    /**
     * Soft policy iteration: evaluates and improves until V stays.
     *
     * @param improve V → the policy that the class holds best for its Q, at each point of the grid
     */
    Value iterate(Function<Value, List<Choice>> improve) {
        Value value = zero();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Value next = evaluate(improve.apply(value));
            double change = next.distance(value);
            value = next;
            if (change <= CONVERGED * Math.max(1, value.distance(zero())) / (1 - discount)) {
                return value;
            }
        }
        throw new ArithmeticException("hill: soft policy iteration has not converged in " + MOST_ROUNDS + " rounds");
    }
}
