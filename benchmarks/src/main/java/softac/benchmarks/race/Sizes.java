package softac.benchmarks.race;

/**
 * How large an update is; every network has two hidden layers.
 *
 * @param observations n
 * @param actions m
 * @param hidden units of each hidden layer
 * @param batch B
 */
public record Sizes(int observations, int actions, int hidden, int batch) {
    /**
     * Reads {@code 17-6-256-256}.
     *
     * @param text observations-actions-hidden-batch
     * @return the sizes
     * @throws IllegalArgumentException for anything else
     */
    public static Sizes parse(String text) {
        if (!text.matches("([1-9]\\d{0,5}-){3}[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(
                    "'" + text + "': must be observations-actions-hidden-batch, each at least 1, such as 17-6-256-256");
        }
        String[] given = text.split("-", -1);
        return new Sizes(
                Integer.parseInt(given[0]),
                Integer.parseInt(given[1]),
                Integer.parseInt(given[2]),
                Integer.parseInt(given[3]));
    }

    @Override
    public String toString() {
        return observations + "-" + actions + "-" + hidden + "-" + batch;
    }
}
