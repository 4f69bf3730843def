package softac.autodiff.optim;

import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.kernel.Kernels;

/** Target networks that follow slowly. */
public final class Polyak {
    private Polyak() {}

    /**
     * θ̄ ← θ for corresponding parameters: where a target network begins.
     *
     * @param kernels of the parameters' precision
     * @param source θ
     * @param target θ̄, overwritten
     * @throws IllegalArgumentException when the two lists do not have the same shapes
     */
    public static void copy(Kernels kernels, List<Parameter> source, List<Parameter> target) {
        checkShapes(source, target);
        for (int n = 0; n < target.size(); n++) {
            kernels.copy(source.get(n).value(), target.get(n).value());
            target.get(n).changed();
        }
    }

    /**
     * θ̄ ← τ θ + (1 − τ) θ̄ for corresponding parameters (Haarnoja et al. 2018a, algorithm 1).
     *
     * @param kernels of the parameters' precision
     * @param tau τ in [0, 1]
     * @param source θ
     * @param target θ̄, updated in place
     * @throws IllegalArgumentException when the two lists do not have the same shapes
     */
    public static void update(Kernels kernels, double tau, List<Parameter> source, List<Parameter> target) {
        checkShapes(source, target);
        for (int n = 0; n < target.size(); n++) {
            kernels.average(tau, source.get(n).value(), target.get(n).value());
            target.get(n).changed();
        }
    }

    private static void checkShapes(List<Parameter> source, List<Parameter> target) {
        if (source.size() != target.size()) {
            throw new IllegalArgumentException(
                    "Polyak: " + source.size() + " and " + target.size() + " parameters: must correspond");
        }
        for (int n = 0; n < target.size(); n++) {
            ReshapeMatrix from = source.get(n).value();
            ReshapeMatrix to = target.get(n).value();
            if (from.getNumRows() != to.getNumRows() || from.getNumCols() != to.getNumCols()) {
                throw new IllegalArgumentException(
                        "Polyak: " + source.get(n) + " and " + target.get(n) + ": shapes must be equal");
            }
        }
    }
}
