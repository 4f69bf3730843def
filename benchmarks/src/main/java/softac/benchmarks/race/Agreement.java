package softac.benchmarks.race;

import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import softac.autodiff.kernel.Precision;

/**
 * How far a contender's check is from ours.
 *
 * @param losses the largest relative difference of a loss
 * @param parameters the largest, over all matrices of parameters, of ‖theirs − ours‖ / ‖ours − start‖: the difference in
 *     units of the way that the updates went
 */
record Agreement(double losses, double parameters) {
    static Agreement of(Snapshot start, Snapshot ours, Snapshot theirs) {
        double loss = 0;
        double parameter = 0;
        for (String name : ours.names()) {
            DMatrixRMaj mine = ours.get(name);
            DMatrixRMaj other = theirs.get(name);
            if (mine.numRows != other.numRows || mine.numCols != other.numCols) {
                return new Agreement(Double.NaN, Double.NaN);
            }
            if (name.equals(Check.LOSSES)) {
                for (int i = 0; i < mine.getNumElements(); i++) {
                    loss = Math.max(loss, Math.abs(other.get(i) - mine.get(i)) / Math.abs(mine.get(i)));
                }
            } else {
                parameter = Math.max(parameter, distance(other, mine) / distance(mine, start.get(name)));
            }
        }
        return new Agreement(loss, parameter);
    }

    private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        double squares = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            double difference = a.get(i) - b.get(i);
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    /**
     * Whether it is the same arithmetic. In single precision Adam turns a gradient that is all rounding error into a whole
     * step of either sign, so that a few parameters go elsewhere: hence the wider bound on parameters.
     */
    boolean holds(Precision precision) {
        return precision == Precision.FLOAT32
                ? losses <= 1e-4 && parameters <= 1e-3
                : losses <= 1e-8 && parameters <= 1e-6;
    }

    /** The larger differences of the two. */
    Agreement and(Agreement other) {
        return new Agreement(Math.max(losses, other.losses), Math.max(parameters, other.parameters));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "losses differ by %.1e, parameters after %d updates by %.1e of the way gone",
                losses,
                Check.UPDATES,
                parameters);
    }
}
