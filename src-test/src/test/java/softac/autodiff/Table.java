package softac.autodiff;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;

/** A matrix as plain numbers, of any shape, the empty ones too: what tests make parameters and constants from. */
public final class Table {
    private final int rows;
    private final int columns;
    private final double[] values;

    private Table(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** Zeros. */
    public static Table zeros(int rows, int columns) {
        return new Table(rows, columns, new double[rows * columns]);
    }

    /** Row by row. */
    public static Table of(double[]... rows) {
        return new Table(
                rows.length,
                rows[0].length,
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    /** One row. */
    public static Table row(double... values) {
        return new Table(1, values.length, values.clone());
    }

    /** One number. */
    public static Table scalar(double value) {
        return row(value);
    }

    /** Draws in row-major order. */
    public static Table draw(int rows, int columns, DoubleSupplier source) {
        Table table = zeros(rows, columns);
        Arrays.setAll(table.values, n -> source.getAsDouble());
        return table;
    }

    /** What a matrix holds. */
    public static Table of(Kernels kernels, ReshapeMatrix x) {
        return new Table(x.getNumRows(), x.getNumCols(), kernels.elements(x));
    }

    /** What a tensor holds. */
    public static Table of(Tensor x) {
        return of(x.tape().kernels(), x.value());
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** In row-major order. */
    public double[] values() {
        return values.clone();
    }

    public double get(int i, int j) {
        return values[i * columns + j];
    }

    /** The element that stands at (i, j) when sizes of 1 are stretched. */
    public double stretched(int i, int j) {
        return get(rows == 1 ? 0 : i, columns == 1 ? 0 : j);
    }

    public Table map(DoubleUnaryOperator f) {
        return new Table(rows, columns, Arrays.stream(values).map(f).toArray());
    }

    /** Every number as the nearest float. */
    public Table rounded() {
        return map(x -> (float) x);
    }

    /** A new matrix of that precision; its array is longer than needed and holds NaN beyond the end. */
    public ReshapeMatrix matrix(Kernels kernels) {
        ReshapeMatrix x = kernels.create(rows + 1, columns + 1);
        kernels.fill(Double.NaN, x);
        x.reshape(rows, columns);
        kernels.load(values, x);
        return x;
    }

    /** A new parameter. */
    public Parameter parameter(String name, Kernels kernels) {
        Parameter parameter = new Parameter(name, kernels, rows, columns);
        kernels.load(values, parameter.value());
        parameter.changed();
        return parameter;
    }

    @Override
    public String toString() {
        return rows + "×" + columns + " " + Arrays.toString(values);
    }
}
