package softac.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;
import softac.sac.train.file.SafeTensors;

/** Named matrices in double precision, to be handed from one contender to another. */
public final class Snapshot implements Stateful {
    private final Map<String, DMatrixRMaj> matrices = new LinkedHashMap<>();

    /** What a file holds. */
    public static Snapshot read(Path path) throws IOException {
        Snapshot snapshot = new Snapshot();
        try (SafeTensors file = SafeTensors.open(path)) {
            for (String name : file.names()) {
                List<Integer> shape = file.shape(name);
                snapshot.matrices.put(name, new DMatrixRMaj(shape.get(0), shape.get(1)));
            }
            file.load(snapshot);
        }
        return snapshot;
    }

    /** Writes a file of F64 tensors. */
    public void write(Path path) throws IOException {
        SafeTensors.write(path, Map.of(), this);
    }

    /** Adds or replaces a matrix; it is not copied. */
    public void put(String name, DMatrixRMaj matrix) {
        matrices.put(name, matrix);
    }

    /** Adds or replaces a matrix of either precision; it is copied. */
    public void put(String name, Kernels kernels, ReshapeMatrix matrix) {
        DMatrixRMaj copy = new DMatrixRMaj(matrix.getNumRows(), matrix.getNumCols());
        kernels.store(matrix, copy.data);
        matrices.put(name, copy);
    }

    /**
     * A matrix.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public DMatrixRMaj get(String name) {
        DMatrixRMaj matrix = matrices.get(name);
        if (matrix == null) {
            throw new IllegalArgumentException("no matrix '" + name + "' among " + matrices.keySet());
        }
        return matrix;
    }

    /** The names, in the order they were added. */
    public List<String> names() {
        return List.copyOf(matrices.keySet());
    }

    /** Copies every matrix of a component that has a name of this snapshot into the component. */
    public void into(Kernels kernels, Stateful component) {
        component.state(new MatrixVisitor(true) {
            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                DMatrixRMaj source = matrices.get(name);
                if (source != null) {
                    kernels.load(source.data, matrix);
                }
            }
        });
    }

    /** Copies every matrix of a component into this snapshot, but for the optimisers' moments. */
    public void from(Kernels kernels, Stateful component) {
        component.state(new MatrixVisitor(false) {
            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                if (!name.contains("optimizer")) {
                    put(name, kernels, matrix);
                }
            }
        });
    }

    @Override
    public void state(StateVisitor visitor) {
        matrices.forEach(visitor::matrix);
    }

    /** Leaves everything but matrices alone. */
    private abstract static class MatrixVisitor implements StateVisitor {
        private final boolean overwrites;

        MatrixVisitor(boolean overwrites) {
            this.overwrites = overwrites;
        }

        @Override
        public boolean overwrites() {
            return overwrites;
        }

        @Override
        public void longs(String name, long[] words) {}

        @Override
        public void doubles(String name, double[] values) {}
    }
}
