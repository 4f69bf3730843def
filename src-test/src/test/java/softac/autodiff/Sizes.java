package softac.autodiff;

/**
 * The sizes of one try, 0 and 1 among them.
 *
 * @param m rows
 * @param n columns
 * @param k inner size
 * @param stretch what elementwise operations of two arguments stretch
 */
record Sizes(int m, int n, int k, Stretch stretch) {
    /** Which argument is a row, a column or a scalar and stretched to the other. */
    enum Stretch {
        NONE,
        A_ROW,
        A_COLUMN,
        A_SCALAR,
        B_ROW,
        B_COLUMN,
        B_SCALAR,
        A_ROW_B_COLUMN,
        A_COLUMN_B_ROW;

        private boolean is(String part) {
            return name().contains(part);
        }
    }

    int rowsA() {
        return stretch.is("A_ROW") || stretch.is("A_SCALAR") ? 1 : m;
    }

    int columnsA() {
        return stretch.is("A_COLUMN") || stretch.is("A_SCALAR") ? 1 : n;
    }

    int rowsB() {
        return stretch.is("B_ROW") || stretch.is("B_SCALAR") ? 1 : m;
    }

    int columnsB() {
        return stretch.is("B_COLUMN") || stretch.is("B_SCALAR") ? 1 : n;
    }
}
