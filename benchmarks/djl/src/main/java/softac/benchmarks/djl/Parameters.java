package softac.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The weights (out × in) and biases of networks that one optimiser moves, in the order W, b, W, b, … Two ways to keep
 * them: {@link SeparateParameters} and {@link FlatParameters}.
 */
interface Parameters {
    /** Lets the arrays made from these parameters end with the pass. Once a pass, first of all. */
    void attach(NDManager pass);

    /** The present values, as constants. */
    NDList constants();

    /** The present values, to be differentiated by the next {@link #step}. */
    NDList leaves();

    /** One step of Adam along the gradients of the last leaves. */
    void step();

    /** θ̄ ← θ̄ + τ (θ − θ̄), where these are θ̄. */
    void follow(Parameters source, NDArray tau);
}
