package softac.sac.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;

/** Takes no step: keeps what an update would have minimised. */
final class Recorder implements Steps {
    final Map<String, Tensor> inputs = new LinkedHashMap<>();
    final Map<Loss, Tensor> losses = new LinkedHashMap<>();

    @Override
    public void begin(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {
        inputs.put("s", s);
        inputs.put("a", a);
        inputs.put("r", r);
        inputs.put("s′", s2);
        inputs.put("1 − d", notTerminated);
    }

    @Override
    public void minimize(Loss loss, Tensor value) {
        losses.put(loss, value);
    }

    @Override
    public void follow(List<Parameter> online, List<Parameter> target) {}
}
