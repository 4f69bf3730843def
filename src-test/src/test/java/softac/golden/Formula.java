package softac.golden;

/** Weights and data by the integer formula that stands in the case; exact in binary64. */
final class Formula {
    private final GoldenCase golden;

    Formula(GoldenCase golden) {
        this.golden = golden;
    }

    /** W(i,j) = (((k + mul₀ i + mul₁ j) mod m) − ⌊m/2⌋) / den of layer n. */
    double[] weights(int n, int rows, int columns) {
        int[] mul = golden.integers("/formula/mul_W");
        return table(layer(n, "W_k"), mul[0], mul[1], number("m"), number("den"), 0, rows, columns);
    }

    /** b(j) = (((k + mul₀ j) mod m) − ⌊m/2⌋ + b_off) / den of layer n. */
    double[] biases(int n, int columns) {
        int[] mul = golden.integers("/formula/mul_b");
        return table(layer(n, "b_k"), 0, mul[0], number("m"), number("den"), number("b_off"), 1, columns);
    }

    /** Like the weights, with numbers of its own. */
    double[] data(String at, int rows, int columns) {
        int[] mul = golden.integers(at + "/mul");
        double k = golden.number(at + "/k");
        return table(k, mul[0], mul[1], golden.number(at + "/m"), golden.number(at + "/den"), 0, rows, columns);
    }

    private double number(String key) {
        return golden.number("/formula/" + key);
    }

    private double layer(int n, String key) {
        return golden.number("/formula/layers/" + n + "/" + key);
    }

    private static double[] table(
            double k, int down, int right, double m, double den, double offset, int rows, int columns) {
        double[] table = new double[rows * columns];
        long modulus = (long) m;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long residue = Math.floorMod((long) k + (long) down * i + (long) right * j, modulus);
                table[i * columns + j] = (residue - modulus / 2 + offset) / den;
            }
        }
        return table;
    }
}
