package softac.sac.train;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.state.StateVisitor;

/** Reads the replay out of a trainer's state: records of s (2), a (2), r, s′ (2), and whether each terminated. */
final class TrainerTestReplay implements StateVisitor {
    private long[] position = {};
    private long[] terminated = {};
    private FMatrixRMaj table = new FMatrixRMaj();

    /**
     * A transition as it is kept.
     *
     * @param s s
     * @param a a, in the unit box
     * @param r r
     * @param s2 s′
     * @param d whether it terminated
     */
    record Row(List<Float> s, List<Float> a, float r, List<Float> s2, boolean d) {}

    /** The transitions held, in the order of their places. */
    static List<Row> of(Trainer trainer) {
        TrainerTestReplay replay = new TrainerTestReplay();
        trainer.state(replay);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < replay.position[0]; i++) {
            boolean d = (replay.terminated[i / 64] >>> i & 1) == 1;
            rows.add(new Row(
                    replay.columns(i, 0, 2),
                    replay.columns(i, 2, 4),
                    replay.table.get(i, 4),
                    replay.columns(i, 5, 7),
                    d));
        }
        return rows;
    }

    private List<Float> columns(int row, int from, int to) {
        List<Float> values = new ArrayList<>();
        for (int j = from; j < to; j++) {
            values.add(table.get(row, j));
        }
        return values;
    }

    @Override
    public void longs(String name, long[] words) {
        if (name.equals("replay.position")) {
            position = words.clone();
        }
        if (name.equals("replay.terminated")) {
            terminated = words.clone();
        }
    }

    @Override
    public void doubles(String name, double[] values) {}

    @Override
    public void matrix(String name, ReshapeMatrix matrix) {
        if (name.equals("replay.table")) {
            table = matrix.copy();
        }
    }
}
