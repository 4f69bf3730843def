package softac.sac.agent;

import java.util.List;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;

/** What becomes of the losses that an algorithm records: an update takes a step on each, a certificate only looks. */
interface Steps {
    /** The batch is on the tape. */
    void begin(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated);

    /** A step of the loss's optimiser, or none. */
    void minimize(Loss loss, Tensor value);

    /** target ← τ online + (1 − τ) target, or not. */
    void follow(List<Parameter> online, List<Parameter> target);
}
