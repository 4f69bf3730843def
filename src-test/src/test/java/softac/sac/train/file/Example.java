package softac.sac.train.file;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** A component with a piece of every kind, a part, an empty matrix and integers that it may refuse. */
final class Example implements Stateful {
    final FMatrixRMaj weight = new FMatrixRMaj(2, 3);
    final DMatrixRMaj moment = new DMatrixRMaj(1, 2);
    final FMatrixRMaj empty = new FMatrixRMaj(0, 4);
    final double[] position = new double[2];
    final Rng stream;
    long steps;
    int loads;

    Example(long seed) {
        Rng random = Seed.of(seed).rng();
        for (int i = 0; i < weight.data.length; i++) {
            weight.data[i] = (float) random.normal();
        }
        moment.set(0, 0, random.normal());
        moment.set(0, 1, random.normal());
        position[0] = random.normal();
        position[1] = Double.NaN;
        steps = seed;
        stream = random;
    }

    @Override
    public void state(StateVisitor visitor) {
        visitor.matrix("weight", weight);
        long[] count = {steps};
        visitor.longs("steps", count);
        steps = count[0];
        visitor.matrix("empty", empty);
        visitor.part("stream", stream);
        visitor.matrix("moment", moment);
        visitor.doubles("position", position);
        if (visitor.overwrites()) {
            loads++;
        }
    }
}
