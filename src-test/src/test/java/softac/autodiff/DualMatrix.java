package softac.autodiff;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * A matrix of dual numbers.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param at the element of each place
 */
record DualMatrix(int rows, int columns, Element at) {
    /** An element as a function of its place. */
    @FunctionalInterface
    interface Element {
        Dual at(int i, int j);
    }

    Dual get(int i, int j) {
        return at.at(i, j);
    }

    /** The same with all its elements computed once. */
    DualMatrix computed() {
        Dual[] all = new Dual[rows * columns];
        Arrays.setAll(all, n -> get(n / columns, n % columns));
        return new DualMatrix(rows, columns, (i, j) -> all[i * columns + j]);
    }

    DualMatrix map(UnaryOperator<Dual> f) {
        return new DualMatrix(rows, columns, (i, j) -> f.apply(get(i, j)));
    }

    DualMatrix combine(DualMatrix b, BinaryOperator<Dual> f) {
        return new DualMatrix(
                Math.max(rows, b.rows),
                Math.max(columns, b.columns),
                (i, j) -> f.apply(stretched(i, j), b.stretched(i, j)));
    }

    private Dual stretched(int i, int j) {
        return get(rows == 1 ? 0 : i, columns == 1 ? 0 : j);
    }

    DualMatrix product(DualMatrix b) {
        return new DualMatrix(rows, b.columns, (i, j) -> {
            Dual sum = Dual.constant(0);
            for (int p = 0; p < columns; p++) {
                sum = sum.plus(get(i, p).times(b.get(p, j)));
            }
            return sum;
        });
    }

    DualMatrix transpose() {
        return new DualMatrix(columns, rows, (i, j) -> get(j, i));
    }

    DualMatrix sumRows() {
        return new DualMatrix(1, columns, (i, j) -> {
            Dual sum = Dual.constant(0);
            for (int p = 0; p < rows; p++) {
                sum = sum.plus(get(p, j));
            }
            return sum;
        });
    }

    DualMatrix sumColumns() {
        return transpose().sumRows().transpose();
    }

    DualMatrix sum() {
        return sumRows().sumColumns();
    }

    DualMatrix logSumExp() {
        return map(Dual::exp).sumColumns().map(Dual::log);
    }

    DualMatrix concat(DualMatrix b) {
        return new DualMatrix(rows, columns + b.columns, (i, j) -> j < columns ? get(i, j) : b.get(i, j - columns));
    }

    DualMatrix slice(int from, int to) {
        return new DualMatrix(rows, to - from, (i, j) -> get(i, from + j));
    }
}
