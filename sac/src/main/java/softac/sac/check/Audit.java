package softac.sac.check;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** A cell of the table. */
    private record Edge(String loss, String on) {}

    List<Dependency> cells() {
        Set<Edge> reached = onTheGraph();
        reached.addAll(whereTheValueChanges());
        Map<Edge, Double> norms = gradientNorms();
        Set<Edge> moved = moved(); // last: it updates the agent
        List<String> rows =
                new ArrayList<>(agent.losses().stream().map(Loss::name).toList());
        rows.add(DependencyTable.TARGETS);
        List<Dependency> cells = new ArrayList<>();
        for (String loss : rows) {
            for (String on : sources.keySet()) {
                Edge edge = new Edge(loss, on);
                double norm = norms.getOrDefault(edge, Double.NaN);
                cells.add(new Dependency(loss, on, reached.contains(edge), moved.contains(edge), norm));
            }
        }
        return cells;
    }

    // ------------------------------------------------------------------------------------------------ reached

    /** What each loss was computed from, as the tape recorded it. */
    private Set<Edge> onTheGraph() {
        Recording recording = agent.record(batch, noise.rng());
        IdentityHashMap<ReshapeMatrix, String> names = new IdentityHashMap<>();
        agent.groups().forEach(group -> group.parameters().forEach(p -> names.put(p.value(), group.symbol())));
        recording.inputs().forEach((name, input) -> names.put(input.value(), name));
        Set<Edge> reached = new HashSet<>();
        recording.losses().forEach((loss, value) -> {
            for (Slot slot : agent.tape().recorded(value)) {
                String name = names.get(slot.y());
                if (name != null) {
                    reached.add(new Edge(loss.name(), name));
                }
            }
        });
        return reached;
    }

    /** The same for what the tape does not see: a value read, computed with in Java and recorded as a constant. */
    private Set<Edge> whereTheValueChanges() {
        Map<String, Double> before = values();
        Set<Edge> reached = new HashSet<>();
        sources.forEach((name, matrices) -> {
            List<double[]> kept = elements(matrices);
            matrices.forEach(this::shift);
            values().forEach((loss, value) -> {
                if (!value.equals(before.get(loss))) {
                    reached.add(new Edge(loss, name));
                }
            });
            for (int n = 0; n < kept.size(); n++) {
                kernels.load(kept.get(n), matrices.get(n));
            }
        });
        return reached;
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        agent.record(batch, noise.rng()).losses().forEach((loss, value) -> values.put(loss.name(), value.item()));
        return values;
    }

    private void shift(ReshapeMatrix x) {
        double[] moved = kernels.elements(x);
        for (int n = 0; n < moved.length; n++) {
            moved[n] += SHIFT;
        }
        kernels.load(moved, x);
    }

    private List<double[]> elements(List<ReshapeMatrix> matrices) {
        return matrices.stream().map(kernels::elements).toList();
    }

    // -------------------------------------------------------------------------------------------------- norms

    private Map<Edge, Double> gradientNorms() {
        Map<Edge, Double> norms = new HashMap<>();
        agent.record(batch, noise.rng()).losses().forEach((loss, value) -> {
            for (ParameterGroup group : agent.groups()) {
                agent.tape().differentiate(value, group.parameters());
                double squares = group.parameters().stream()
                        .mapToDouble(p -> kernels.sumOfSquares(p.gradient()))
                        .sum();
                norms.put(new Edge(loss.name(), group.symbol()), Math.sqrt(squares));
            }
        });
        return norms;
    }

    // -------------------------------------------------------------------------------------------------- moved

    /** What the step of each loss changed, in one update; then what the targets' changed. */
    private Set<Edge> moved() {
        Set<Edge> moved = new HashSet<>();
        Map<String, List<double[]>> last = new HashMap<>();
        sources.forEach((name, matrices) -> last.put(name, elements(matrices)));
        agent.update(batch, noise.rng(), new UpdateListener() {
            @Override
            public void stepped(Loss loss) {
                note(loss.name());
            }

            @Override
            public void followed() {
                note(DependencyTable.TARGETS);
            }

            private void note(String step) {
                sources.forEach((name, matrices) -> {
                    List<double[]> now = elements(matrices);
                    List<double[]> before = last.put(name, now);
                    if (before != null && !same(before, now)) {
                        moved.add(new Edge(step, name));
                    }
                });
            }
        });
        return moved;
    }

    private static boolean same(List<double[]> a, List<double[]> b) {
        return Arrays.deepEquals(a.toArray(), b.toArray());
    }
}
