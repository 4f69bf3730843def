package softac.sac.theory;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The policies that take in each state one of finitely many distributions, whatever they take in the others.
 *
 * @param choices for each state a table whose rows are the distributions allowed there
 */
public record ProductClass(List<TabularPolicy> choices) implements PolicyClass {
    /**
     * Creates the class.
     *
     * @throws IllegalArgumentException if there is no state, or two tables are over different numbers of actions
     */
    public ProductClass {
        choices = List.copyOf(choices);
        if (choices.stream().mapToInt(TabularPolicy::actions).distinct().count() != 1) {
            throw new IllegalArgumentException(
                    "mdp: choices of 0 states or over different actions given; one table for each state is needed");
        }
    }

    @Override
    public TabularPolicy project(DMatrixRMaj q, double temperature) {
        int actions = choices.get(0).actions();
        if (q.getNumRows() != choices.size() || q.getNumCols() != actions) {
            throw new IllegalArgumentException("mdp: Q (" + q.getNumRows() + "×" + q.getNumCols() + ") given; ("
                    + choices.size() + "×" + actions + ") is needed");
        }
        double[][] best = new double[choices.size()][];
        for (int s = 0; s < best.length; s++) {
            best[s] = best(choices.get(s), q, s, temperature);
        }
        return TabularPolicy.of(best);
    }

    /** Returns the first of the distributions with the greatest E_p[Q(s,·)] + α H(p). */
    private static double[] best(TabularPolicy choices, DMatrixRMaj q, int s, double temperature) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < choices.states(); i++) {
            double value = 0;
            for (int a = 0; a < choices.actions(); a++) {
                value += choices.probability(i, a) * q.get(s, a);
            }
            value += temperature * choices.entropy(i);
            if (value > most) {
                most = value;
                best = i;
            }
        }
        return choices.row(best);
    }
}
