package softac.lab;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Graph;
import softac.autodiff.Parameter;
import softac.autodiff.Slot;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.lab.run.Algorithm;
import softac.lab.run.RunSettings;
import softac.sac.agent.Loss;
import softac.sac.agent.ParameterGroup;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.UpdateListener;

/**
 * Looks on while an agent updates and prints what it sees: whatever the agent gave a name on its tape, each loss, and what
 * became of its parameters. Nothing is computed a second time but differences and norms.
 */
final class Walkthrough implements UpdateListener {
    /** Transitions that are shown. */
    static final int SHOWN = 4;

    private static final int LABEL = 18;
    private static final int CELL = 15;

    private final PrintWriter out;
    private final SacAgent agent;
    private final Algorithm paper;
    private final Kernels kernels;
    private final Map<Parameter, double[]> before = new HashMap<>();
    private final Map<Loss, Graph> graphs = new LinkedHashMap<>();
    private int part;
    private int told; // slots of the tape

    Walkthrough(PrintWriter out, SacAgent agent, Algorithm paper) {
        this.out = out;
        this.agent = agent;
        this.paper = paper;
        kernels = agent.kernels();
    }

    /** What the loss of the last update looked like. */
    Graph graph(Loss loss) {
        return Objects.requireNonNull(graphs.get(loss), "not recorded yet");
    }

    /** Whose update it is. */
    void begin(RunSettings settings) {
        SacConfig config = agent.config();
        out.println("One update of " + agent.getClass().getSimpleName() + " on " + settings.task() + ", seed "
                + settings.seed() + ": number " + (agent.updates() + 1) + ", after "
                + Numbers.count(settings.training().steps()) + " steps.");
        out.println("Every number is the update's own, in as many digits as " + kernels.precision() + " has.");
        out.println();
        for (ParameterGroup group : agent.groups()) {
            fact(group.symbol() + " " + group.name(), shapes(group));
        }
        fact("hidden layers", Report.text(settings.network()));
        fact("γ", config.discount() + "");
        fact("τ", config.tau() + "");
        fact("learning rate", config.learningRate() + " (Adam)");
        if (Double.isFinite(config.maxGradientNorm())) {
            fact("gradient norm", "at most " + config.maxGradientNorm() + ", scaled down beyond");
        }
        fact("reward scale", agent.rewardScale() + "");
        if (agent.temperature().isLearned()) {
            fact("H̄", agent.temperature().targetEntropy() + "");
        }
    }

    private static String shapes(ParameterGroup group) {
        return group.parameters().stream()
                .map(p -> p.value().getNumRows() + "×" + p.value().getNumCols())
                .collect(Collectors.joining(" "));
    }

    // ------------------------------------------------------------------------------------------- what it hears

    @Override
    public void begun(Tensor s, Tensor a, Tensor r, Tensor s2, Tensor notTerminated) {
        agent.groups().forEach(group -> remember(group.parameters()));
        heading("The batch", s.rows() + " transitions from the replay; a in [−1, 1], r scaled");
        printNamed();
    }

    @Override
    public void recorded(Loss loss, Tensor value) {
        value.named(loss.symbol());
        graphs.put(loss, Graph.of(value, loss.parameters()));
        heading(loss.symbol(), loss.source());
        Equations.of(paper, loss).forEach(equation -> out.println("    " + equation));
        printNamed();
    }

    @Override
    public void stepped(Loss loss) {
        for (ParameterGroup group : agent.groups()) {
            if (loss.parameters().containsAll(group.parameters())) {
                String symbol = group.symbol();
                Parameter first = group.parameters().get(0);
                fact("‖∂/∂" + symbol + "‖", exact(gradientNorm(group)));
                fact("‖Δ" + symbol + "‖", exact(step(group)));
                fact(
                        first.name(),
                        "[1, 1]: gradient " + exact(kernels.get(first.gradient(), 0, 0)) + ", " + moved(first));
            }
        }
        if (loss.parameters().equals(agent.temperature().parameters())) {
            fact("α after", exact(agent.temperature().alpha()));
        }
    }

    @Override
    public void followed() {
        heading("The targets", Equations.ofTargets(paper));
        List<Parameter> learned = agent.losses().stream()
                .flatMap(loss -> loss.parameters().stream())
                .toList();
        for (ParameterGroup group : agent.groups()) {
            if (!learned.containsAll(group.parameters())) {
                Parameter first = group.parameters().get(0);
                fact("‖Δ" + group.symbol() + "‖", exact(step(group)));
                fact(first.name(), "[1, 1]: " + moved(first));
            }
        }
    }

    // ----------------------------------------------------------------------------------------- what it prints

    private void heading(String what, String where) {
        out.println();
        out.println(part++ + ". " + what + "    " + where);
    }

    private void fact(String label, String value) {
        out.println("  " + Columns.left(label + " ", LABEL) + value);
    }

    /**
     * Whatever was named on the tape since the last call: a line for each column, a transition in each of its columns. The
     * output of the policy's network is μ and, unclamped, log σ.
     */
    private void printNamed() {
        List<Slot> recorded = agent.tape().recorded();
        for (Slot slot : recorded.subList(told, recorded.size())) {
            String symbol = slot.symbol();
            if (symbol != null && !symbol.equals("policy")) {
                print(symbol, slot.y());
            }
        }
        told = recorded.size();
    }

    private void print(String symbol, ReshapeMatrix y) {
        for (int j = 0; j < y.getNumCols(); j++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < Math.min(SHOWN, y.getNumRows()); i++) {
                line.append(Columns.left(exact(kernels.get(y, i, j)) + " ", CELL));
            }
            line.append(y.getNumRows() > SHOWN ? "…" : "");
            fact(
                    y.getNumCols() == 1 ? symbol : symbol + "[" + (j + 1) + "]",
                    line.toString().stripTrailing());
        }
    }

    /** As few digits as lead back to the same bits; norms, which are computed in double precision, rounded to them. */
    private String exact(double value) {
        return kernels.precision() == Precision.FLOAT32 ? Float.toString((float) value) : Double.toString(value);
    }

    // --------------------------------------------------------------------------------------- parameters moving

    private void remember(List<Parameter> parameters) {
        parameters.forEach(p -> before.put(p, kernels.elements(p.value())));
    }

    private String moved(Parameter p) {
        return "value " + exact(old(p)[0]) + " → " + exact(kernels.get(p.value(), 0, 0));
    }

    private double[] old(Parameter p) {
        return Objects.requireNonNull(before.get(p), "the update began before anybody looked on");
    }

    private double gradientNorm(ParameterGroup group) {
        double squares = 0;
        for (Parameter p : group.parameters()) {
            squares += kernels.sumOfSquares(p.gradient());
        }
        return Math.sqrt(squares);
    }

    private double step(ParameterGroup group) {
        double squares = 0;
        for (Parameter p : group.parameters()) {
            double[] now = kernels.elements(p.value());
            double[] then = old(p);
            for (int n = 0; n < now.length; n++) {
                squares += (now[n] - then[n]) * (now[n] - then[n]);
            }
        }
        return Math.sqrt(squares);
    }
}
