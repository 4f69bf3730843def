package softac.benchmarks.race;

import java.io.IOException;
import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** The product of two 256×256 matrices: what the kernels reach of the peak, beside it in the same rounds. */
public final class SquareProduct {
    private static final int SIZE = 256;

    /** Products between two looks at the clock. */
    private static final int CALLS = 20;

    private SquareProduct() {}

    /** The process that measures: precision and threads. */
    public static void main(String[] arguments) throws IOException {
        Task task = Task.parse(arguments);
        Kernels kernels = Kernels.best(task.precision(), task.threads());
        kernels.awaitWarmUp();
        Slices.about("kernels " + kernels.family());
        Rng rng = Seed.of(1).rng();
        ReshapeMatrix a = kernels.create(SIZE, SIZE);
        ReshapeMatrix b = kernels.create(SIZE, SIZE);
        ReshapeMatrix y = kernels.create(SIZE, SIZE);
        kernels.fill(rng, a);
        kernels.fill(rng, b);
        double operations = 2.0 * SIZE * SIZE * SIZE * CALLS;
        Slices.serve(List.of(new Way("multiply", () -> {
            for (int n = 0; n < CALLS; n++) {
                kernels.multiply(a, b, y);
            }
            return operations;
        })));
    }
}
