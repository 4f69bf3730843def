package softac.sac.train.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** The one visitor of this package: it turns what a component lists into {@link Piece}s and does the same to each. */
final class Pieces implements StateVisitor {
    /** What is done to each piece. */
    interface Action {
        void on(Piece piece) throws IOException;
    }

    private final boolean overwrites;
    private final Action action;

    private Pieces(boolean overwrites, Action action) {
        this.overwrites = overwrites;
        this.action = action;
    }

    /** Lists the pieces to an action that only reads them. */
    static void read(Stateful state, Action action) throws IOException {
        new Pieces(false, action).visit(state);
    }

    /** Lists the pieces to an action that overwrites them. */
    static void overwrite(Stateful state, Action action) throws IOException {
        new Pieces(true, action).visit(state);
    }

    private void visit(Stateful state) throws IOException {
        try {
            state.state(this);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean overwrites() {
        return overwrites;
    }

    @Override
    public void longs(String name, long[] words) {
        meet(Piece.of(name, words));
    }

    @Override
    public void doubles(String name, double[] values) {
        meet(Piece.of(name, values));
    }

    @Override
    public void matrix(String name, ReshapeMatrix matrix) {
        meet(Piece.of(name, matrix));
    }

    private void meet(Piece piece) {
        try {
            action.on(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
