package softac.autodiff;

import java.util.function.DoubleBinaryOperator;

/** What the operations on matrices mean, written as slowly and plainly as possible. */
final class Naive {
    private Naive() {}

    /** An element as a function of its place. */
    @FunctionalInterface
    private interface Element {
        double at(int i, int j);
    }

    private static Table table(int rows, int columns, Element element) {
        int[] next = {0};
        return Table.draw(rows, columns, () -> element.at(next[0] / columns, next[0]++ % columns));
    }

    static Table product(Table a, Table b) {
        return table(a.rows(), b.columns(), (i, j) -> {
            double sum = 0;
            for (int p = 0; p < a.columns(); p++) {
                sum += a.get(i, p) * b.get(p, j);
            }
            return sum;
        });
    }

    static Table affine(Table x, Table w, Table b) {
        Table product = product(x, w);
        return table(x.rows(), w.columns(), (i, j) -> product.get(i, j) + b.get(0, j));
    }

    static Table combine(Table a, Table b, DoubleBinaryOperator f) {
        int rows = a.rows() == 1 ? b.rows() : a.rows();
        int columns = a.columns() == 1 ? b.columns() : a.columns();
        return table(rows, columns, (i, j) -> f.applyAsDouble(a.stretched(i, j), b.stretched(i, j)));
    }

    static Table sumRows(Table x) {
        return table(1, x.columns(), (i, j) -> {
            double sum = 0;
            for (int p = 0; p < x.rows(); p++) {
                sum += x.get(p, j);
            }
            return sum;
        });
    }

    static Table transpose(Table x) {
        return table(x.columns(), x.rows(), (i, j) -> x.get(j, i));
    }

    static Table sumColumns(Table x) {
        return transpose(sumRows(transpose(x)));
    }

    static Table sum(Table x) {
        return sumRows(sumColumns(x));
    }

    static Table logSumExp(Table x) {
        return sumColumns(x.map(StrictMath::exp)).map(StrictMath::log);
    }

    static Table concat(Table a, Table b) {
        return table(
                a.rows(),
                a.columns() + b.columns(),
                (i, j) -> j < a.columns() ? a.get(i, j) : b.get(i, j - a.columns()));
    }

    static Table slice(Table x, int from, int to) {
        return table(x.rows(), to - from, (i, j) -> x.get(i, from + j));
    }
}
