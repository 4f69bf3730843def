package softac.sac.theory;

/**
 * States in a row; "left" (0) and "right" (1) go one step, or stay at the ends. "Right" in the last state is rewarded by 1,
 * all else by 0.
 */
public final class SoftChain {
    private SoftChain() {}

    public static FiniteMdp of(int states) {
        double[][][] transitions = new double[states][2][states];
        double[][] rewards = new double[states][2];
        for (int s = 0; s < states; s++) {
            transitions[s][0][Math.max(0, s - 1)] = 1;
            transitions[s][1][Math.min(states - 1, s + 1)] = 1;
        }
        rewards[states - 1][1] = 1;
        return FiniteMdp.of(transitions, rewards);
    }
}
