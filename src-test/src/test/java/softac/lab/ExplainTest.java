package softac.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Parameter;
import softac.autodiff.Tensor;
import softac.autodiff.random.Seed;
import softac.lab.run.Algorithm;
import softac.lab.run.Rehearsal;
import softac.lab.run.Run;
import softac.sac.agent.Loss;
import softac.sac.agent.ParameterGroup;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.env.registry.Tasks;
import softac.sac.replay.Batch;

/** The numbers that {@code sac explain} prints are those of the update that nobody looks at. */
final class ExplainTest {
    private static final Seed DRAWS = Seed.of(3).split("explain");

    @TempDir
    private Path directory;

    private String explained(String paper, String task, String... more) {
        List<String> words = new ArrayList<>(List.of("explain", paper, "--task", task, "--seed", "3", "--hidden", "5"));
        words.addAll(List.of(more));
        return Sac.run(directory, words.toArray(new String[0])).succeeded().out();
    }

    /** What stands behind a label in the part that begins with a heading, number by number. */
    private static float[] numbers(String out, String heading, String label) {
        List<String> part = out.lines()
                .dropWhile(line -> !line.matches("\\d\\. .*") || !line.contains(heading))
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith("  " + label + " "))
                .toList();
        assertThat(part).as("'%s' in '%s' of%n%s", label, heading, out).hasSize(1);
        String text = part.get(0).substring(2 + label.length()).replaceAll("\\[1, 1]:|[a-z]+|→|,", " ");
        String[] words = text.strip().split(" +", -1);
        float[] numbers = new float[words.length];
        for (int n = 0; n < words.length; n++) {
            numbers[n] = Float.parseFloat(words[n]);
        }
        return numbers;
    }

    private static float[] column(SacAgent agent, ReshapeMatrix x, int j) {
        float[] column = new float[x.getNumRows()];
        for (int i = 0; i < column.length; i++) {
            column[i] = (float) agent.kernels().get(x, i, j);
        }
        return column;
    }

    private static float[] entries(SacAgent agent, List<Parameter> parameters, boolean gradients) {
        int size = 0;
        float[] all = new float[0];
        for (Parameter p : parameters) {
            ReshapeMatrix x = gradients ? p.gradient() : p.value();
            double[] entries = agent.kernels().elements(x);
            all = Arrays.copyOf(all, size + entries.length);
            for (double entry : entries) {
                all[size++] = (float) entry;
            }
        }
        return all;
    }

    private static double norm(float[] a, float[] b) {
        double squares = 0;
        for (int n = 0; n < a.length; n++) {
            double difference = (double) a[n] - b[n];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    /** A twin of the agent explained, in the same state; updated without a listener. */
    @ParameterizedTest
    @CsvSource({"V1, pendulum", "V2, pendulum", "V1, lqr", "V2, lqr"})
    void everyNumberIsTheUpdatesOwn(Algorithm paper, String task) {
        String out = explained(paper.toString(), task);
        Rehearsal rehearsal = Rehearsal.of(Tasks.named(task), paper, 3, List.of(5), 4);
        try (Run run = rehearsal.run()) {
            SacAgent agent = run.trainer().agent();
            Batch batch = rehearsal.batch(run, DRAWS.split("batch"));
            int n = agent.policy().observationSize();
            for (int j = 0; j < n; j++) {
                String which = n == 1 ? "" : "[" + (j + 1) + "]";
                assertThat(numbers(out, "The batch", "s" + which)).isEqualTo(column(agent, batch.observation(), j));
                assertThat(numbers(out, "The batch", "s′" + which))
                        .isEqualTo(column(agent, batch.nextObservation(), j));
            }
            assertThat(numbers(out, "The batch", "a")).isEqualTo(column(agent, batch.action(), 0));
            assertThat(numbers(out, "The batch", "1 − d")).isEqualTo(column(agent, batch.notTerminated(), 0));

            // The targets, by the agent's own methods before anything moves.
            agent.tape().begin();
            Tensor s2 = agent.tape().constant(batch.nextObservation());
            Tensor r = agent.tape().constant(batch.reward()).scale(agent.rewardScale());
            Tensor goes = agent.tape().constant(batch.notTerminated());
            assertThat(numbers(out, "The batch", "r")).isEqualTo(column(agent, r.value(), 0));
            if (agent instanceof SacV2 v2) {
                Tensor y = v2.target(r, s2, goes, DRAWS.split("noise").rng());
                assertThat(numbers(out, "J_Q(θ)", "y")).isEqualTo(column(agent, y.value(), 0));
            } else if (agent instanceof SacV1 v1) {
                Tensor y = v1.target(r, s2, goes); // ψ moves before, ψ̄ does not
                assertThat(numbers(out, "J_Q(θ)", "Q̂(s, a)")).isEqualTo(column(agent, y.value(), 0));
            }

            Map<ParameterGroup, float[]> before = new HashMap<>();
            agent.groups().forEach(group -> before.put(group, entries(agent, group.parameters(), false)));
            agent.update(batch, DRAWS.split("noise").rng());

            List<Parameter> learned = new ArrayList<>();
            for (Loss loss : agent.losses()) {
                assertThat(numbers(out, loss.symbol(), loss.symbol())).containsExactly((float) loss.last());
                learned.addAll(loss.parameters());
                for (ParameterGroup group : agent.groups()) {
                    if (loss.parameters().containsAll(group.parameters())) {
                        moved(out, loss.symbol(), agent, group, requireNonNull(before.get(group)), true);
                    }
                }
            }
            for (ParameterGroup group : agent.groups()) {
                if (!learned.containsAll(group.parameters())) {
                    moved(out, "The targets", agent, group, requireNonNull(before.get(group)), false);
                }
            }
            if (agent.temperature().isLearned()) {
                float[] numbers = numbers(out, "J(α)", "α after");
                assertThat(numbers).containsExactly((float) agent.temperature().alpha());
            }
        }
    }

    private static void moved(
            String out, String part, SacAgent agent, ParameterGroup group, float[] before, boolean learned) {
        float[] after = entries(agent, group.parameters(), false);
        assertThat(after).isNotEqualTo(before);
        assertThat(numbers(out, part, "‖Δ" + group.symbol() + "‖")).containsExactly((float) norm(after, before));
        String first = group.parameters().get(0).name();
        if (learned) {
            float[] gradient = entries(agent, group.parameters(), true);
            float[] zero = new float[gradient.length];
            assertThat(numbers(out, part, "‖∂/∂" + group.symbol() + "‖"))
                    .containsExactly((float) norm(gradient, zero))
                    .doesNotContain(0);
            assertThat(numbers(out, part, first)).containsExactly(gradient[0], before[0], after[0]);
        } else {
            assertThat(numbers(out, part, first)).containsExactly(before[0], after[0]);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void theEquationsOfEveryLossStandAboveTheirNumbers(Algorithm paper) {
        String out = explained(paper.toString(), "pendulum");
        assertThat(out).contains("number 201, after 1,200 steps");
        String[] inOrder = paper == Algorithm.V1
                ? new String[] {
                    "0. The batch",
                    "1. J_V(ψ)",
                    "v1 (5)",
                    "V̂(s) =",
                    "log π(a|s)",
                    "2. J_Q(θ)",
                    "Q̂(s, a) =",
                    "3. J_π(φ)",
                    "min q",
                    "4. The targets",
                    "ψ̄"
                }
                : new String[] {
                    "0. The batch",
                    "1. J_Q(θ)",
                    "v2 (5)",
                    "y = r + γ",
                    "log π(a′|s′)",
                    "min target_q",
                    "2. J_π(φ)",
                    "3. J(α)",
                    "4. The targets",
                    "θ̄₁"
                };
        assertThat(out).containsSubsequence(inOrder);
        assertThat(out.lines()).allMatch(line -> line.length() <= 100);
    }

    /** With more transitions than are shown, the losses are still those of all. */
    @Test
    void ofALargeBatchTheFirstTransitionsAreShown() {
        String out = explained("v2", "pendulum", "--batch", "32");
        assertThat(out.lines().filter(line -> line.startsWith("  r ")))
                .singleElement()
                .asString()
                .endsWith("…");
        Rehearsal rehearsal = Rehearsal.of(Tasks.named("pendulum"), Algorithm.V2, 3, List.of(5), 32);
        try (Run run = rehearsal.run()) {
            SacAgent agent = run.trainer().agent();
            agent.update(
                    rehearsal.batch(run, DRAWS.split("batch")),
                    DRAWS.split("noise").rng());
            for (Loss loss : agent.losses()) {
                assertThat(numbers(out, loss.symbol(), loss.symbol())).containsExactly((float) loss.last());
            }
        }
    }

    @Test
    void drawsTheGraphOfEveryLossOfTheUpdate() throws IOException {
        String out = explained("v2", "pendulum", "--graphs", "drawings");
        assertThat(Sac.contents(directory.resolve("drawings")))
                .containsExactly(
                        "v2-J_Q.dot", "v2-J_Q.mmd", "v2-J_alpha.dot", "v2-J_alpha.mmd", "v2-J_pi.dot", "v2-J_pi.mmd");
        assertThat(out.lines().filter(line -> line.startsWith("drawn: "))).hasSize(3);
        String jQ = Files.readString(directory.resolve("drawings/v2-J_Q.dot"));
        String moving = jQ.substring(jQ.indexOf("cluster_differentiated"), jQ.indexOf("  }\n"));
        assertThat(moving).contains("q1.0.weight", "q2.1.bias").doesNotContain("target_q", "policy", "α");
        assertThat(jQ.substring(0, jQ.indexOf("cluster_differentiated")))
                .contains("target_q1.0.weight", "policy.0.weight", "y = r + ", "log π(a′|s′)");
        String jPi = Files.readString(directory.resolve("drawings/v2-J_pi.mmd"));
        assertThat(jPi.substring(jPi.indexOf("subgraph"), jPi.indexOf("  end\n")))
                .contains("policy.0.weight", "a = tanh(u)", "min q")
                .doesNotContain("q1.0.weight<br/>4×5\"]", "log_alpha");
    }
}
