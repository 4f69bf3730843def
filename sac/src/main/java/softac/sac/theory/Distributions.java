package softac.sac.theory;

/** Probabilities over a finite set. */
final class Distributions {
    private static final double ROUNDING = 1e-9;

    private Distributions() {}

    /**
     * Checks that numbers are a distribution over {@code size} things.
     *
     * @throws IllegalArgumentException if there are fewer or more, one is negative or no number, or they do not sum to 1
     */
    static void check(String name, int size, double... p) {
        if (p.length != size) {
            throw new IllegalArgumentException(
                    "mdp: " + name + " has " + p.length + " probabilities; " + size + " are needed");
        }
        double sum = 0;
        for (double each : p) {
            if (!(each >= 0)) {
                throw new IllegalArgumentException(
                        "mdp: " + name + " has the probability " + each + "; it must be at least 0");
            }
            sum += each;
        }
        if (!(Math.abs(sum - 1) <= ROUNDING)) {
            throw new IllegalArgumentException("mdp: the probabilities of " + name + " sum to " + sum + ", not to 1");
        }
    }

    /** Returns −p log p, which is 0 at p = 0: its limit, and what makes the entropy continuous. */
    static double surprise(double p) {
        return p == 0 ? 0 : -p * StrictMath.log(p);
    }

    /** Returns H(p) = −Σ p log p. */
    static double entropy(double... p) {
        double entropy = 0;
        for (double each : p) {
            entropy += surprise(each);
        }
        return entropy;
    }
}
