package softac.golden;

import java.util.Arrays;
import softac.autodiff.random.Noise;

/** The draws of a script, in order; asking for more than it holds is an error. */
final class ScriptedNoise implements Noise {
    private final double[] draws;
    private int next;

    ScriptedNoise(double[]... parts) {
        draws = Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public double normal() {
        return draws[next++];
    }

    /** Whether every draw was taken. */
    boolean isFinished() {
        return next == draws.length;
    }
}
