package softac.benchmarks.race;

/**
 * A SAC-v2 update written in one way with one library. Parameters go by the names of {@code SacV2}'s state; a weight is
 * (in × out).
 */
public interface SacContender {
    /** A word for the way it is written. */
    String name();

    /**
     * One update with given noise.
     *
     * @param next ε of a′, row by row (B·m)
     * @param now ε of a, row by row (B·m)
     * @return J_Q, J_π and J_α, each before its step
     */
    double[] update(double[] next, double[] now);

    /** One update with noise of its own. */
    void update();

    /** A copy of all parameters. */
    Snapshot parameters();
}
