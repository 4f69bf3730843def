package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;

/**
 * A Markov decision process with finitely many states S and actions A, immutable: transition probabilities p(s′|s,a) and
 * expected rewards r(s,a). A state in which every action leads back to itself is absorbing.
 */
public final class FiniteMdp {
    private final DMatrixRMaj transitions; // (|S|·|A| × |S|), row s·|A| + a is p(·|s,a)
    private final DMatrixRMaj rewards; // (|S| × |A|)

    private FiniteMdp(DMatrixRMaj transitions, DMatrixRMaj rewards) {
        this.transitions = transitions;
        this.rewards = rewards;
    }

    /**
     * Creates a process; the arrays are copied.
     *
     * @param transitions p(s′|s,a) at {@code [s][a][s′]}
     * @param rewards r(s,a) at {@code [s][a]}
     * @throws IllegalArgumentException if there is no state or no action, sizes do not fit, p(·|s,a) is no distribution, or
     *     a reward is not finite
     */
    public static FiniteMdp of(double[][][] transitions, double[][] rewards) {
        int states = rewards.length;
        int actions = states == 0 ? 0 : rewards[0].length;
        if (actions == 0) {
            throw new IllegalArgumentException(
                    "mdp: " + states + " states and " + actions + " actions given; at least one of each is needed");
        }
        check(states, "transitions of " + transitions.length, transitions.length);
        DMatrixRMaj p = new DMatrixRMaj(states * actions, states);
        for (int s = 0; s < states; s++) {
            check(actions, "state " + s + ": transitions of " + transitions[s].length, transitions[s].length);
            for (int a = 0; a < actions; a++) {
                Distributions.check("p(·|" + s + "," + a + ")", states, transitions[s][a]);
                for (int next = 0; next < states; next++) {
                    p.set(s * actions + a, next, transitions[s][a][next]);
                }
            }
        }
        return new FiniteMdp(p, new DMatrixRMaj(states, actions)).withRewards(rewards);
    }

    private static void check(int needed, String what, int given) {
        if (given != needed) {
            throw new IllegalArgumentException("mdp: " + what + " given; " + needed + " are needed");
        }
    }

    /**
     * Returns the same process with other rewards, which are copied.
     *
     * @param other r(s,a) at {@code [s][a]}
     * @throws IllegalArgumentException if the size is another one, or a reward is not finite
     */
    public FiniteMdp withRewards(double[][] other) {
        check(states(), "rewards of " + other.length + " states", other.length);
        DMatrixRMaj r = new DMatrixRMaj(states(), actions());
        for (int s = 0; s < states(); s++) {
            check(actions(), "state " + s + ": " + other[s].length + " rewards", other[s].length);
            for (int a = 0; a < actions(); a++) {
                if (!(Math.abs(other[s][a]) <= Double.MAX_VALUE)) {
                    throw new IllegalArgumentException(
                            "mdp: r(" + s + "," + a + ") = " + other[s][a] + " given; it must be finite");
                }
                r.set(s, a, other[s][a]);
            }
        }
        return new FiniteMdp(transitions, r);
    }

    /** Returns |S|. */
    public int states() {
        return rewards.getNumRows();
    }

    /** Returns |A|. */
    public int actions() {
        return rewards.getNumCols();
    }

    /** Returns p(s′|s,a). */
    public double probability(int s, int a, int next) {
        return transitions.get(s * actions() + a, next);
    }

    /** Returns r(s,a). */
    public double reward(int s, int a) {
        return rewards.get(s, a);
    }

    /**
     * Returns Q(s,a) = r(s,a) + γ Σ_s′ p(s′|s,a) V(s′), v1 and v2 (2), (|S| × |A|).
     *
     * @param discount γ
     * @param value V (|S| × 1), not modified
     */
    DMatrixRMaj backup(double discount, DMatrixRMaj value) {
        DMatrixRMaj next = Matrices.product(transitions, value);
        next.reshape(states(), actions());
        return Matrices.plus(rewards, discount, next);
    }

    /** Returns r(s,a) (|S| × |A|), not to be modified. */
    DMatrixRMaj rewards() {
        return rewards;
    }

    /** Returns P_π(s,s′) = Σ_a π(a|s) p(s′|s,a) (|S| × |S|). */
    DMatrixRMaj transitions(TabularPolicy policy) {
        DMatrixRMaj p = new DMatrixRMaj(states(), states());
        for (int s = 0; s < states(); s++) {
            for (int next = 0; next < states(); next++) {
                double sum = 0;
                for (int a = 0; a < actions(); a++) {
                    sum += policy.probability(s, a) * probability(s, a, next);
                }
                p.set(s, next, sum);
            }
        }
        return p;
    }
}
