package softac.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** An array for every weight and bias, as DJL's own layers and optimisers have it. */
final class SeparateParameters implements Parameters {
    private final NDList leaves;
    private final NDList constants;
    private final List<Adam> optimizers;

    SeparateParameters(NDList values) {
        leaves = new NDList(values.stream().map(NDArray::duplicate).toList());
        optimizers =
                leaves.stream().map(leaf -> new Adam(Adam.Style.NATIVE, leaf)).toList();
        leaves.forEach(leaf -> leaf.setRequiresGradient(true));
        constants = new NDList(leaves.stream().map(NDArray::stopGradient).toList());
    }

    @Override
    public void attach(NDManager pass) {
        leaves.forEach(leaf -> leaf.tempAttach(pass));
        constants.forEach(constant -> constant.tempAttach(pass));
        optimizers.forEach(optimizer -> optimizer.attach(pass));
    }

    @Override
    public NDList constants() {
        return constants;
    }

    @Override
    public NDList leaves() {
        return leaves;
    }

    /** DJL's update zeroes the gradient, which would otherwise grow. */
    @Override
    public void step() {
        for (int n = 0; n < optimizers.size(); n++) {
            optimizers.get(n).step(leaves.get(n), leaves.get(n).getGradient());
        }
    }

    @Override
    public void follow(Parameters source, NDArray tau) {
        NDList from = source.constants();
        for (int n = 0; n < constants.size(); n++) {
            NDArray mine = constants.get(n);
            mine.addi(from.get(n).sub(mine).muli(tau));
        }
    }
}
