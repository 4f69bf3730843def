package softac.sac.env.control;

/** What {@link LqrModel} needs of linear algebra, on matrices given as arrays of rows. */
final class Rows {
    /** A correlation below this is rounding. */
    private static final double VANISHING = 1e-13;

    private Rows() {}

    static double[][] copy(double[][] rows) {
        double[][] copy = rows.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i].clone();
        }
        return copy;
    }

    /** Returns a copy of a matrix that must be finite and (m × n). */
    static double[][] checked(String name, double[][] rows, int m, int n) {
        if (rows.length != m) {
            throw new IllegalArgumentException("lqr: " + name + " has " + rows.length + " rows; " + m + " are needed");
        }
        for (int i = 0; i < m; i++) {
            if (rows[i].length != n) {
                throw new IllegalArgumentException(
                        "lqr: row " + i + " of " + name + " has " + rows[i].length + " entries; " + n + " are needed");
            }
            for (int j = 0; j < n; j++) {
                if (!Double.isFinite(rows[i][j])) {
                    throw new IllegalArgumentException(
                            "lqr: " + name + "[" + i + "][" + j + "] is " + rows[i][j] + "; it must be finite");
                }
            }
        }
        return copy(rows);
    }

    /** Returns a copy of a matrix that must be finite, (n × n) and exactly symmetric. */
    static double[][] checkedSymmetric(String name, double[][] rows, int n) {
        double[][] matrix = checked(name, rows, n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (matrix[i][j] != matrix[j][i]) {
                    throw new IllegalArgumentException("lqr: " + name + "[" + i + "][" + j + "] is " + matrix[i][j]
                            + " but " + name + "[" + j + "][" + i + "] is " + matrix[j][i] + "; it must be symmetric");
                }
            }
        }
        return matrix;
    }

    /**
     * Returns an L with LLᵀ = S for a symmetric positive <em>semi</em>-definite S; the roots of the diagonal where S is
     * diagonal. Cholesky's method on the correlations Sᵢⱼ/(dᵢdⱼ), dᵢ = √Sᵢᵢ, so that scales do not matter, with the
     * largest pivot first, so that a rank below n does not amplify rounding.
     */
    static double[][] factor(String name, double[][] s) {
        int n = s.length;
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = s[i][i] == 0 ? 1 : Math.sqrt(Math.abs(s[i][i]));
        }
        double[][] rest = copy(s);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rest[i][j] /= d[i] * d[j];
            }
        }
        double[][] l = new double[n][n];
        for (int p = largestPivot(rest); rest[p][p] > VANISHING; p = largestPivot(rest)) {
            double root = Math.sqrt(rest[p][p]);
            double[] column = rest[p].clone();
            for (int i = 0; i < n; i++) {
                l[i][p] = d[i] * (column[i] / root);
                for (int j = 0; j < n; j++) {
                    rest[i][j] = i == p || j == p ? 0 : rest[i][j] - column[i] / root * (column[j] / root);
                }
            }
        }
        for (double[] row : rest) {
            for (double x : row) {
                if (!(Math.abs(x) <= 10 * VANISHING)) {
                    throw new IllegalArgumentException(
                            "lqr: " + name + " is not positive semi-definite, so it is no covariance matrix");
                }
            }
        }
        return l;
    }

    private static int largestPivot(double[][] s) {
        int largest = 0;
        for (int i = 1; i < s.length; i++) {
            largest = s[i][i] > s[largest][largest] ? i : largest;
        }
        return largest;
    }

    /** Returns A x. */
    static double[] times(double[][] a, double[] x) {
        if (x.length != a[0].length) {
            throw new IllegalArgumentException(
                    "lqr: vector of " + x.length + " numbers given; " + a[0].length + " are needed");
        }
        double[] y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = dot(a[i], x, x.length);
        }
        return y;
    }

    /** y ← y + x. */
    static void add(double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += x[i];
        }
    }

    /** Returns xᵀSx. */
    static double form(double[][] s, double[] x) {
        return dot(x, times(s, x), x.length);
    }

    private static double dot(double[] x, double[] y, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
