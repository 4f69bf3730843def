package softac.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One array for all, cut into views for a pass: the optimiser and the averaging are then a few calls, whatever the number
 * of layers, and a leaf that is new in every pass needs no zeroing.
 */
final class FlatParameters implements Parameters {
    private final NDArray all;
    private final Adam optimizer;
    private final List<Shape> shapes;
    private final long[] cuts;
    private @Nullable NDArray leaf;

    FlatParameters(Adam.Style style, NDList values) {
        all = NDArrays.concat(
                new NDList(values.stream().map(v -> v.reshape(v.size())).toList()));
        optimizer = new Adam(style, all);
        shapes = values.stream().map(NDArray::getShape).toList();
        cuts = new long[values.size() - 1];
        long end = 0;
        for (int n = 0; n < cuts.length; n++) {
            end += values.get(n).size();
            cuts[n] = end;
        }
    }

    @Override
    public void attach(NDManager pass) {
        all.tempAttach(pass);
        optimizer.attach(pass);
    }

    @Override
    public NDList constants() {
        return views(all);
    }

    @Override
    public NDList leaves() {
        leaf = all.stopGradient();
        leaf.setRequiresGradient(true);
        return views(leaf);
    }

    private NDList views(NDArray whole) {
        NDList views = new NDList(shapes.size());
        NDList pieces = whole.split(cuts);
        for (int n = 0; n < shapes.size(); n++) {
            views.add(pieces.get(n).reshape(shapes.get(n)));
        }
        return views;
    }

    @Override
    public void step() {
        if (leaf == null) {
            throw new IllegalStateException("no leaves: nothing was differentiated");
        }
        optimizer.step(all, leaf.getGradient());
    }

    @Override
    public void follow(Parameters source, NDArray tau) {
        if (source instanceof FlatParameters flat) {
            all.addi(flat.all.sub(all).muli(tau));
        } else {
            throw new IllegalArgumentException("flat parameters follow flat ones");
        }
    }
}
