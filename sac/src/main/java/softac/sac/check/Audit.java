package softac.sac.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Slot;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Seed;
import softac.sac.agent.Loss;
import softac.sac.agent.ParameterGroup;
import softac.sac.agent.Recording;
import softac.sac.agent.SacAgent;
import softac.sac.agent.UpdateListener;
import softac.sac.replay.Batch;

/** Finds out what the losses of an agent depend on and what their optimisers move. */
final class Audit {
    private static final double SHIFT = 0x1p-6;

    private final SacAgent agent;
    private final Kernels kernels;
    private final Batch batch;
    private final Seed noise;

    /** Name → matrices of everything that a loss could depend on: groups of parameters, then inputs. */
    private final Map<String, List<ReshapeMatrix>> sources = new LinkedHashMap<>();

    /**
     * Looks at one agent.
     *
     * @param agent a copy: it is moved and updated
     * @param batch a copy: it is moved
     * @param noise of the actions drawn
     */
    Audit(SacAgent agent, Batch batch, Seed noise) {
        this.agent = agent;
        this.batch = batch;
        this.noise = noise;
        kernels = agent.kernels();
        for (ParameterGroup group : agent.groups()) {
            sources.put(
                    group.symbol(),
                    group.parameters().stream().map(Parameter::value).toList());
        }
        sources.put("s", List.of(batch.observation()));
        sources.put("a", List.of(batch.action()));
        sources.put("r", List.of(batch.reward()));
        sources.put("s′", List.of(batch.nextObservation()));
        sources.put("1 − d", List.of(batch.notTerminated()));
    }

    List<Dependency> cells() {
        Map<String, Set<String>> reached = onTheGraph();
        whereTheValueChanges().forEach((loss, names) -> reached.get(loss).addAll(names));
        Map<String, Map<String, Double>> norms = gradientNorms();
        Map<String, Set<String>> moved = moved(); // last: it updates the agent
        List<Dependency> cells = new ArrayList<>();
        for (String loss : moved.keySet()) {
            for (String name : sources.keySet()) {
                cells.add(new Dependency(
                        loss,
                        name,
                        reached.getOrDefault(loss, Set.of()).contains(name),
                        moved.get(loss).contains(name),
                        norms.getOrDefault(loss, Map.of()).getOrDefault(name, Double.NaN)));
            }
        }
        return cells;
    }

    // ------------------------------------------------------------------------------------------------ reached

    /** Loss → what its value was computed from, as the tape recorded it. */
    private Map<String, Set<String>> onTheGraph() {
        Recording recording = agent.record(batch, noise.rng());
        List<Slot> recorded = agent.tape().recorded();
        Map<ReshapeMatrix, String> names = new IdentityHashMap<>();
        agent.groups().forEach(g -> g.parameters().forEach(p -> names.put(p.value(), g.symbol())));
        recording.inputs().forEach((name, input) -> names.put(input.value(), name));
        Map<String, Set<String>> reached = new HashMap<>();
        recording.losses().forEach((loss, value) -> {
            Set<String> ofLoss = reached.computeIfAbsent(loss.name(), absent -> new HashSet<>());
            for (Slot slot : ancestors(value, recorded)) {
                String name = names.get(slot.y());
                if (name != null) {
                    ofLoss.add(name);
                }
            }
        });
        return reached;
    }

    private static Set<Slot> ancestors(Tensor value, List<Slot> recorded) {
        Set<Slot> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int n = recorded.size() - 1; n >= 0; n--) { // an argument stands before its operation
            Slot slot = recorded.get(n);
            if (slot.y() == value.value() || ancestors.contains(slot)) {
                ancestors.add(slot);
                for (int k = 0; k < slot.arity(); k++) {
                    ancestors.add(slot.argument(k));
                }
            }
        }
        return ancestors;
    }

    /** The same for what the tape does not see: a value read, computed with in Java and recorded as a constant. */
    private Map<String, Set<String>> whereTheValueChanges() {
        Map<String, Double> before = values();
        Map<String, Set<String>> reached = new HashMap<>();
        before.keySet().forEach(loss -> reached.put(loss, new HashSet<>()));
        sources.forEach((name, matrices) -> {
            List<double[]> kept = matrices.stream().map(this::elements).toList();
            matrices.forEach(this::shift);
            values().forEach((loss, value) -> {
                if (!value.equals(before.get(loss))) {
                    reached.get(loss).add(name);
                }
            });
            for (int n = 0; n < kept.size(); n++) {
                kernels.load(kept.get(n), matrices.get(n));
            }
        });
        return reached;
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new HashMap<>();
        agent.record(batch, noise.rng()).losses().forEach((loss, value) -> values.put(loss.name(), value.item()));
        return values;
    }

    private void shift(ReshapeMatrix x) {
        double[] moved = elements(x);
        for (int n = 0; n < moved.length; n++) {
            moved[n] += SHIFT;
        }
        kernels.load(moved, x);
    }

    private double[] elements(ReshapeMatrix x) {
        double[] all = new double[x.getNumRows() * x.getNumCols()];
        kernels.store(x, all);
        return all;
    }

    // -------------------------------------------------------------------------------------------------- norms

    private Map<String, Map<String, Double>> gradientNorms() {
        Map<String, Map<String, Double>> norms = new HashMap<>();
        agent.record(batch, noise.rng()).losses().forEach((loss, value) -> {
            Map<String, Double> ofLoss = new HashMap<>();
            for (ParameterGroup group : agent.groups()) {
                agent.tape().differentiate(value, group.parameters());
                double squares = group.parameters().stream()
                        .mapToDouble(p -> kernels.sumOfSquares(p.gradient()))
                        .sum();
                ofLoss.put(group.symbol(), Math.sqrt(squares));
            }
            norms.put(loss.name(), ofLoss);
        });
        return norms;
    }

    // -------------------------------------------------------------------------------------------------- moved

    /** Loss → what its step changed, in one update; then what the targets changed. */
    private Map<String, Set<String>> moved() {
        Map<String, Set<String>> moved = new LinkedHashMap<>();
        agent.losses().forEach(loss -> moved.put(loss.name(), new HashSet<>()));
        moved.put(DependencyTable.TARGETS, new HashSet<>());
        Map<String, List<double[]>> last = new HashMap<>(numbers());
        agent.update(batch, noise.rng(), new UpdateListener() {
            @Override
            public void stepped(Loss loss) {
                note(loss.name());
            }

            @Override
            public void followed() {
                note(DependencyTable.TARGETS);
            }

            private void note(String what) {
                numbers().forEach((name, now) -> {
                    if (!same(now, last.put(name, now))) {
                        moved.computeIfAbsent(what, absent -> new HashSet<>()).add(name);
                    }
                });
            }
        });
        return moved;
    }

    private Map<String, List<double[]>> numbers() {
        Map<String, List<double[]>> numbers = new HashMap<>();
        sources.forEach((name, matrices) ->
                numbers.put(name, matrices.stream().map(this::elements).toList()));
        return numbers;
    }

    private static boolean same(List<double[]> a, List<double[]> b) {
        return Arrays.deepEquals(a.toArray(), b.toArray());
    }
}
