package softac.autodiff;

import java.util.ArrayList;
import java.util.List;
import softac.autodiff.kernel.Kernels;

/**
 * What an operation is applied to in one try.
 *
 * @param matrices one to three of them
 * @param i first integer, for operations that have one
 * @param j second integer
 */
record Arguments(List<Table> matrices, int i, int j) {
    static Arguments of(Table... matrices) {
        return new Arguments(List.of(matrices), 0, 0);
    }

    Table get(int n) {
        return matrices.get(n);
    }

    /** Every number as the nearest float. */
    Arguments rounded() {
        return new Arguments(matrices.stream().map(Table::rounded).toList(), i, j);
    }

    /** Each matrix as a parameter: x0, x1, x2. */
    List<Parameter> parameters(Kernels kernels) {
        List<Parameter> parameters = new ArrayList<>();
        for (Table matrix : matrices) {
            parameters.add(matrix.parameter("x" + parameters.size(), kernels));
        }
        return parameters;
    }
}
